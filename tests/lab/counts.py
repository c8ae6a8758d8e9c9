"""How much of everything is tried: a little in the test command (`TEST`), as much as a round takes in the lab (`LAB`).

The one place for these numbers. The test command proves that nothing ordinary breaks, within minutes; the laboratory
goes on from where its last round ended, so that its seeds, points and bytes become all there are. What is proved where,
and how often, stands as a table in `.github/CONTRIBUTING.md`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Counts:
    """Lives of simulated countries in memory and on real stores, with and without somebody who attacks them.

    `kills`, `cuts`: of a working process, of the power of its disk. `points`: in the test command, system calls of each
    deed that fail; in the lab, points along the way of a rekey or of putting back in one round. `store_flips`: bits of
    a store. The last three are of the test command alone, since the lab goes through all: each so-manieth point along
    the way of a rekey and of putting back, and bits of the files beside a store. `sequences`: of tries against the
    throttle. `inputs`: to all parsers together in the test command, to each of them in the lab. `altered_every`: each
    so-manieth byte of a bundle is flipped, and the bundle cut there; `edits`: the same bundle edited at random.
    `presses`: what a monkey does on each page in the test command, and in one round on one page in the lab.
    `sheet_rows`: of a sheet of cases that comes in, of which each 25th is bad. `links`: of some kind, with a bundle and
    answers that go over each.
    """

    pure_lives: int
    store_lives: int
    attacked_lives: int
    attacked_store_lives: int
    kills: int
    cuts: int
    points: int
    store_flips: int
    sequences: int
    inputs: int
    altered_every: int
    edits: int
    presses: int
    sheet_rows: int
    links: int
    rekey_every: int = 0
    put_back_every: int = 0
    flips: int = 0


TEST = Counts(
    pure_lives=400,
    store_lives=16,
    attacked_lives=60,
    attacked_store_lives=4,
    kills=48,
    cuts=8,
    points=2,
    rekey_every=12,
    put_back_every=24,
    store_flips=300,
    flips=30,
    sequences=6,
    inputs=300,
    altered_every=24,
    edits=60,
    presses=20,
    sheet_rows=75,
    links=10,
)
LAB = Counts(
    pure_lives=600,
    store_lives=40,
    attacked_lives=200,
    attacked_store_lives=10,
    kills=200,
    cuts=30,
    points=20,
    store_flips=10_000,
    sequences=100,
    inputs=1_000,
    altered_every=4,
    edits=250,
    presses=5_000,
    sheet_rows=5_000,
    links=60,
)

"""Hundreds of simulated lives of posts, headquarters and sticks: equal state everywhere, and no write lost.

`python -m tests.lab.simulation --seeds A-B` lives more of them; a failure prints the command that lives it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.lab.counts import TEST
from tests.lab.simulation.__main__ import fails, main
from tests.lab.simulation.engines import PureEngine, StoreEngine
from tests.lab.simulation.rows import Merging
from tests.lab.simulation.world import DEEDS, run
from tipdesk.services.from_headquarters import get_keyset, keep_keyset
from tipdesk.sync import merge
from tipdesk.sync.document import descends, read_keyset

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tipdesk.services.link_desk import LinkDesk

PURE_PART, STORE_PART = 50, 4
PURE_STEPS = 80
SEEDS_TO_FIND_A_BUG = 60


def parts(seeds: int, part: int) -> list[range]:
    """Return so many seeds in parts, for the processes that share the tests."""
    return [range(start, start + part) for start in range(1, seeds + 1, part)]


@pytest.mark.parametrize("seeds", parts(TEST.pure_lives, PURE_PART), ids=str)
def test_lives_in_memory(seeds: range) -> None:
    """The services and the rules of sync keep their promises over any order of deeds and accidents."""
    failed = fails(seeds, PureEngine(), "pure", PURE_STEPS)
    assert not failed, "\n".join(failed)


@pytest.mark.parametrize("seeds", parts(TEST.store_lives, STORE_PART), ids=str)
def test_lives_on_real_stores(seeds: range) -> None:
    """So does the real store, with its own checks and a projection made again at the end of each life."""
    failed = fails(seeds, StoreEngine(), "store")
    assert not failed, "\n".join(failed)


def forgets_ghosts(
    clock: merge.Clock, number: int, dot: merge.Pair, replaces: Sequence[int], is_applied: Callable[[int, int], bool]
) -> bool:
    """Merge without remembering what was replaced before it came."""
    return merge.write(clock, number, dot, replaces, lambda _log, _seq: True)


def lets_the_last_win(
    clock: merge.Clock, number: int, dot: merge.Pair, replaces: Sequence[int], is_applied: Callable[[int, int], bool]
) -> bool:
    """Merge as most programs do."""
    clock[number] = [*dot]
    return True


def keeps_what_was_replaced(
    clock: merge.Clock, number: int, dot: merge.Pair, replaces: Sequence[int], is_applied: Callable[[int, int], bool]
) -> bool:
    """Merge with the last of the replaced dots left alive."""
    return merge.write(clock, number, dot, replaces[:-2], is_applied)


@pytest.mark.parametrize("planted", [forgets_ghosts, lets_the_last_win, keeps_what_was_replaced])
def test_a_planted_bug_is_found(planted: Callable[..., bool]) -> None:
    """The control: with a wrong merge the same lives go wrong within a few seeds."""
    engine = PureEngine(Merging(planted))
    assert any(run(seed, engine, PURE_STEPS).problems for seed in range(1, SEEDS_TO_FIND_A_BUG + 1))


def takes_any_keyset(desk: LinkDesk, document: bytes) -> bool:
    """Take whatever keyset comes, as long as the pinned root leads to it: an old one on a stick too."""
    with desk.work() as work:
        if not descends(read_keyset(document, desk.keys.verify), get_keyset(work).root, desk.keys.verify):
            return False
        keep_keyset(work, document)
    return True


PLANTED = {
    "an old keyset is taken after a newer one": ("sync.pull.take_arrival.take_keyset", takes_any_keyset),
    "a restore forgets a rotation": (
        "headquarters.intake.answer_fetch.learn_keyset",
        lambda _desk, _work, _document: None,
    ),
    "nobody is told that keys must be renewed": (
        "headquarters.keys.see_keys.is_turned_back",
        lambda _desk, _reader: False,
    ),
    "headquarters does not know its own hand": (
        "headquarters.ledger.down_bundles.vouch_for",
        lambda key, _device: (key, b""),
    ),
    "posts do not say which keys they hold": ("sync.pull.make_fetch.shows_keyset", lambda _reader: False),
}


OFTEN = {"keys renewed": 6, "keys compared": 4, "backup": 8, "post restored": 6, "headquarters restored": 6}
"""How often things happen in the lives in which a bug of keys is looked for."""


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_bug_of_keys_is_found(planted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: where keysets are taken, learned, told or vouched for wrongly, lives go wrong within some seeds."""
    place, bug = PLANTED[planted]
    monkeypatch.setattr(f"tipdesk.services.{place}", bug)
    for name, weight in OFTEN.items():
        monkeypatch.setitem(DEEDS, name, (weight, DEEDS[name][1]))
    assert any(run(seed, PureEngine(), PURE_STEPS).problems for seed in range(1, SEEDS_TO_FIND_A_BUG + 1))


def test_a_life_can_be_lived_again(capsys: pytest.CaptureFixture[str]) -> None:
    """The same seed tells the same story, on either engine, and the command prints it."""
    pure, again, store = run(11, PureEngine()), run(11, PureEngine()), run(11, StoreEngine())
    assert pure.story == again.story == store.story
    assert pure.book.wrote == again.book.wrote == store.book.wrote
    assert main(["--seed", "11"]) == 0
    assert capsys.readouterr().out.startswith("0: ")
    assert main(["--seeds", "1-3"]) == 0
    assert capsys.readouterr().out == "all is well\n"

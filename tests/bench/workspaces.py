"""A long case on the screen: a hundred people and five thousand entries, from the press to the painted workspace.

The floor is what plain SQLCipher takes for the same rows of the same file, with no log, no gate and no window. Another
case is opened between, so that each opening begins anew; the audit row of a look is written with the first of them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from tests.bench.homes import PASSPHRASE
from tests.bench.load_floors import read_case
from tests.bench.measures import Gate, Measure
from tests.bench.timing import percentile, timed
from tests.ui.desktops import OFFICER
from tipdesk.adapters.keys.vault import open_slot
from tipdesk.adapters.store.engine import set_pragmas
from tipdesk.adapters.system.paths import HomePaths
from tipdesk.domain.changes import Change, Dot
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.homes.founding import make_post
from tipdesk.services.case.new_case import new_case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tipdesk.adapters.keys.stretching import Cost
    from tipdesk.services.desk import Desk

ROOT = Path(__file__).parents[2]
OPEN_GATE, TURN_GATE = Gate(150), Gate(50)
P95 = 0.95
_PERSON, _NOTE = BY_NAME["Person"], BY_NAME["Note"]


def measure_workspace(folder: Path, people: int, entries: int, opens: int, cost: Cost | None = None) -> list[Measure]:
    """Make a home with one long case, and time how it opens and how its pages turn."""
    session = make_post(folder, OFFICER, PASSPHRASE, cost=cost)
    long = _fill(session.desk, people, entries)
    other = new_case(session.desk, {"case": {"title": "Quiet lantern"}}).id
    session.close()
    found = _probe(folder, long, other, opens)
    floor = percentile(_floor(folder, long, opens), P95) * 1_000
    named = f"case of {people:,} people and {entries:,} entries"

    def measure(words: str, key: str, gate: Gate | None) -> Measure:
        return Measure(f"{named}: {words}, p95", percentile(found[key], P95) * 1_000, "ms", floor, gate)

    return [
        measure("read and audited", "read", None),
        measure("opened and painted", "opened", OPEN_GATE),
        measure("page turned and painted", "turned", TURN_GATE),
    ]


def _fill(desk: Desk, people: int, entries: int) -> bytes:
    """Make the case: its people, then notes and answers of theirs until there are so many entries."""
    known = [
        {
            "record": "Person",
            "fields": {"person_code": f"P{number}", "family_name": "Invented", "about_age": 14 + number},
        }
        for number in range(people)
    ]
    made = new_case(desk, {"case": {"title": "Large lantern"}, "records": known})
    rows = made.rows[-people:]
    with desk.work() as unit:
        begun = len({one.dot for one in unit.find_happenings(made.id)})
        occupation = _PERSON.by_name["occupation"].number
        seen: dict[bytes, tuple[Dot, ...]] = dict.fromkeys(rows, ())
        for number in range(max(0, entries - begun)):
            row = rows[number % people]
            if number % 3:
                change = Change(_NOTE.number, desk.ids.new_id(), {_NOTE.by_name["text"].number: f"Invented {number}."})
                unit.append(Scope.CASE, made.id, [change])
            else:
                change = Change(_PERSON.number, row, {occupation: f"Work {number}"}, {occupation: seen[row]})
                seen[row] = (unit.append(Scope.CASE, made.id, [change]).dot,)
    return made.id


def _probe(home: Path, long: bytes, other: bytes, opens: int) -> dict[str, list[float]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.workspace_probe", str(home), long.hex(), other.hex(), str(opens)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    if done.returncode:
        message = f"the workspace did not open: {done.stderr[-2000:]}"
        raise RuntimeError(message)
    found: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return found


def _floor(home: Path, case: bytes, opens: int) -> Sequence[float]:
    """Time reading all rows of the case from the closed file, with the store's own key and pragmas."""
    paths = HomePaths(home)
    key = open_slot(paths.slots, OFFICER, PASSPHRASE).store_key
    with closing(dbapi2.connect(paths.store.as_uri(), uri=True, isolation_level=None)) as link:
        set_pragmas(link, key, read_only=True)
        read_case(link, case)
        return [timed(partial(read_case, link, case)) for _time in range(opens)]

"""What an officer waits for in a session: the cover, a switch of officers, a case of which all that tells is sealed.

Each gate is a figure of the design and no ratio: the officer's patience does not follow the machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.homes import PASSPHRASE
from tests.bench.measures import Gate, Measure
from tests.bench.timing import timed
from tests.ui.desktops import OFFICER
from tipdesk.domain.records import BY_NAME
from tipdesk.homes.founding import make_post
from tipdesk.services.case.new_case import new_case
from tipdesk.services.sealing.unsealing import Unsealing

if TYPE_CHECKING:
    from tipdesk.adapters.keys.stretching import Cost
    from tipdesk.services.desk import Desk

ROOT = Path(__file__).parents[2]
COVER_GATE, SWITCH_GATE, SEALED_GATE = Gate(300), Gate(3), Gate(50)
PEOPLE = 40
_PERSON = BY_NAME["Person"]
_ANSWERS = {"family_name": "Doe", "given_names": "Ann", "birth_place": "Town", "whereabouts": "Road", "wishes": "Rest"}


def measure_sessions(folder: Path, runs: int, cost: Cost | None = None) -> list[Measure]:
    """Make a post's home, with the passphrase cost of this PC unless given; time its window and its sealed case."""
    with_window = make_post(folder, OFFICER, PASSPHRASE, cost=cost)
    sealed = [_open_sealed(with_window.desk) for _run in range(runs)]
    with_window.close()
    found = [_window(folder) for _run in range(runs)]
    count = PEOPLE * len(_ANSWERS)
    return [
        Measure(
            "cover, from the key to the painted page",
            median(cover for cover, _s in found) * 1000,
            "ms",
            gate=COVER_GATE,
        ),
        Measure("switch of officers, typing aside", median(switch for _c, switch in found), "s", gate=SWITCH_GATE),
        Measure(f"open {count} sealed answers", median(sealed) * 1000, "ms", gate=SEALED_GATE),
    ]


def _window(home: Path) -> tuple[float, float]:
    words = [sys.executable, "-m", "tests.bench.session_probe", str(home)]
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(words, cwd=ROOT, env=variables, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        message = f"the session did not come to its end: {done.stderr[-2000:]}"
        raise RuntimeError(message)
    cover, switch = map(float, done.stdout.split())
    return cover, switch


def _open_sealed(desk: Desk) -> float:
    """Return the seconds in which a holder opens a case for few, the keys opened each time."""
    people = [{"record": "Person", "fields": _ANSWERS} for _number in range(PEOPLE)]
    case = new_case(desk, {"case": {"title": "Heron", "sealing": "restricted"}, "records": people}).id
    with desk.read() as reader:
        rows = reader.find_rows(_PERSON, case=case)
        return timed(lambda: list(map(Unsealing(reader, desk).row, rows)))

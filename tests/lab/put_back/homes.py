"""A post that goes on after its backup, with a report nobody has unlocked, and what must hold after an accident."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING

from tests.lab.accidents import Accident, Ended, run
from tests.lab.faults.deeds import deed_of, prepare, problems_after
from tests.lab.faults.place import Place
from tests.lab.homes import Country, make_country
from tests.lab.kill.child import document
from tipdesk.adapters.system.paths import HomePaths
from tipdesk.domain.records import BY_NAME
from tipdesk.homes.half_put_back import MARKER, finish_put_back, staged_of
from tipdesk.homes.locked import LockedHome
from tipdesk.services.locked.report import KeptReport

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DEED = deed_of("put back")
REPORTED, REPORTED_AT_MS = 7, 1_700_000_000_000


def make_post_with_backup(folder: Path) -> Country:
    """Make a country whose post made a backup, saved another case since, and keeps a report written while locked."""
    made = make_country(folder)
    prepare(made, DEED)
    LockedHome(made.post.folder).keep_report(KeptReport("Invented", REPORTED_AT_MS, 0, document=document(REPORTED)))
    return made


def put_back(country: Country, accident: Accident, point: int) -> Ended:
    """Let something happen to the process that puts the backup back."""
    return run(partial(_ready, country), country.post.folder, accident, point)


def _ready(country: Country) -> Callable[[], object]:
    return partial(DEED.do, Place(country, country.post))


def problems_at(made: Country, folder: Path, accident: Accident, point: int) -> list[str]:
    """Return what is not as it must be after one accident at one point, each with the point at which it happened."""
    hurt = made.copied(folder / f"{accident.name}-{point}")
    ended = put_back(hurt, accident, point)
    found = _started(hurt)
    if accident is not Accident.KILL and ended.told is None:
        found.append("the officer was told nothing")
    if not found:
        found = problems_after(hurt, DEED, "done" if ended.told == "" else f"told {ended.told}") + _not_reported(hurt)
    shutil.rmtree(hurt.stick.parent)
    return [f"{accident.value} at point {point}: {one}" for one in found]


def _started(country: Country) -> list[str]:
    """Start once, and once more: there is a home, nothing half done beside it or in it, and nothing left to settle."""
    home = country.post.folder
    finish_put_back(home)
    found = ["something half done was left behind"] if staged_of(home).folder.exists() else []
    if not HomePaths(home).exists():
        found.append("there is no home")
    if (home / MARKER).exists() or finish_put_back(home) is not None:
        found.append("it is not settled")
    return found


def _not_reported(country: Country) -> list[str]:
    session = Place(country, country.post).unlock()
    try:
        with session.desk.read() as reader:
            count = sum(row["title"] == f"Blue heron {REPORTED}" for row in reader.find_rows(BY_NAME["Case"]))
    finally:
        session.close()
    return [] if count == 1 else [f"the report is {count} cases"]

"""Note in which cases something came in, so that they are looked through for breaches off the intake's path."""

from collections.abc import Collection

from tipdesk.services.desk import UnitOfWork
from tipdesk.services.remembered.office import CASES_TOUCHED


def note_touched(work: UnitOfWork, cases: Collection[bytes]) -> None:
    """Add these cases to those that wait; that costs one value, however much came in."""
    waiting = CASES_TOUCHED.get(work)
    new = set(cases) - set(waiting)
    if new:
        CASES_TOUCHED.keep(work, [*waiting, *sorted(new)])

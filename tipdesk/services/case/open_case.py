"""Open a case for the workspace: the masked case, its people with what belongs to each, and the rest by kind.

One audited look, after the officer has said once whether they know somebody in it; the arrangement is all else this
adds.
"""

from dataclasses import dataclass

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action
from tipdesk.services.access.declare_interest import ask_first
from tipdesk.services.desk import Desk
from tipdesk.services.look import CaseView, look, permit


@dataclass(frozen=True)
class PersonView:
    """A person and the rows that refer to them."""

    person: Row
    roles: tuple[Row, ...]
    episodes: tuple[Row, ...]
    legs: tuple[Row, ...]


@dataclass(frozen=True)
class Workspace:
    """A case as its workspace shows it. `loose`: rows whose person is not (yet, or no longer) here."""

    view: CaseView
    people: tuple[PersonView, ...]
    loose: tuple[Row, ...]
    in_conflict: tuple[Row, ...]

    @property
    def case(self) -> Row:
        """Return the Case row."""
        return self.view.case

    @property
    def reports(self) -> tuple[Row, ...]:
        """Return the reports."""
        return self.view.of("Report")

    @property
    def notes(self) -> tuple[Row, ...]:
        """Return the notes."""
        return self.view.of("Note")

    @property
    def tasks(self) -> tuple[Row, ...]:
        """Return the tasks."""
        return self.view.of("Task")


def open_case(desk: Desk, case: bytes, *, unmask: bool = False, reason: str | None = None) -> Workspace:
    """Return the workspace of a case. `unmask`: with who and where, as an audited act.

    UserErrors of `look`; `say-first` where the officer has not said yet whether they know somebody in it.
    """
    action = Action.UNMASK if unmask else Action.VIEW
    permit(desk, case, action)
    ask_first(desk, case)
    view = look(desk, case, action, reason=reason)
    people = tuple(
        PersonView(
            person,
            roles=_of_person(view, "CaseRole", person.id),
            episodes=_of_person(view, "Episode", person.id),
            legs=_of_person(view, "JourneyLeg", person.id),
        )
        for person in view.of("Person")
    )
    known = {person.person.id for person in people}
    loose = tuple(
        row for kind in ("CaseRole", "Episode", "JourneyLeg") for row in view.of(kind) if row["person"] not in known
    )
    rows = (view.case, *(row for rows in view.rows.values() for row in rows))
    return Workspace(view, people, loose, tuple(row for row in rows if row.in_conflict()))


def _of_person(view: CaseView, kind: str, person: bytes) -> tuple[Row, ...]:
    return tuple(row for row in view.of(kind) if row["person"] == person)

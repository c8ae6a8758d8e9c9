"""A training at headquarters with one session and twenty-five people, made through the real verbs over fake stores."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.services.countries import Country, a_country
from tipdesk.domain.records import BY_NAME
from tipdesk.services.outreach.participants import save_participants
from tipdesk.services.registers.reading import list_register
from tipdesk.services.registers.writing import add_row

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row
    from tipdesk.services.desk import Desk

TRAINING, SESSION, PERSON = (BY_NAME[name] for name in ("Training", "TrainingSession", "Participation"))
HEADING = "Name\tAgency\tAudience\tSex\tAttended\tPre-test\tPost-test\tPassed\tOfficer\n"


@dataclass
class Held:
    """A training that was held: headquarters and a post, the ids of training and session, and the sheet of people."""

    country: Country
    training: bytes
    session: bytes

    @property
    def desk(self) -> Desk:
        """The desk of headquarters' coordinator."""
        return self.country.office.desk()

    @property
    def post(self) -> Desk:
        """The desk of an officer of a post."""
        return self.country.post.desk()

    def people(self, session: bytes | None = None) -> list[Row]:
        """Return the participants by name."""
        return list_register(self.desk, PERSON, parent=session or self.session)

    def person(self, name: str) -> Row:
        """Return the participant of this name."""
        return next(one for one in self.people() if one["name"] == name)


def a_sheet(login: str = "") -> str:
    """Return a sheet of twenty-five people, of whom the last was absent and the one before failed."""
    lines = [f"Invented Person {at:02}\t\timmigration\t{'fm'[at % 2]}\tyes\t40%\t80\tyes\t" for at in range(1, 24)]
    lines += ["Invented Person 24\t\tcustoms\tf\tyes\t30\t35\tno\t", "Invented Person 25\t\t\t\tno\t\t\t\t"]
    lines[0] += login
    return HEADING + "\n".join(lines)


def hold(country: Country | None = None, **training: object) -> Held:
    """Hold a training of 10 November 2026 with refreshers after three and six months."""
    made = country or a_country()
    made.office.actor = replace(made.office.actor, roles=made.office.actor.roles | {"coordinator"})
    given = {"title": "First response", "topics": ["referral"], "refreshers": ["3_months", "6_months"], **training}
    course = add_row(made.office.desk(), TRAINING, given).row or b""
    session = add_row(made.office.desk(), SESSION, {"training": course, "on": "2026-11-10", "hours": "6"}).row or b""
    save_participants(made.office.desk(), session, a_sheet(made.post.actor.login))
    return Held(made, course, session)

"""What the verbs on trainings share: their records, the sessions that are meant, who somebody is, and who may.

Somebody is told from others by their login or, without one, by name and agency.
"""

from dataclasses import dataclass
from datetime import date

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.registers import Act
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.registers.answers import plain_name
from tipdesk.services.registers.kept import get_seen, ours

TRAINING, SESSION, PERSON = (BY_NAME[name] for name in ("Training", "TrainingSession", "Participation"))
CERTIFICATE, OFFICER, AGENCY = (BY_NAME[name] for name in ("Certificate", "Officer", "Agency"))


@dataclass(frozen=True)
class Course:
    """A training with those of its sessions that are meant, oldest first, and the people of all its sessions."""

    training: Row
    sessions: tuple[Row, ...]
    everybody: tuple[Row, ...]

    @property
    def people(self) -> tuple[Row, ...]:
        """Return the participants of the sessions that are meant."""
        meant = {one.id for one in self.sessions}
        return tuple(one for one in self.everybody if one["session"] in meant)


def read_course(reader: Reader, desk: Desk, row: bytes, act: Act = Act.READ) -> Course:
    """Return what a row means: a training with all its sessions, or with the one session.

    Raises UserError `no-such-row`, and those of `permit_register`.
    """
    session = None if reader.get_row(SESSION, row) is None else get_seen(reader, desk, SESSION, row, act)
    training = get_seen(reader, desk, TRAINING, _octets(session["training"]) if session else row, act)
    found = ours(reader, desk, reader.find_rows(SESSION, where={"training": training.id}))
    people = [one for held in found for one in reader.find_rows(PERSON, where={"session": held.id})]
    meant = [session] if session is not None else found
    return Course(training, tuple(sorted(meant, key=day_of)), tuple(ours(reader, desk, people)))


def permit_headquarters(desk: Desk) -> None:
    """Refuse what is done at headquarters alone; raises UserError `not-headquarters`."""
    if not desk.place.is_headquarters:
        raise UserError("not-headquarters", _("Certificates are given, printed and withdrawn at headquarters."))


def day_of(session: Row) -> date:
    """Return the last day that a session's date can mean; the last of all days where it has none."""
    on = session["on"]
    return on.last_day if isinstance(on, PartialDate) else date.max


def person_key(person: Row) -> tuple[object, ...]:
    """Return by what one participant is told from others."""
    officer = person["officer"]
    if isinstance(officer, bytes):
        return (officer,)
    return (plain_name(str(person["name"] or "")), person["agency"])


def name_of(reader: Reader, person: Row) -> str:
    """Return the name of a participant: of an officer as the directory has it, else as it was written; "" for none."""
    return next(iter(names_of(reader, person)), "")


def names_of(reader: Reader, person: Row) -> list[str]:
    """Return all that a participant is called here, the best first: names change, and certificates do not."""
    row = reader.get_row(OFFICER, person["officer"]) if isinstance(person["officer"], bytes) else None
    known = (row["name"] if row else None, person["name"], row["login"] if row else None)
    return [str(one) for one in known if one]


def _octets(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""

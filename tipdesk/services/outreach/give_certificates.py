"""Give certificates to all who attended and passed a session, or a training with its sessions, in one deed.

Each has a number that tells nothing, a check code over its facts, and the day by which the training is to be refreshed.
They stand with the participant in the register and, without name and marks, in the directory, so that every post can
check them. One certificate is given to a person for one course; whoever attends a later course of the same training
refreshes it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.refreshers import next_refresher
from tipdesk.domain.rules.registers import Act
from tipdesk.domain.rules.training_figures import has_attended, has_passed
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.fields import change_of_new, change_of_row
from tipdesk.services.look import deed, noting_refusals
from tipdesk.services.outreach.rooms import (
    CERTIFICATE,
    PERSON,
    SESSION,
    Course,
    day_of,
    name_of,
    permit_headquarters,
    person_key,
    read_course,
)
from tipdesk.services.results import Changed
from tipdesk.sync.certificate import Certified

SAME_COURSE_DAYS = 28
"""Sessions of one training that lie closer together are one course, and its certificate is given once."""
_NUMBER = re.compile(r"HQ-(\d{4})-(\d+)")


@dataclass(frozen=True)
class GivenOne:
    """One certificate that was given: to which participant, under which number and code, to be refreshed by when."""

    person: bytes
    number: str
    code: str
    refresher_due: date | None


@dataclass(frozen=True)
class Given:
    """What a batch came to: the certificates, and how many got none: they had one, did not pass, or have no name."""

    given: tuple[GivenOne, ...]
    had: int
    not_passed: int
    unnamed: int
    changed: Changed


@dataclass
class _Batch:
    """One batch while it is made: its changes by scope, and what was decided for whom."""

    persons: list[Change] = field(default_factory=list)
    certificates: list[Change] = field(default_factory=list)
    given: list[GivenOne] = field(default_factory=list)
    had: int = 0
    not_passed: int = 0
    unnamed: int = 0

    def told(self, changed: Changed) -> Given:
        """Return what the batch came to."""
        return Given(tuple(self.given), self.had, self.not_passed, self.unnamed, changed)


def give_certificates(desk: Desk, row: bytes) -> Given:
    """Give the certificates of a session or a training, given by its id.

    Nothing is written where nobody is to have one. Raises UserError `not-headquarters`, `not-held-yet` where a session
    lies ahead or has no date, `nobody-passed`, `certificates-given` where all who passed have theirs, and those of
    `read_course`.
    """
    permit_headquarters(desk)
    with deed(desk) as unit:
        batch = _plan(unit, desk, row)
        _refuse_empty(batch)
        unit.append(Scope.REGISTER, None, batch.persons)
        unit.append(Scope.DIRECTORY, None, batch.certificates)
    return batch.told(Changed(frozenset({PERSON.name, CERTIFICATE.name}), None, row))


def preview_certificates(desk: Desk, row: bytes) -> Given:
    """Return what `give_certificates` would give now, without giving it; raises the same, and is never refused empty.

    Numbers and codes of a preview are of no use: others may be given first.
    """
    permit_headquarters(desk)
    with noting_refusals(desk), desk.read() as reader:
        return _plan(reader, desk, row).told(Changed(frozenset()))


def _plan(reader: Reader, desk: Desk, row: bytes) -> _Batch:
    course = read_course(reader, desk, row, Act.WRITE)
    today = moment_now(desk).date()
    if not course.sessions or any(day_of(one) > today for one in course.sessions):
        raise UserError(
            "not-held-yet", _("Certificates are given after the session. Its date lies ahead, or is missing.")
        )
    batch = _Batch()
    _give(desk, reader, course, batch, today)
    return batch


def _next_number(reader: Reader, year: int) -> int:
    """Return the count of the next certificate of a year; a number that was withdrawn is not given again."""
    rows = reader.find_rows(CERTIFICATE, with_deleted=True)
    found = (_NUMBER.fullmatch(str(one["number"])) for one in rows)
    return max((int(one[2]) for one in found if one and int(one[1]) == year), default=0) + 1


def _give(desk: Desk, reader: Reader, course: Course, batch: _Batch, today: date) -> None:
    sessions = {one.id: one for one in reader.find_rows(SESSION)}
    count = _next_number(reader, today.year)
    for person, earlier in _candidates(course, sessions, batch):
        name = name_of(reader, person)
        if not name:
            batch.unnamed += 1
            continue
        number = f"HQ-{today.year}-{count:04d}"
        count += 1
        facts = Certified(number, name, str(course.training["title"] or ""), str(PartialDate.of(today)))
        due = _due(course, sessions, person, earlier)
        values: dict[str, Value] = {"certificate_no": number, "check_code": facts.code}
        values["refresher_due"] = PartialDate.of(due) if due else None
        if earlier is not None and person["refreshes"] is None:
            values["refreshes"] = _root(course, earlier).id
        change = change_of_row(person, values)
        if change is not None:
            batch.persons.append(change)
        told: dict[str, Value] = {
            "officer": person["officer"],
            "training": facts.training,
            "on": PartialDate.of(today),
            "number": number,
            "check_code": facts.code,
            "refresher_due": values["refresher_due"],
        }
        batch.certificates.append(change_of_new(CERTIFICATE, desk.ids.new_id(), told))
        batch.given.append(GivenOne(person.id, number, facts.code, due))


def _candidates(course: Course, sessions: dict[bytes, Row], batch: _Batch) -> Iterator[tuple[Row, Row | None]]:
    """Yield who is to have a certificate, each once, with the participation that theirs refreshes."""
    mine: dict[tuple[object, ...], list[Row]] = {}
    for one in course.people:
        mine.setdefault(person_key(one) if _name_known(one) else (one.id,), []).append(one)
    for key, rows in mine.items():
        passed = [one for one in rows if has_passed(one)]
        if not passed:
            batch.not_passed += 1
            continue
        person = max(passed, key=lambda one: _day(sessions, one))
        certified = [one for one in course.everybody if one["certificate_no"] and person_key(one) == key]
        earlier = max(certified, key=lambda one: _day(sessions, one), default=None)
        if earlier is not None and _day(sessions, person) - _day(sessions, earlier) < timedelta(days=SAME_COURSE_DAYS):
            batch.had += 1
            continue
        yield person, earlier


def _name_known(person: Row) -> bool:
    """Tell whether a participant can be told from others at all."""
    return isinstance(person["officer"], bytes) or bool(person["name"])


def _due(course: Course, sessions: dict[bytes, Row], person: Row, earlier: Row | None) -> date | None:
    """Return when the training is to be refreshed next, counted from the course that was the first."""
    gaps = course.training["refreshers"]
    if earlier is None:
        return next_refresher(gaps, _on(sessions, person), 0)
    root = _root(course, earlier)
    done = sum(one["refreshes"] == root.id and has_attended(one) and one.id != person.id for one in course.everybody)
    return next_refresher(gaps, _on(sessions, root), done + 1)


def _root(course: Course, person: Row) -> Row:
    """Return the participation that all refreshers of one name, given the first or any of them."""
    return next((one for one in course.everybody if one.id == person["refreshes"]), person)


def _on(sessions: dict[bytes, Row], person: Row) -> Value:
    session = person["session"]
    return sessions[session]["on"] if isinstance(session, bytes) and session in sessions else None


def _day(sessions: dict[bytes, Row], person: Row) -> date:
    session = person["session"]
    return day_of(sessions[session]) if isinstance(session, bytes) and session in sessions else date.min


def _refuse_empty(batch: _Batch) -> None:
    if batch.given:
        return
    if batch.had:
        raise UserError("certificates-given", _("All who attended and passed have their certificate already."))
    if batch.unnamed:
        raise UserError("nobody-named", _("Whoever passed has no name here yet. Write it, then give the certificates."))
    raise UserError("nobody-passed", _("Nobody is marked as having attended and passed."))

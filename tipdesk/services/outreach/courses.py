"""What trainings came to, and who is to be refreshed when: figures that are derived on reading and never stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.refreshers import next_refresher
from tipdesk.domain.rules.registers import Act
from tipdesk.domain.rules.training_figures import TrainingFigures, figures_of, has_attended
from tipdesk.domain.values import PartialDate
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.look import noting_refusals
from tipdesk.services.outreach.rooms import (
    CERTIFICATE,
    PERSON,
    SESSION,
    TRAINING,
    Course,
    name_of,
    read_course,
)
from tipdesk.services.registers.kept import ours, permit_register
from tipdesk.services.relation import own_ids


@dataclass(frozen=True)
class CourseView:
    """A training or one session of it with its figures, those of each session by its id, and what people are called."""

    course: Course
    figures: TrainingFigures
    by_session: Mapping[bytes, TrainingFigures]
    names: Mapping[bytes, str]


@dataclass(frozen=True)
class Refresher:
    """Somebody whose training is to be refreshed: by when, and the participation that it refreshes."""

    person: Row
    name: str
    training: Row
    due: date


def see_course(desk: Desk, row: bytes) -> CourseView:
    """Return a training or a session with its figures; raises the UserErrors of `read_course`."""
    with noting_refusals(desk), desk.read() as reader:
        return view_course(reader, desk, row)


def view_course(reader: Reader, desk: Desk, row: bytes) -> CourseView:
    """Return what `see_course` does, within a read that the caller has opened."""
    course = read_course(reader, desk, row)
    held: dict[bytes, list[Row]] = {one.id: [] for one in course.sessions}
    for person in course.people:
        if isinstance(person["session"], bytes):
            held[person["session"]].append(person)
    return CourseView(
        course,
        figures_of(course.people),
        {session: figures_of(people) for session, people in held.items()},
        {one.id: name_of(reader, one) for one in course.people},
    )


def find_refreshers(desk: Desk, until: date | None = None) -> list[Refresher]:
    """Return whose training is to be refreshed, the longest overdue first; with `until` only what is due by then.

    Raises the UserErrors of `permit_register`.
    """
    with noting_refusals(desk):
        permit_register(desk, PERSON, Act.READ)
        with desk.read() as reader:
            found = [one for one in _refreshers(reader, desk) if until is None or one.due <= until]
    return sorted(found, key=lambda one: (one.due, one.name.casefold()))


def _refreshers(reader: Reader, desk: Desk) -> Sequence[Refresher]:
    trainings = {one.id: one for one in reader.find_rows(TRAINING)}
    sessions = {one.id: one for one in reader.find_rows(SESSION)}
    people = [one for one in ours(reader, desk, reader.find_rows(PERSON)) if has_attended(one)]
    done: dict[object, int] = {}
    for one in people:
        done[one["refreshes"]] = done.get(one["refreshes"], 0) + 1
    found = []
    for one in people:
        session = sessions.get(one["session"]) if isinstance(one["session"], bytes) else None
        training = trainings.get(session["training"]) if session and isinstance(session["training"], bytes) else None
        if session is None or training is None or one["refreshes"] is not None:
            continue
        due = next_refresher(training["refreshers"], session["on"], done.get(one.id, 0))
        if due is not None:
            found.append(Refresher(one, name_of(reader, one), training, due))
    return found


@dataclass(frozen=True)
class MyCertificate:
    """One of the officer's own certificates, and by how many days its refresher is ahead; None where none is due."""

    row: Row
    days_left: int | None


def find_my_certificates(desk: Desk) -> list[MyCertificate]:
    """Return the certificates of the officer at the desk, the latest first; everybody may read their own."""
    with desk.read() as reader:
        mine = own_ids(reader, desk)
        rows = [row for row in reader.find_rows(CERTIFICATE) if row["officer"] in mine]
    today, newest = moment_now(desk).date(), set[object]()
    found = []
    for row in sorted(rows, key=lambda one: (str(one["on"]), one.id), reverse=True):
        due = row["refresher_due"]
        is_newest = row["training"] not in newest
        newest.add(row["training"])
        left = (due.last_day - today).days if isinstance(due, PartialDate) and is_newest else None
        found.append(MyCertificate(row, left))
    return found

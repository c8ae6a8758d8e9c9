"""The timeline of a case: which dates stand on it, what hidden and disputed ones tell, and what was asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import pytest

from tests.fakes.desk import CODES
from tests.services.rooms import CARER, COLLEAGUE, OWNER, PROSECUTOR, Room, a_room
from tipdesk.domain.changes import Change, Dot
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import IDENTITY, DateTimeField, PartialDateField, Reference, Text
from tipdesk.domain.pages import PAGES
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row, Sibling
from tipdesk.domain.schema import Scope, declared_within, record
from tipdesk.domain.spans import Precision, minutes_of
from tipdesk.domain.values import Missing, PartialDate
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.read_timeline import read_timeline, to_json
from tipdesk.services.case.timeline import DOTS, Event, Told, find_events, known_to
from tipdesk.services.case.timeline_filter import Asked, Grouping, Tracks, count_events, pages_of
from tipdesk.services.look import look

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value
    from tipdesk.services.look import CaseView

MARIE, PAUL = b"m" * 16, b"p" * 16
TOLD = Told(CODES, offset_minutes=-240)


@record(
    number=996,
    scope=Scope.CASE,
    label="Sighting",
    plural="Sightings",
    parent="person",
    page="Evidence",
    icon="eye",
    title="{where} {name}",
)
class Sighting:
    """Somebody was seen; declared here alone."""

    person: Annotated[bytes | None, Reference(1, "Who", record="Person")] = None
    where: Annotated[str | None, Text(2, "Where")] = None
    name: Annotated[str | None, Text(3, "Name given", sensitivity=IDENTITY)] = None
    first: Annotated[PartialDate | None, PartialDateField(4, "First seen", timeline=True, until="last")] = None
    last: Annotated[PartialDate | None, PartialDateField(5, "Last seen", timeline=True)] = None
    told_at: Annotated[datetime | None, DateTimeField(6, "Told at", sensitivity=IDENTITY, timeline=True)] = None


SIGHTING = next(one for one in declared_within("tests.services") if one.cls is Sighting)


def sighting(number: int, **values: Value) -> Row:
    """Return a row of the record."""
    return Row(SIGHTING, bytes([number]) * 16, b"c" * 16, values)


def disputed(row: Row, name: str, *values: Value) -> Row:
    """Return the row with several live values of a field, the latest shown."""
    told = tuple(Sibling(Dot(b"l" * 16, at), value, at, b"o" * 16, b"d" * 16) for at, value in enumerate(values, 1))
    return replace(row, values={**row.values, name: values[-1]}, siblings={**row.siblings, name: told})


@pytest.fixture(scope="module")
def room() -> Room:
    """A post with one case; no test here changes it but by rows of its own."""
    return a_room(date_opened="2026-11-24")


@pytest.fixture(scope="module")
def view(room: Room) -> CaseView:
    """The case as its officer sees it."""
    return look(room.desk(OWNER), room.case)


def events_of(view: CaseView, *rows: Row) -> list[Event]:
    """Return the events of these rows, within a case that has two people."""
    people = (
        Row(BY_NAME["Person"], MARIE, view.id, {"person_code": "P-1", "given_names": "Marie", "tag_number": "12"}),
        Row(BY_NAME["Person"], PAUL, view.id, {"person_code": "P-2", "given_names": "Paul"}),
    )
    case = Row(BY_NAME["Case"], view.id, view.id, {})
    shown = replace(view, case=case, rows={"Person": people, "Sighting": rows})
    return list(find_events(shown, TOLD))


def test_what_the_declarations_mark_is_there_and_nothing_else(view: CaseView) -> None:
    """The case was opened on a day, the episode began in a year; a date of birth is on no timeline."""
    events = find_events(view, TOLD)
    assert [(event.kind, event.date, event.when) for event in events] == [
        ("Episode", "began", "from 2025"),
        ("Case", "date_reported", "18 Nov 2026"),
        ("Case", "date_opened", "24 Nov 2026"),
    ]
    episode, _reported, case = events
    assert (case.label, case.page, case.people) == ("Opened on", "summary", ())
    assert episode.label.startswith("Episode: began · P-")
    assert "Ann" not in episode.label
    assert known_to(episode) == "only the year is known"
    assert episode.page == BY_NAME["Episode"].page


def test_a_record_declared_here_alone_stands_on_it(view: CaseView) -> None:
    """From and to are one time, another date of the row is an event of its own; each says whom it is about."""
    row = sighting(1, person=MARIE, where="Quay", first=PartialDate(2026, 3), last=PartialDate(2026, 5, 4))
    full = replace(row, values={**row.values, "told_at": datetime(2026, 6, 1, 2, 5, tzinfo=UTC)})
    first, told_at = events_of(view, full)
    assert (first.label, first.when) == ("Quay · 12", "Mar 2026 to 4 May 2026")
    assert first.span is not None
    assert (first.span.start, first.span.precision) == (minutes_of(datetime(2026, 3, 1, tzinfo=UTC)), Precision.MONTH)
    assert (told_at.label, told_at.when) == ("Quay: told at · 12", "31 May 2026 22:05")
    assert first.people == (MARIE,)


@pytest.mark.parametrize(
    ("values", "when"),
    [
        ({"last": PartialDate(2026)}, "until 2026"),
        ({"first": PartialDate(2026, 3), "last": PartialDate(2026, 3)}, "Mar 2026"),
        ({"first": PartialDate(2026, 3), "last": Missing.UNKNOWN}, "from Mar 2026"),
    ],
)
def test_a_time_with_one_end_says_which(view: CaseView, values: dict[str, Value], when: str) -> None:
    """Until, from, or one day alone: nothing is claimed of the other end."""
    [event] = events_of(view, sighting(1, **values))
    assert event.when == when
    assert event.span is not None


def test_a_date_that_nobody_knows_is_no_event(view: CaseView) -> None:
    """Unknown and refused have no place in time, and are not shown as hidden."""
    assert events_of(view, sighting(1, first=Missing.UNKNOWN, told_at=Missing.REFUSED)) == []


def test_a_hidden_date_gives_nothing_away(view: CaseView) -> None:
    """It is counted and has no place: neither its time nor its words, and dots stand for the hidden name."""
    row = sighting(1, person=PAUL, where="Quay", first=PartialDate(2026, 3))
    hidden = replace(row, masked=frozenset({"told_at", "name"}))
    first, told_at = events_of(view, hidden)
    assert first.label == f"Quay {DOTS} · P-2"
    assert (told_at.span, told_at.when, known_to(told_at)) == (None, DOTS, "")
    assert to_json(told_at)["from"] is None
    assert to_json(told_at)["hidden"] is True
    [whole] = events_of(view, replace(row, masked=frozenset({"last"})))
    assert (whole.span, whole.when) == (None, f"Mar 2026 to {DOTS}")


def test_a_dispute_is_read_with_care_and_told_whole(view: CaseView) -> None:
    """The longer time is drawn: the first beginning, and an end that some value denies is none."""
    row = sighting(1, person=MARIE)
    row = disputed(row, "first", PartialDate(2026, 3, 1), PartialDate(2026, 4, 1))
    [event] = events_of(view, disputed(row, "last", PartialDate(2026, 5, 1), PartialDate(2026, 4, 9)))
    assert event.when == "1 Mar 2026 to 1 May 2026"
    assert event.disputed == ("First seen: 1 Mar 2026 / 1 Apr 2026", "Last seen: 1 May 2026 / 9 Apr 2026")
    [event] = events_of(view, disputed(row, "last", PartialDate(2026, 5, 1), Missing.UNKNOWN))
    assert event.when == "from 1 Mar 2026"
    assert event.disputed[1] == "Last seen: Not known / 1 May 2026"
    [event] = events_of(view, disputed(sighting(1), "last", None, PartialDate(2026, 5, 1)))
    assert (event.when, event.disputed) == ("until 1 May 2026", ("Last seen: no answer / 1 May 2026",))


def test_what_is_due_says_so_and_what_is_done_is_met(view: CaseView) -> None:
    """A task's day lies ahead; while it is in dispute whether it is done, it is not."""
    task = Row(BY_NAME["Task"], b"t" * 16, view.id, {"title": "Ring", "due": PartialDate(2026, 12), "status": "done"})
    [event] = events_of(view, task)
    assert (event.is_due, event.is_met, event.page) == (True, True, "tasks")
    [event] = events_of(view, disputed(task, "status", "open", "done"))
    assert not event.is_met


def test_a_task_is_late_once_its_day_is_over(view: CaseView) -> None:
    """As on the summary: on its day it is due, the day after it is late, and what is done is never late."""
    task = Row(
        BY_NAME["Task"], b"t" * 16, view.id, {"title": "Ring", "due": PartialDate(2026, 12, 4), "status": "open"}
    )

    def is_late(row: Row, day: int) -> bool:
        now = minutes_of(datetime(2026, 12, day, tzinfo=UTC))
        [event] = find_events(
            replace(view, case=Row(BY_NAME["Case"], view.id, view.id, {}), rows={"Task": (row,)}),
            replace(TOLD, now=now),
        )
        return event.is_late

    assert [is_late(task, day) for day in (3, 4, 5)] == [False, False, True]
    assert not is_late(replace(task, values={**task.values, "status": "done"}), 5)


def test_a_title_that_is_one_answer_names_what_happened(view: CaseView) -> None:
    """An answer alone, as Medium or Child, says nothing: its record stands before it, a further date behind."""
    signed = datetime(2026, 11, 26, 13, 3, tzinfo=UTC)
    risk = Row(BY_NAME["RiskAssessment"], b"r" * 16, view.id, {"person": MARIE, "level": "medium", "at": signed})
    age = Row(
        BY_NAME["AgeAssessment"], b"a" * 16, view.id,
        {"person": MARIE, "result": "child", "at": PartialDate(2026, 11, 26), "signed_at": signed},
    )  # fmt: skip
    assert sorted(event.label for event in events_of(view, risk, age)) == [
        "Age assessment: child · 12", "Age assessment: child, signed at · 12", "Risk assessment: medium · 12",
    ]  # fmt: skip


def test_tracks_are_pages_or_people(view: CaseView) -> None:
    """Pages stand in the order of the registry with their counts, people in theirs; what is of nobody comes first."""
    events = events_of(
        view,
        sighting(1, person=PAUL, first=PartialDate(2026)),
        sighting(2, person=MARIE, first=PartialDate(2025)),
        sighting(3, first=PartialDate(2024)),
        Row(BY_NAME["Task"], b"t" * 16, view.id, {"title": "Ring", "due": PartialDate(2026, 12)}),
    )
    people = [Row(BY_NAME["Person"], one, view.id, {"person_code": code}) for one, code in ((MARIE, "A"), (PAUL, "B"))]
    tracks = Tracks(TOLD, people, pages_of(events, PAGES))
    by_page = tracks.of(events, Grouping.PAGE)
    assert [(track.name, len(track.events)) for track in by_page] == [("Evidence", 3), ("Tasks", 1)]
    by_person = tracks.of(events, Grouping.PERSON)
    assert [(track.name, len(track.events)) for track in by_person] == [("The case as a whole", 2), ("A", 1), ("B", 1)]


def test_what_is_asked_for_is_taken_and_counted(view: CaseView) -> None:
    """Page, kind, person, words, dispute and time narrow; each count holds with everything else that was asked."""
    events = events_of(
        view,
        sighting(1, person=PAUL, where="Quay", first=PartialDate(2026)),
        disputed(sighting(2, person=MARIE, where="Ferry"), "first", PartialDate(2025), PartialDate(2024)),
        Row(BY_NAME["Task"], b"t" * 16, view.id, {"title": "Ring", "due": PartialDate(2026, 12), "person": MARIE}),
    )

    def taken(**asked: object) -> list[str]:
        return [event.label for event in events if Asked(**asked).takes(event)]  # type: ignore[arg-type] # by name

    assert taken() == ["Ferry · 12", "Quay · P-2", "Ring · 12"]
    assert taken(without_pages=frozenset({"evidence"})) == ["Ring · 12"]
    assert taken(without_kinds=frozenset({"Task"})) == ["Ferry · 12", "Quay · P-2"]
    assert taken(person=PAUL) == taken(words="quay P-2") == ["Quay · P-2"]
    assert taken(only_disputed=True) == ["Ferry · 12"]
    assert taken(start=minutes_of(datetime(2026, 12, 1, tzinfo=UTC)), end=None)[-1] == "Ring · 12"
    assert taken(end=minutes_of(datetime(2025, 12, 1, tzinfo=UTC))) == ["Ferry · 12"]
    counts = count_events(events, Asked(person=MARIE, without_pages=frozenset({"tasks"})))
    assert (counts.pages, counts.people[PAUL]) == ({"evidence": 1, "tasks": 1}, 1)
    assert (counts.everybody, counts.disputed) == (2, 1)
    assert (Asked().is_narrowed, Asked(grouping=Grouping.PERSON).is_narrowed, Asked(words="x").is_narrowed) == (
        False, False, True,
    )  # fmt: skip


def test_it_is_read_by_reference_as_an_audited_look() -> None:
    """Whoever may see the case gets it, one row of the audit is written, and whoever may not is refused."""
    room = a_room(date_opened="2026-11-24")
    add_record(room.desk(OWNER), room.case, BY_NAME["Task"], {"title": "Ring", "due": "2026-12-01"})
    before = len(room.looks())
    _view, tracks = read_timeline(room.desk(COLLEAGUE), room.reference)
    assert [track.key for track in tracks][-1] == "tasks"
    assert len(room.looks()) == before + 1
    told = to_json(tracks[-1].events[0])
    assert (told["label"], told["from"], told["to"], told["record"]) == ("Ring", "2026-12-01", None, "Task")
    for stranger in (CARER, PROSECUTOR):
        with pytest.raises(UserError):
            read_timeline(room.desk(stranger), room.reference)


def test_a_dispute_in_the_store_reaches_the_timeline() -> None:
    """Two posts wrote the day apart: the case shows both, from one reading of the store."""
    room = a_room()
    add_record(room.desk(OWNER), room.case, BY_NAME["CaseRole"], {
        "person": room.rows("Person")[0].id.hex(), "role": "witness", "role_from": "2026-03-01",
    })  # fmt: skip
    row = room.rows("CaseRole")[-1]
    number = row.record.by_name["role_from"].number
    seen = {number: ()}
    with room.store.work(OWNER) as unit:
        unit.append(Scope.CASE, room.case, [Change(row.record.number, row.id, {number: "2026-02"}, seen)])
    events = find_events(look(room.desk(OWNER), room.case), TOLD)
    [event] = [one for one in events if one.row.id == row.id]
    assert (event.when, event.disputed) == ("from Feb 2026", ("From: Feb 2026 / 1 Mar 2026",))

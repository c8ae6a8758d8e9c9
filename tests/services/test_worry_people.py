"""Who is feared for and who is with them become people of the case, in the one entry of the worry."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_desk, make_store
from tipdesk.domain.rules.acknowledging import waits_since
from tipdesk.domain.values import Missing
from tipdesk.services.case.calls import find_calls
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.case.worry import Worry
from tipdesk.services.look import look

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row
    from tipdesk.services.look import CaseView

PERSON = {"sex": "female", "about_age": 15, "description": "Small, long braids", "document_number": "R1234567"}


def by_role(view: CaseView) -> dict[str, list[Row]]:
    """Return the people of a case by the code of their role."""
    people = {row.id: row for row in view.of("Person")}
    found: dict[str, list[Row]] = {}
    for role in view.of("CaseRole"):
        found.setdefault(str(role["role"]), []).append(people[role["person"]])  # type: ignore[index] # a reference is bytes
    return found


def test_each_person_has_a_role() -> None:
    """Two strips and a companion make three people and a passport in one entry; an empty strip makes none."""
    store = make_store()
    desk = make_desk(store)
    saved = record_worry(
        desk,
        {"who_is_with_them": "A man of about 45, grey cap"},
        feared_for=[PERSON, {"sex": "unknown", "about_age": {"missing": "unknown"}}, {}, {"given_names": ""}],
        companion={"sex": "male", "family_name": "Inventeduncle"},
    )
    view = look(desk, saved.case)
    assert len([held for held in store.held if held.entry.head.case]) == 1
    found = by_role(view)
    first, second = found["potential_victim"]
    assert (first["about_age"], first["document_number"], second["about_age"]) == (15, None, Missing.UNKNOWN)
    [paper] = view.of("IdentityDocument")
    assert (paper["person"], paper["kind"], paper["number"]) == (first.id, "passport", "R1234567")
    [companion] = found["accompanying"]
    assert (companion["description"], companion["sex"]) == ("A man of about 45, grey cap", "male")
    assert companion["family_name"] == "Inventeduncle"
    assert companion["given_names"] is None
    [report] = view.of("Report")
    assert report["who_is_with_them"] == "A man of about 45, grey cap"
    assert report["persons_count"] == 2
    assert all(str(person["person_code"]).startswith("P-") for person in view.of("Person"))


def test_papers_are_rows_of_their_own() -> None:
    """A scanned passport is one, a number beside it that it does not bear another; what is none is kept as words."""
    desk = make_desk(make_store())
    scanned = {"kind": "passport", "number": "L898902C3", "expires": "2012-04-15", "genuine": "no-such-code"}
    people: list[dict[str, object]] = [
        {**PERSON, "document_number": "L898902C3", "papers": [scanned, {"number": ""}]},
        {"sex": "male", "document_number": "X1", "papers": [{"kind": "visa", "number": "V2"}]},
        {"sex": "male", "papers": "none"},
    ]
    saved = record_worry(desk, {}, feared_for=people, companion={"sex": "male", "papers": [{"kind": "id_card"}]})
    view = look(desk, saved.case)
    told = [(paper["kind"], paper["number"]) for paper in view.of("IdentityDocument")]
    assert told == [("passport", "L898902C3"), ("visa", "V2"), ("passport", "X1"), ("id_card", None)]
    [report] = view.of("Report")
    assert report["as_typed"] == {"IdentityDocument.genuine #1: no-such-code", "Person.papers #3: none"}


@pytest.mark.parametrize(("count", "kept"), [("1", 1), ("4", 4), ("two", None)])
def test_the_count_that_was_told_stands(count: str, kept: int | None) -> None:
    """How many people there are is the officer's answer; people described never change it."""
    desk = make_desk(make_store())
    saved = record_worry(desk, {"persons_count": count}, feared_for=[PERSON, {"sex": "male"}])
    [report] = look(desk, saved.case).of("Report")
    assert report["persons_count"] == kept


@pytest.mark.parametrize("words", ["nobody", "Alone.", " ", "-"])
def test_nobody_is_no_person(words: str) -> None:
    """Where the officer says that nobody is with them, nobody is made of it."""
    desk = make_desk(make_store())
    saved = record_worry(desk, {"who_is_with_them": words})
    assert look(desk, saved.case).of("Person") == ()


def test_what_cannot_be_read_of_a_person_stands_in_the_report() -> None:
    """A name too long, an age in words: beside the question and the number of the person, and asked again."""
    desk = make_desk(make_store())
    saved = record_worry(desk, {}, feared_for=[PERSON, {"about_age": "a teenager", "family_name": "N" * 250}])
    view = look(desk, saved.case)
    [report] = view.of("Report")
    assert report["as_typed"] == {"Person.about_age #2: a teenager", f"Person.family_name #2: {'N' * 250}"}
    shown = report.record.by_name["as_typed"].shown(report["as_typed"], lambda _list, code: code)
    assert "About how old, person 2 — as typed: a teenager" in shown
    assert len(view.of("Task")) == 1


def test_calls_of_the_page_stand_with_the_report() -> None:
    """Whom the officer rang while writing is a call of the report, its answer open where none was given."""
    desk = make_desk(make_store())
    calls = [{"whom": "Child protection", "number": "7585550102", "at": "2026-11-24T14:02-04:00"},
             {"number": "12"}]  # fmt: skip
    saved = record_worry(desk, {}, calls=calls)
    view = look(desk, saved.case)
    lines = {line.whom: line for line in find_calls(view, saved.report)}
    assert set(lines) == {"Child protection", "12"}
    assert lines["Child protection"].answer == "unknown"
    assert view.of("Report")[0]["as_typed"] == {"Call.number #2: 12"}


def test_one_shape_for_drafts_reports_and_documents() -> None:
    """People, companion and calls stand beside the answers; a part that is none is an answer like any other."""
    worry = Worry.of({"danger_now": "no", "people": [PERSON], "companion": {"sex": "male"}, "calls": []})
    assert (worry.answers, worry.people, worry.companion) == ({"danger_now": "no"}, [PERSON], {"sex": "male"})
    assert Worry.of({"people": "two girls"}).answers == {"people": "two girls"}
    calls = [{"whom": "Duty"}]
    assert Worry.of({"calls": calls}, with_calls=False).answers == {"calls": calls}


def test_clocks_run_from_what_was_written() -> None:
    """From the paper where it was earlier; a time that cannot be read, or none, leaves the typing in."""
    desk = make_desk(make_store())

    def times_of(written: object) -> tuple[int, object]:
        saved = record_worry(desk, {"paper_no": "S-7K2M", "written_at": written})
        [report] = look(desk, saved.case).of("Report")
        typed_in = report["received_at"]
        assert isinstance(typed_in, datetime)
        return waits_since(report, None), int(typed_in.timestamp() * 1000)

    since, typed_in = times_of("2020-01-05T08:00-04:00")
    assert since == int(datetime.fromisoformat("2020-01-05T08:00-04:00").timestamp() * 1000) != typed_in
    for later in ("2999-01-01T00:00-04:00", "yesterday", None):
        since, typed_in = times_of(later)
        assert since == typed_in

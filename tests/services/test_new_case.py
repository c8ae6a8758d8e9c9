"""A case from a document: whole or not at all, every refused field named, defaults and neutral codes."""

from __future__ import annotations

import pytest

from tests.fakes.desk import make_actor, make_desk, make_store
from tests.services.documents import a_document
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.reference import parse_reference
from tipdesk.domain.values import Missing, PartialDate
from tipdesk.services.case.document import MOST_RECORDS
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.show_case import show_case


def refused(document: object) -> dict[str, str]:
    """Return the refused paths and sentences of a document; nothing may have been stored."""
    store = make_store()
    with pytest.raises(UserError) as caught:
        new_case(make_desk(store), document)  # type: ignore[arg-type] # bad documents are the point
    assert not store.held
    assert caught.value.code == "bad-document"
    return {problem.path: problem.text() for problem in caught.value.fields}


def test_a_document_is_stored_in_one_entry() -> None:
    """All rows of a document land in one entry of its case, with the key that its safe contact is sealed under."""
    store = make_store()
    made = new_case(make_desk(store), a_document())
    assert [held.entry.head.case for held in store.held] == [made.id]
    assert len(made.rows) == 5
    rows = [(change.record, change.row) for change in store.held[0].entry.changes]
    assert [row for record, row in rows if record != BY_NAME["CaseKey"].number] == list(made.rows)
    assert len(rows) == len(made.rows) + 1
    assert parse_reference(made.reference) == made.reference
    assert made.changed.kinds == {"Case", "Person", "CaseRole", "Episode", "Note"}


def test_defaults_are_filled_in() -> None:
    """Status, day of report in the officer's zone, sealing, officer in charge and person code are given."""
    store = make_store()
    store.clock.at_ms = 1_795_060_000_000  # 19 November 2026 03:06 UTC: still the 18th in Saint Lucia
    desk = make_desk(store)
    made = new_case(desk, a_document())
    with store.read() as reader:
        case = reader.get_row(BY_NAME["Case"], made.id)
        [person] = reader.find_rows(BY_NAME["Person"])
    assert case
    assert (case["status"], case["sealing"], case["owner"]) == ("reported", "ordinary", desk.actor.officer)
    assert case["date_reported"] == PartialDate(2026, 11, 18)
    assert str(person["person_code"]).startswith("P-")
    assert len(str(person["person_code"])) == 6


def test_what_is_given_stands_before_defaults() -> None:
    """A document's own status, day and person code are kept."""
    store = make_store()
    document = a_document(status="open", date_reported="2026-03")
    document["records"][0]["fields"]["person_code"] = "P-OWN1"
    shown = show_case(make_desk(store), new_case(make_desk(store), document).reference)
    assert (shown["case"]["status"], shown["case"]["date_reported"]) == ("open", "2026-03")  # type: ignore[index] # JSON is untyped
    assert shown["records"][0]["fields"]["person_code"] == "P-OWN1"  # type: ignore[index] # JSON is untyped


def test_a_document_comes_back_as_it_went_in() -> None:
    """What `case show` gives holds what `case new` took, and can be read again in another store."""
    desk = make_desk(make_store())
    shown = show_case(desk, new_case(desk, a_document()).reference)
    records = shown["records"]
    assert isinstance(records, list)
    by_key = {record["key"]: record for record in records}
    role = next(record for record in records if record["record"] == "CaseRole")
    assert by_key[role["fields"]["person"]]["fields"]["family_name"] == "Doe"
    assert shown["conflicts"] == []
    again = make_desk(make_store(2))
    made = new_case(again, shown)
    assert made.reference == shown["case"]["reference"]  # type: ignore[index] # JSON is untyped
    copy = show_case(again, made.reference)
    assert copy["case"] == shown["case"]
    assert [record["record"] for record in copy["records"]] == [record["record"] for record in records]  # type: ignore[attr-defined] # JSON is untyped


@pytest.mark.parametrize(
    ("document", "paths"),
    [
        ([], {"document"}),
        ("text", {"document"}),
        ({}, {"case.title"}),
        ({"case": []}, {"case"}),
        ({"case": {"title": "A"}, "records": {}}, {"records"}),
        ({"case": {"title": "A"}, "extra": 1}, {"extra"}),
        ({"case": {"title": "A", "nosuch": 1}}, {"case.nosuch"}),
        ({"case": {"title": "   "}}, {"case.title"}),
        ({"case": {"title": {"missing": "refused"}}}, {"case.title"}),
        ({"case": {"title": "x" * 201}}, {"case.title"}),
        ({"case": {"title": "\ud800"}}, {"case.title"}),
        ({"case": {"title": "a\x00b"}}, {"case.title"}),
        ({"case": {"title": "A", "status": "nosuch"}}, {"case.status"}),
        ({"case": {"title": "A", "status": ["open"]}}, {"case.status"}),
        ({"case": {"title": "A", "date_opened": "31 2 2026"}}, {"case.date_opened"}),
        ({"case": {"title": "A", "forms_suspected": ["ForcedLabour", "nosuch"]}}, {"case.forms_suspected"}),
        ({"case": {"title": "A", "owner": "nobody"}}, {"case.owner"}),
        ({"case": {"title": "A", "owner": "00" * 16}}, {"case.owner"}),
        ({"case": {"title": "A", "reference": "K7Q-42MX9"}}, {"case.reference"}),
        ({"case": {"title": "A"}, "records": [7]}, {"records[0]"}),
        ({"case": {"title": "A"}, "records": [{"record": "Case"}]}, {"records[0].record"}),
        ({"case": {"title": "A"}, "records": [{"record": "Officer"}]}, {"records[0].record"}),
        ({"case": {"title": "A"}, "records": [{"record": ["Person"]}]}, {"records[0].record"}),
        ({"case": {"title": "A"}, "records": [{"record": "Person", "fields": 1}]}, {"records[0].fields"}),
        ({"case": {"title": "A"}, "records": [{"record": "Person", "key": 1}]}, {"records[0].key"}),
        ({"case": {"title": "A"}, "records": [{"record": "Person", "what": 1}]}, {"records[0].what"}),
        ({"case": {"title": "A"}, "records": [{"record": "Person", "key": "a"}] * 2}, {"records[1].key"}),
        ({"case": {"title": "A"}, "records": [{"record": "Note"}]}, {"records[0].fields.text"}),
        (
            {"case": {"title": "A"}, "records": [{"record": "CaseRole", "fields": {"person": "p9"}}]},
            {"records[0].fields.person", "records[0].fields.role"},
        ),
        (
            {
                "case": {"title": "A"},
                "records": [
                    {"record": "Note", "key": "n", "fields": {"text": "x"}},
                    {"record": "CaseRole", "fields": {"person": "n", "role": "victim"}},
                ],
            },
            {"records[1].fields.person"},
        ),
        (
            {
                "case": {"title": "", "status": "?"},
                "records": [{"record": "Person", "fields": {"birth_date": "yesterday", "phone": "12", "sex": "x"}}],
            },
            {
                "case.title",
                "case.status",
                "records[0].fields.birth_date",
                "records[0].fields.phone",
                "records[0].fields.sex",
            },
        ),
    ],
)
def test_a_bad_document_is_refused_whole(document: object, paths: set[str]) -> None:
    """Exactly the bad places are named, and nothing is stored."""
    assert set(refused(document)) == paths


def test_too_many_records_and_too_much_text_are_refused() -> None:
    """A document that would not fit into one entry of a bundle never becomes one."""
    note = {"record": "Note", "fields": {"text": "x" * 50_000}}
    many = [{"record": "Person"}] * (MOST_RECORDS + 1)
    assert set(refused({"case": {"title": "A"}, "records": many})) == {"records"}
    assert set(refused({"case": {"title": "A"}, "records": [note] * 70})) == {"records"}


def test_a_thousand_mistakes_do_not_make_a_thousand_sentences() -> None:
    """The list of problems is bounded."""
    bad = {"record": "Person", "fields": {"sex": "x", "phone": "y"}}
    assert len(refused({"case": {}, "records": [bad] * 1000})) == 500


def test_a_used_reference_is_refused() -> None:
    """A document cannot make a second case under one reference."""
    desk = make_desk(make_store())
    shown = show_case(desk, new_case(desk, a_document()).reference)
    with pytest.raises(UserError) as caught:
        new_case(desk, shown)
    assert [problem.path for problem in caught.value.fields] == ["case.reference"]


def test_reasons_for_absence_have_one_form() -> None:
    """A coded answer that is missing is stored as the reserved code, any other as its reason."""
    store = make_store()
    fields = {
        "sex": {"missing": "unknown"},
        "birth_date": {"missing": "refused"},
        "languages": {"missing": "not_asked"},
    }
    new_case(make_desk(store), {"case": {"title": "A"}, "records": [{"record": "Person", "fields": fields}]})
    with store.read() as reader:
        [person] = reader.find_rows(BY_NAME["Person"])
    assert (person["sex"], person["birth_date"]) == ("unknown", Missing.REFUSED)
    assert person["languages"] == frozenset({"not_asked"})


def test_who_holds_no_case_role_makes_no_case() -> None:
    """An administrator or analyst does not open cases."""
    store = make_store()
    with pytest.raises(UserError, match="role"):
        new_case(make_desk(store, make_actor("admin", frozenset({"administrator"}))), a_document())
    assert not store.held

"""A field that names any row of a case: in documents, by command, in an export of one person, and on paper.

No record of the program has such a field yet, so a note is given one here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_desk, make_store
from tests.services.rooms import OWNER, a_room
from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.kinds import AnyRow, Reference, Referred
from tipdesk.domain.pages import children_of
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Level
from tipdesk.domain.schema import _Declared
from tipdesk.domain.values import NamedRow
from tipdesk.services.case import document
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.rules import refer_in
from tipdesk.services.directory.names import read_names
from tipdesk.services.documents.answers import Reading
from tipdesk.services.documents.person_rows import OTHER_PEOPLE, SHUT, WHOLE_CASE, rows_about
from tipdesk.services.look import look

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.services.rooms import Room
    from tipdesk.services.look import CaseView

CASE, PERSON, EPISODE = (BY_NAME[name] for name in ("Case", "Person", "Episode"))
OF = replace(AnyRow(90, "Belongs to").among(_Declared("Note")), name="of")
NOTE = replace(BY_NAME["Note"], fields=(*(one for one in BY_NAME["Note"].fields if one.name != "person"), OF))


def read(given: Mapping[object, object]) -> tuple[dict[str, object], dict[bytes, str], list[str]]:
    """Return the values of the note of a document, the records of its rows by id, and what was refused."""
    desk = make_desk(make_store())
    reading = document._Reading(desk.ids)
    document._read_parts(reading, given)
    for draft in reading.drafts:
        draft.record = NOTE if draft.record.name == "Note" else draft.record

    def to_directory(_record: str, _given: object) -> Referred:
        raise AssertionError

    rows = [document._read_row(reading, draft, desk.codes, to_directory) for draft in reading.drafts]
    values = next(row.values for row in rows if row.record is NOTE)
    return dict(values), {row.id: row.record.name for row in rows}, [one.text() for one in reading.problems]


def a_case(of: object) -> dict[object, object]:
    """Return the document of a case with a person, named p1, and a note that belongs to something."""
    person = {"record": "Person", "key": "p1", "fields": {"given_names": "Ann"}}
    note = {"record": "Note", "fields": {"text": "Words", "of": of}}
    return {"id": id_text(b"c" * 16), "case": {"title": "Heron"}, "records": [note, person]}


@pytest.mark.parametrize(
    ("of", "record"),
    [("p1", "Person"), ("Person p1", "Person"), ("Case", "Case"), (f"Case {id_text(b'c' * 16)}", "Case")],
)
def test_a_document_names_rows_by_its_own_names(of: str, record: str) -> None:
    """The name that the document gave a row, with its record or without, and the case itself, as shown documents do."""
    values, rows, refused = read(a_case(of))
    assert refused == []
    named = values["of"]
    assert isinstance(named, NamedRow)
    assert (named.record, rows[named.id]) == (BY_NAME[record].number, record)


@pytest.mark.parametrize("of", ["p2", "Person p2", "Episode p1", f"Person {id_text(b'x' * 16)}", "Officer p1"])
def test_a_document_that_names_no_row_of_its_own_is_refused(of: str) -> None:
    """A name that the document does not give is told, with its place."""
    [sentence] = read(a_case(of))[2]
    assert of.rsplit(" ", 1)[-1][:20] in sentence


def test_by_command_a_row_is_named_with_its_record() -> None:
    """A row of the same case is found; of another case, of another record, or without a record it is refused."""
    room = a_room()
    other = new_case(room.desk(OWNER), {"case": {"title": "Another"}, "records": []})
    person = room.rows("Person")[0].id
    with room.store.read() as reader:
        refer = refer_in(reader, room.case, OWNER)
        assert OF.read_in(f"Person {id_text(person)}", refer) == NamedRow(PERSON.number, person)
        assert OF.read_in(NamedRow(CASE.number, room.case), refer) == NamedRow(CASE.number, room.case)
        wrong = (id_text(person), f"Episode {id_text(person)}", f"Case {id_text(other.id)}", NamedRow(4_000, person))
        for given in wrong:
            with pytest.raises(UserError) as caught:
                OF.read_in(given, refer)
            assert caught.value.code == "no-such-row"
            assert caught.value.text()


def view_with(room: Room, *notes: Row) -> CaseView:
    """Return the case as its officer sees it, with these notes and no others."""
    seen = look(room.desk(OWNER), room.case)
    return replace(seen, rows={**seen.rows, "Note": notes})


def note(number: int, of: NamedRow | None, case: bytes) -> Row:
    """Return a note that belongs to a row."""
    return Row(NOTE, bytes([number]) * 16, case, {"text": f"Words {number}", "of": of})


def test_a_row_is_about_whomever_the_row_is_about_that_it_names() -> None:
    """An export of one person holds what belongs to their rows, and nothing that may belong to somebody else."""
    room = a_room()
    ann, episode = room.rows("Person")[0].id, room.rows("Episode")[0]
    assert episode["person"] == ann
    to = {
        1: NamedRow(PERSON.number, ann),
        2: NamedRow(EPISODE.number, episode.id),
        3: NamedRow(PERSON.number, b"b" * 16),
        4: NamedRow(EPISODE.number, b"gone" * 4),
        5: NamedRow(CASE.number, room.case),
        6: NamedRow(NOTE.number, bytes([2]) * 16),
        7: NamedRow(NOTE.number, bytes([7]) * 16),
        8: None,
    }
    about = rows_about(view_with(room, *(note(number, of, room.case) for number, of in to.items())), (), ann)
    assert [row.id[0] for row in about.own if row.record is NOTE] == [1, 2, 6]
    others = {why: [row.id[0] for row in rows if row.record is NOTE] for why, rows in about.others.items()}
    assert {why: found for why, found in others.items() if found} == {
        OTHER_PEOPLE: [3],
        SHUT: [4, 7],
        WHOLE_CASE: [5, 8],
    }


def test_what_names_another_is_cut_out() -> None:
    """A note on a person that belongs to somebody else's row goes without saying to which."""
    room = a_room()
    ann = room.rows("Person")[0].id
    person = replace(BY_NAME["Note"].by_name["person"], name="person")
    record = replace(NOTE, fields=(*NOTE.fields, person))
    notes = [
        Row(record, bytes([number]) * 16, room.case, {"person": ann, "of": NamedRow(PERSON.number, of)})
        for number, of in ((1, ann), (2, b"b" * 16))
    ]
    about = rows_about(view_with(room, *notes), (), ann)
    shown = {row.id[0]: row["of"] for row in about.own if row.record is record}
    assert shown == {1: NamedRow(PERSON.number, ann), 2: None}
    assert about.refers == {"Note.of"}


def test_what_is_declared_to_belong_to_a_person_is_in_their_export() -> None:
    """The parent says whom a row is about, wherever it is declared; what belongs to such a row is about them too."""
    room = a_room()
    ann, episode = room.rows("Person")[0].id, room.rows("Episode")[0].id
    finder = replace(BY_NAME["Note"].by_name["person"], name="finder", number=91)
    owner = replace(BY_NAME["Note"].by_name["person"], name="owner", number=92)
    thing = replace(NOTE, fields=(finder, owner), parent="owner")
    of_episode = replace(Reference(93, "Part of", record="Episode"), name="part_of")
    part = replace(NOTE, fields=(of_episode,), parent="part_of")
    rows = (
        Row(thing, bytes([1]) * 16, room.case, {"owner": ann, "finder": b"b" * 16}),
        Row(thing, bytes([2]) * 16, room.case, {"owner": b"b" * 16, "finder": ann}),
        Row(part, bytes([3]) * 16, room.case, {"part_of": episode}),
        Row(part, bytes([4]) * 16, room.case, {"part_of": b"gone" * 4}),
    )
    about = rows_about(view_with(room, *rows), (), ann)
    assert {row.id[0]: row["finder"] for row in about.own if row.record in (thing, part)} == {1: None, 3: None}
    others = {why: [row.id[0] for row in told if row.record in (thing, part)] for why, told in about.others.items()}
    assert {why: found for why, found in others.items() if found} == {OTHER_PEOPLE: [2], SHUT: [4]}


def test_on_paper_it_is_the_title_of_the_row() -> None:
    """A row of the file stands by its title; one that is not in it says so, and shows no id."""
    room = a_room()
    person = room.rows("Person")[0]
    seen = look(room.desk(OWNER), room.case)
    reading = Reading(read_names(room.desk(OWNER)), {}, room.store.codes, str, seen.level, -240)
    reading = reading.with_titles_of((person,))
    assert reading.text_of(OF, NamedRow(PERSON.number, person.id)) == reading.titles[person.id]
    assert reading.text_of(OF, NamedRow(PERSON.number, b"g" * 16)) == "not in this file"
    assert reading.text_of(OF, None) == ""


def test_a_moment_stands_on_the_clock_of_the_copy() -> None:
    """Wherever it was noted, a document shows it in one zone, that of whoever prints it."""
    reading = Reading(read_names(make_desk(make_store())), {}, make_store().codes, str, Level.FULL, -240)
    noted = datetime(2026, 11, 4, 11, 10, tzinfo=timezone(timedelta(hours=2)))
    assert reading.text_of(BY_NAME["Note"].by_name["occurred_at"], noted) == "4 Nov 2026 05:10"


def test_two_rows_named_at_once_are_a_dispute_like_any_other() -> None:
    """Whatever two posts name stays side by side, oldest first, until somebody settles it."""
    from tipdesk.sync.merge import is_conflict

    wires = [OF.to_wire(NamedRow(PERSON.number, row * 16)) for row in (b"a", b"b")]
    assert is_conflict(wires, OF.merge)
    assert not is_conflict(wires[:1] * 2, OF.merge)


def test_any_row_may_be_what_a_row_belongs_to() -> None:
    """A record whose declared parent is any row belongs to the row that is named, and to none while nothing is."""
    record = replace(NOTE, parent=OF.name)
    rows = [Row(record, b"n" * 16, b"c" * 16, {"of": of}) for of in (OF.naming(EPISODE.number, b"e" * 16), None)]
    assert [row.parent for row in rows] == [b"e" * 16, None]
    assert Row(PERSON, b"p" * 16, b"c" * 16, {}).parent is None
    assert children_of("Episode", [record, NOTE]) == (record,)

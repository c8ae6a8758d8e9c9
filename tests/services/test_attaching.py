"""Files of a case: taken in, seen, opened and exported by whoever may, and refused to everybody else."""

from __future__ import annotations

import hashlib
import json
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.fakes.files import FakeSource
from tests.services.arrived import arrived_case
from tests.services.attached import PNG, SCAN, attached, code_of, content
from tests.services.documents import a_document
from tests.services.offices import Office, made_case, make_office
from tests.services.rooms import ANALYST, CARER, COLLEAGUE, OWNER, SUPERVISOR, Room
from tipdesk.domain.errors import Trouble
from tipdesk.domain.ids import id_text
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.values import NamedRow, Sealed
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.document import document_of
from tipdesk.services.case.find_words import find_words
from tipdesk.services.case.history import history
from tipdesk.services.documents.export_person import export_person
from tipdesk.services.entries.judge import Said
from tipdesk.services.files.attach import LARGEST_PICTURE, attach
from tipdesk.services.files.attachments import find_attachments, reading_attachment
from tipdesk.services.files.let_go import let_go
from tipdesk.services.look import look
from tipdesk.services.same_person.join_case import join_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipdesk.services.desk import Actor

ATTACHMENT, PERSON = BY_NAME["Attachment"], BY_NAME["Person"]


def test_a_file_is_taken_in(room: Room) -> None:
    """The row has name, hash, size and type; the bytes lie sealed and come back; the look at them is audited."""
    done = attach(room.desk(OWNER), room.case, SCAN, {"kind": "id_copy"})
    assert (done.digest, done.size, done.media_type) == (hashlib.sha256(PNG).digest(), len(PNG), "image/png")
    assert not done.is_another
    row = room.rows("Attachment")[0]
    assert (row["name"], row["kind"], row["hash_only"]) == ("Zebrascan.png", "id_copy", None)
    assert row["of_row"] == NamedRow(BY_NAME["Case"].number, room.case)
    assert row["added_at"] is not None
    assert room.store.files.find_held() == [row["content_id"]]
    assert content(room, OWNER, row.id) == PNG
    assert [look["row"] for look in room.rows("AuditEvent") if look["action"] == "view"] == [None, row.id]


def test_a_file_belongs_to_a_row(room: Room) -> None:
    """A file names the row that it belongs to; one of another case is refused, and nothing of the file stays."""
    person = room.rows("Person")[0].id
    row = attached(room, {"of_row": f"Person {id_text(person)}"})
    seen = look(room.desk(OWNER), room.case).of("Attachment")[0]
    assert (seen["of_row"], seen["of_person"]) == (NamedRow(PERSON.number, person), person)
    told = json.loads(export_person(room.desk(OWNER), room.reference, person).content)
    assert "Attachment" in {one["record"] for one in told["records"]}
    assert code_of(lambda: attached(room, {"of_row": f"Person {id_text(b'x' * 16)}"})) == "bad-fields"
    assert [one.id for one in room.rows("Attachment")] == [row]
    assert len(room.store.files.held) == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [({"kind": "no_such_kind"}, "bad-fields"), ({"name": "x" * 301}, "bad-fields"), ({"on": "31 June"}, "bad-fields")],
)
def test_a_refused_answer_leaves_no_file(room: Room, given: dict[str, object], code: str) -> None:
    """Where an answer beside the file is refused, neither row nor bytes stay."""
    assert code_of(lambda: attached(room, given)) == code
    assert room.rows("Attachment") == []
    assert room.store.files.find_held() == []


def test_a_store_that_takes_nothing_leaves_no_file(room: Room) -> None:
    """Where a disk refuses the entry, which may stand all the same, the bytes wait until it is known."""
    room.store.files.named = lambda _asked: ()
    room.store.broken = Trouble("disk-full", "The disk is full.")
    assert code_of(lambda: attached(room)) == "disk-full"
    assert len(room.store.files.held) == 1
    let_go(room.desk(OWNER))
    assert room.store.files.find_held() == []


@pytest.mark.parametrize("actor", [ANALYST, CARER])
def test_who_may_not_write_attaches_nothing(room: Room, actor: Actor) -> None:
    """An officer who may not write to the case is refused before the file is read, and the refusal is audited."""
    source = FakeSource("a.png", PNG)
    assert code_of(lambda: attach(room.desk(actor), room.case, source, {})) in {"not-allowed", "no-such-case"}
    assert source.done == 0
    assert ("denied", "denied") in room.looks()


def test_another_type_than_the_name_says(room: Room) -> None:
    """A file whose name says another type is taken in under the type of its bytes, and that is told."""
    done = attach(room.desk(OWNER), room.case, FakeSource("holiday.jpg", b"%PDF-1.7 invented"), {})
    assert (done.media_type, done.is_another) == ("application/pdf", True)


def test_what_the_program_works_with_is_told_to_nobody(room: Room) -> None:
    """Neither the key, nor the content id, nor the small picture is in a view, a history or a document."""
    picture = b"small invented picture"
    attach(room.desk(OWNER), room.case, SCAN, {}, picture=lambda _chunks, _kind: picture)
    row, desk = room.rows("Attachment")[0], room.desk(OWNER)
    view = look(desk, room.case)
    told = repr((view.of("Attachment"), document_of(view), history(desk, room.case)))
    for secret in (row["file_key"], row["content_id"], picture):
        assert isinstance(secret, bytes)
        assert repr(secret) not in told
        assert secret.hex() not in told
    assert row["digest"].hex() in told  # type: ignore[union-attr] # bytes, as was just taken in
    [line] = find_attachments(desk, room.case)
    assert line.thumbnail == picture


@pytest.mark.parametrize("made", [None, b"x" * LARGEST_PICTURE])
def test_no_picture_is_kept_that_is_none_or_too_large(room: Room, made: bytes | None) -> None:
    """A picture that cannot be made, or is not small, is left out; whoever makes it is given bytes and type."""
    given = []

    def picture(chunks: Iterator[bytes], kind: str) -> bytes | None:
        given.append((b"".join(chunks), kind))
        return made

    attach(room.desk(OWNER), room.case, SCAN, {}, picture=picture)
    assert given == [(PNG, "image/png")]
    assert room.rows("Attachment")[0]["thumbnail"] is None


def test_hash_only_keeps_no_byte(room: Room) -> None:
    """What may show the abuse of a child is hashed; no byte and no picture of it is kept, and nothing opens it."""
    given = {"hash_only": True, "custodian": "The forensic unit", "held_at": "Safe 4"}
    done = attach(room.desk(OWNER), room.case, SCAN, given, picture=lambda _chunks, _kind: PNG[:9])
    row = room.rows("Attachment")[0]
    assert (row["digest"], row["size"], row["hash_only"]) == (hashlib.sha256(PNG).digest(), len(PNG), True)
    assert [row[name] for name in ("content_id", "file_key", "thumbnail")] == [None, None, None]
    assert room.store.files.find_held() == []
    [line] = find_attachments(room.desk(OWNER), room.case)
    assert (line.is_kept, line.is_here, line.is_open) == (False, False, False)
    assert code_of(lambda: content(room, OWNER, done.changed.row or b"")) == "hash-only"


def test_hash_only_names_who_keeps_it(room: Room) -> None:
    """Without a custodian the gate stops it, whatever reason is given, and nothing is written."""
    for said in (Said(), Said("There is no time")):
        deed = partial(attach, room.desk(OWNER), room.case, SCAN, {"hash_only": "yes"}, said=said)
        assert code_of(deed) == "abuse-image-hash-only"
    assert room.rows("Attachment") == []


def test_what_is_held_elsewhere_has_no_bytes(room: Room) -> None:
    """An exhibit that is too large is recorded by its hash and place; nothing of it can be opened here."""
    given = {"name": "Disk image", "digest": "ab" * 32, "size": 2**40, "of_row": f"Case {id_text(room.case)}"}
    row = add_record(room.desk(OWNER), room.case, ATTACHMENT, {**given, "content_id": "cd" * 32}).row or b""
    assert room.rows("Attachment")[0]["content_id"] is None, "nobody types which sealed file a row names"
    assert code_of(lambda: content(room, OWNER, row)) == "held-elsewhere"


def test_what_was_taken_in_stands(room: Room) -> None:
    """Name and hash are never changed; what is said of the file is, and a file is not put away."""
    attached(room)
    desk = room.desk(OWNER)
    seen = look(desk, room.case).of("Attachment")[0]
    assert code_of(lambda: amend_record(desk, seen, {"name": "Other"})) == "signed-is-frozen"
    amend_record(desk, seen, {"description": "A Zebraword on the back"})
    assert room.rows("Attachment")[0]["file_key"] is not None
    assert [one.kind for one in find_words(desk, "zebraword")] == ["Attachment"]
    assert [one.kind for one in find_words(desk, "zebrascan")] == ["Attachment"]


def test_who_may_not_see_who_people_are_opens_no_file(room: Room) -> None:
    """A colleague of the post sees that there is a file, and neither its picture nor its bytes."""
    attach(room.desk(OWNER), room.case, SCAN, {}, picture=lambda _chunks, _kind: b"small")
    row = room.rows("Attachment")[0].id
    [line] = find_attachments(room.desk(SUPERVISOR), room.case)
    assert (line.is_kept, line.is_here, line.is_open, line.thumbnail) == (True, True, False, None)
    assert code_of(lambda: content(room, SUPERVISOR, row)) == "not-open"


def test_a_file_of_a_shelter_opens_to_whoever_may_know_it(room: Room) -> None:
    """A file of a row that tells where somebody is safe opens at the level that opens that, and no lower."""
    from tipdesk.domain.rows import Row
    from tipdesk.domain.rules.access import Level
    from tipdesk.domain.rules.files import may_open

    person, safe = (BY_NAME[name].number for name in ("Note", "Person"))
    plain, refuge = (Row(ATTACHMENT, b"r", b"c", {"of_row": NamedRow(one, b"x" * 16)}) for one in (person, safe))
    assert [may_open(level, plain) for level in (Level.SUMMARY, Level.IDENTITY, Level.FULL)] == [False, True, True]
    assert [may_open(level, refuge) for level in (Level.SUMMARY, Level.IDENTITY, Level.FULL)] == [False, False, True]


def test_a_private_file_is_read_by_whom_it_is_for(room: Room) -> None:
    """A file that is marked private is its taker's: others see neither row, nor bytes, nor history of it."""
    for actor in (CARER, COLLEAGUE):
        task = {"title": "Work with us", "assigned_to": actor.officer}
        add_record(room.desk(OWNER), room.case, BY_NAME["Task"], task)
    row = attached(room, {"privacy": "counselling", "author": "Dr Invented"}, CARER)
    assert content(room, CARER, row) == PNG
    for actor in (OWNER, COLLEAGUE):
        assert find_attachments(room.desk(actor), room.case) == []
        assert look(room.desk(actor), room.case).held_back == {"counselling": 1}
        assert code_of(partial(content, room, actor, row)) == "no-such-row"
        assert all(line.masked for line in history(room.desk(actor), room.case, row))
    seen = look(room.desk(CARER), room.case).of("Attachment")[0]
    assert seen["author"] == "Dr Invented"
    amend_record(room.desk(CARER), seen, {"privacy": ""})
    assert content(room, OWNER, row) == PNG
    open_row = look(room.desk(OWNER), room.case).of("Attachment")[0]
    assert code_of(lambda: amend_record(room.desk(OWNER), open_row, {"privacy": "legal"})) == "bad-fields"


def test_a_restricted_case_seals_name_key_and_picture() -> None:
    """In a case for these people only, the log holds neither name nor key; who has no case key opens no file."""
    office = make_office()
    made = made_case(office, "restricted")
    attach(office.desk("maker"), made.id, SCAN, {}, picture=lambda _chunks, _kind: b"small")
    with office.store.read() as reader:
        row = reader.find_rows(ATTACHMENT)[0]
    assert all(isinstance(row[name], Sealed) for name in ("name", "file_key", "thumbnail"))
    assert "Zebrascan" not in repr(office.store.held)
    assert _opened(office, "maker", made.id, row.id) == PNG
    assert code_of(partial(_opened, office, "chief", made.id, row.id)) == "not-open"


def _opened(office: Office, login: str, case: bytes, row: bytes) -> bytes:
    with reading_attachment(office.desk(login), case, row) as (_file, chunks):
        return b"".join(chunks)


def test_a_file_of_a_double_stays_there(room: Room) -> None:
    """A case that was entered twice is joined without its files: each stays where it was taken in, and opens there."""
    desk = room.desk(OWNER)
    double = arrived_case(desk, a_document())
    row = attach(desk, double.id, SCAN, {}).changed.row or b""
    joined = join_case(desk, double.id, room.case, "Both reports are about one bus")
    assert [one.id for one in joined.stayed if one.record is ATTACHMENT] == [row]
    assert find_attachments(desk, room.case) == []
    with reading_attachment(desk, double.id, row) as (_opened, chunks):
        assert b"".join(chunks) == PNG

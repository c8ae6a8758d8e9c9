"""Private notes are read by those they are for, by nobody else at any level, and paper says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.rooms import CARER, COLLEAGUE, COORDINATOR, OTHER_CARER, OWNER, PROSECUTOR, SUPERVISOR, a_room
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Action, Level
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.delete_record import delete_record
from tipdesk.services.case.document import document_of
from tipdesk.services.case.find_words import find_words
from tipdesk.services.case.history import history
from tipdesk.services.case.new_case import new_case
from tipdesk.services.documents.make_case_file import make_case_file
from tipdesk.services.look import look

if TYPE_CHECKING:
    from tests.services.rooms import Room
    from tipdesk.services.desk import Actor

NOTE = BY_NAME["Note"]
WORDS = "Quillfeather said so"
REFUGE, CLINIC = b"the-safe-place-a", b"the-clinic-by-w."


@pytest.fixture
def room() -> Room:
    """A case in which two carers of two agencies and a prosecutor have work."""
    made = a_room()
    for agency, name in ((REFUGE, "Safe place A"), (CLINIC, "Clinic")):
        made.write_directory("Agency", agency, {"name": name})
    made.write_directory("Officer", CARER.officer, {"login": CARER.login, "roles": CARER.roles, "agency": REFUGE})
    made.write_directory("Officer", OTHER_CARER.officer, {"login": OTHER_CARER.login, "agency": CLINIC})
    for actor in (CARER, OTHER_CARER, PROSECUTOR, COLLEAGUE):
        task = {"title": "Work with us", "assigned_to": actor.officer}
        add_record(made.desk(OWNER), made.case, BY_NAME["Task"], task)
    return made


def sees(room: Room, actor: Actor) -> bool:
    """Whether the officer is shown the private note's words when the case is opened."""
    return any(note["text"] == WORDS for note in look(room.desk(actor), room.case).of("Note"))


@pytest.mark.parametrize(
    ("author", "privacy", "readers"),
    [
        (CARER, "agency", {CARER}),
        (OWNER, "agency", {OWNER, COLLEAGUE, SUPERVISOR, COORDINATOR}),
        (CARER, "counselling", {CARER}),
        (COLLEAGUE, "legal", {COLLEAGUE, OWNER}),
        (OWNER, None, {OWNER, COLLEAGUE, SUPERVISOR, COORDINATOR, CARER, OTHER_CARER}),
    ],
    ids=["agency", "the service's own", "counselling", "legal", "not private"],
)
def test_who_reads_it(room: Room, author: Actor, privacy: str | None, readers: set[Actor]) -> None:
    """The author and the circle of the mark; neither supervisor nor coordinator reads what is not for them."""
    add_record(room.desk(author), room.case, NOTE, {"text": WORDS, "privacy": privacy})
    asked = (OWNER, COLLEAGUE, SUPERVISOR, COORDINATOR, CARER, OTHER_CARER)
    assert {actor for actor in asked if sees(room, actor)} == readers
    held_back = {actor for actor in asked if look(room.desk(actor), room.case).held_back}
    assert held_back == set(asked) - readers


def test_it_leaks_nowhere(room: Room) -> None:
    """Not in the document, the history, the search, the trash; a search for its words says that the case exists."""
    add_record(room.desk(CARER), room.case, NOTE, {"text": WORDS, "privacy": "counselling"})
    desk = room.desk(COORDINATOR)
    document = document_of(look(desk, room.case))
    assert document["held_back"] == [{"privacy": "counselling", "notes": 1}]
    [found] = find_words(desk, "quillfeather")
    assert (found.level, found.label, found.title, found.row) == (Level.EXISTS, "", "", None)
    told = (document, history(desk, room.case), find_words(desk, "quillfeather"))
    assert "Quillfeather" not in repr(told)
    [mine] = [note for note in look(room.desk(CARER), room.case).of("Note") if note["text"] == WORDS]
    delete_record(room.desk(CARER), mine)
    assert [note["text"] for note in list(look(room.desk(CARER), room.case).trash)] == [WORDS]
    assert list(look(desk, room.case).trash) == []


def test_paper_says_what_was_held_back(room: Room) -> None:
    """Privileged notes stay off paper for everybody, their author too; the slip counts them by their mark."""
    add_record(room.desk(OWNER), room.case, NOTE, {"text": WORDS, "privacy": "legal"})
    add_record(room.desk(OWNER), room.case, NOTE, {"text": WORDS, "privacy": "legal"})
    for actor in (OWNER, SUPERVISOR):
        model = make_case_file(room.desk(actor), room.case, identity=False)
        assert "Quillfeather" not in repr(model)
        [said] = [text for label, text in model.slip.facts if label == "Held back"]
        assert said == "2 notes: Legal advice (privileged)"
    assert not look(room.desk(OWNER), room.case).held_back
    assert look(room.desk(OWNER), room.case, Action.EXPORT).held_back == {"legal": 2}


def test_the_author_is_written_by_the_program(room: Room) -> None:
    """Nobody writes in another's name or agency, in a record or in a document, nor marks another's note."""
    given = {"text": WORDS, "privacy": "agency", "author": OWNER.officer, "agency": CLINIC}
    add_record(room.desk(CARER), room.case, NOTE, given)
    [note] = [row for row in room.rows("Note") if row["privacy"]]
    assert (note["author"], note["agency"]) == (CARER.officer, REFUGE)
    document = {
        "case": {"title": "Maple walnut 7"},
        "records": [{"record": "Note", "fields": {**given, "agency": None}}],
    }
    document["records"][0]["fields"]["author"] = OWNER.officer  # type: ignore[index] # a document
    made = new_case(room.desk(COLLEAGUE), document)
    [written] = look(room.desk(COLLEAGUE), made.id).of("Note")
    assert (written["author"], written["agency"]) == (COLLEAGUE.officer, None)
    [plain] = [row for row in look(room.desk(COLLEAGUE), room.case).of("Note") if not row["privacy"]]
    for name, value in (("privacy", "legal"), ("author", COLLEAGUE.officer)):
        with pytest.raises(UserError) as caught:
            amend_record(room.desk(COLLEAGUE), plain, {name: value})
        assert caught.value.code == "bad-fields", name


def test_a_mark_of_a_later_release_is_for_its_author(room: Room) -> None:
    """A code that this release does not know opens the note to nobody else."""
    from tipdesk.domain.rules.privacy import Confidant, may_read

    everything = frozenset({"coordinator", "prosecutor", "victim_support"})
    for is_author in (True, False):
        reader = Confidant(everything, frozenset(), is_author=is_author, is_colleague=True)
        assert may_read("something_new", reader, Action.VIEW) is is_author

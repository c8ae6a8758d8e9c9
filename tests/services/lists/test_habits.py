"""What an officer keeps of lists on one PC, and whether its lists begin with names."""

from __future__ import annotations

import pytest

from tests.services.rooms import COLLEAGUE, OWNER, SUPERVISOR, Room, a_room
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.case_filter import SHUT, CaseFilter
from tipdesk.domain.schema import Scope
from tipdesk.services.case.find_words import find_words
from tipdesk.services.fields import change_of_new
from tipdesk.services.lists.saved_filters import LONGEST, MOST, forget_filter, get_habits, keep_columns, keep_filter
from tipdesk.services.lists.tags_only import get_list_default, note_names_shown, set_list_default

CHILDREN = CaseFilter(SHUT, child=True, owners=frozenset({b"o" * 16, None}))


@pytest.fixture
def room() -> Room:
    """A post with one case of the owner."""
    return a_room()


def test_filters_are_kept_by_name_for_one_officer(room: Room) -> None:
    """A name keeps one filter, the last; forgetting it is for good; nobody else sees it, and no log has it."""
    desk, entries = room.desk(OWNER), len(room.store.held)
    keep_filter(desk, "  The   minister ", CaseFilter())
    habits = keep_filter(desk, "The minister", CHILDREN)
    assert habits.filters == {"The minister": CHILDREN}
    assert get_habits(room.desk(COLLEAGUE)).filters == {}
    assert list(keep_filter(desk, "another", CaseFilter()).filters) == ["another", "The minister"]
    assert list(forget_filter(desk, "The minister").filters) == ["another"]
    keep_columns(desk, ["stage", "risk"])
    assert get_habits(desk).columns == ["stage", "risk"]
    assert len(room.store.held) == entries


@pytest.mark.parametrize(
    ("name", "code"), [("", "bad-name"), ("x" * (LONGEST + 1), "bad-name"), ("a\u202eb", "bad-text")]
)
def test_a_name_that_is_none_is_refused(room: Room, name: str, code: str) -> None:
    """An empty or long name, and one with something hidden in it, keep nothing."""
    with pytest.raises(UserError) as refused:
        keep_filter(room.desk(OWNER), name, CaseFilter())
    assert refused.value.code == code
    assert get_habits(room.desk(OWNER)).filters == {}


def test_there_are_not_endlessly_many(room: Room) -> None:
    """After thirty names the next is refused; one of the thirty may still be kept anew."""
    desk = room.desk(OWNER)
    for number in range(MOST):
        keep_filter(desk, f"F{number}", CaseFilter())
    with pytest.raises(UserError, match=str(MOST)):
        keep_filter(desk, "one more", CaseFilter())
    assert keep_filter(desk, "F3", CHILDREN).filters["F3"] == CHILDREN


def stand_at(room: Room, kind: str) -> None:
    """Let the directory say at what kind of post this PC stands."""
    place = room.store.place
    with room.store.work(OWNER) as unit:
        post = change_of_new(BY_NAME["Post"], b"p" * 16, {"code": "UVF", "kind": kind})
        device = change_of_new(BY_NAME["Device"], place.device, {"post": b"p" * 16})
        unit.append(Scope.DIRECTORY, None, [post, device])


@pytest.mark.parametrize(
    ("kind", "is_hidden"), [("airport", True), ("seaport", True), ("marina", True), ("police_station", False)]
)
def test_a_counter_begins_without_names(room: Room, kind: str, is_hidden: bool) -> None:
    """Where travellers stand before the screen lists begin with tags only, as soon as the directory says so."""
    assert not get_list_default(room.desk(OWNER)).is_hidden
    stand_at(room, kind)
    assert get_list_default(room.desk(OWNER)).is_hidden is is_hidden


def test_only_a_supervisor_decides(room: Room) -> None:
    """What a supervisor decides holds against the post, and the audit has it; others are refused."""
    stand_at(room, "airport")
    with pytest.raises(UserError) as refused:
        set_list_default(room.desk(OWNER), is_hidden=False)
    assert refused.value.code == "not-allowed"
    assert not get_list_default(room.desk(OWNER)).may_decide
    told = set_list_default(room.desk(SUPERVISOR), is_hidden=False)
    assert (told.is_hidden, told.may_decide) == (False, True)
    assert not get_list_default(room.desk(OWNER)).is_hidden
    assert room.looks()[-1] == ("tags_only", "allowed")


def test_showing_names_is_a_look(room: Room) -> None:
    """Whoever may see the names leaves a row of the audit, and whoever may not is refused and leaves one too."""
    note_names_shown(room.desk(OWNER), room.case)
    assert room.looks()[-1] == ("unmask", "allowed")
    with pytest.raises(UserError, match="may not"):
        note_names_shown(room.desk(COLLEAGUE), room.case)
    assert room.looks()[-1] == ("denied", "denied")


def test_a_search_without_names_calls_people_by_code(room: Room) -> None:
    """In earnest and audited, yet without any name: the code, or the tag where there is one."""
    desk = room.desk(OWNER)
    [named] = [one for one in find_words(desk, "doe") if one.kind == "Person"]
    [coded] = [one for one in find_words(desk, "doe", names=False) if one.kind == "Person"]
    assert "Ann Marie Doe" in named.label
    assert coded.label.startswith("P-")
    assert "Doe" not in coded.label
    assert coded.row == named.row

"""Somebody who is excluded from a case finds nothing of it anywhere; everybody else finds what they found before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.offices import PERSON, holders, made_case, make_office
from tests.services.rooms import COLLEAGUE, COORDINATOR, COORDINATOR2, OWNER, REASON, SUPERVISOR, a_room
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Action
from tipdesk.services.access.exclude_officer import exclude_officer, lift_exclusion
from tipdesk.services.access.find_access import find_access
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.find_case_ids import find_case_ids
from tipdesk.services.case.find_case_lines import find_case_lines
from tipdesk.services.case.find_conflicts import find_conflicts
from tipdesk.services.case.find_words import find_words
from tipdesk.services.case.history import history
from tipdesk.services.case.list_cases import list_cases
from tipdesk.services.case.show_case import show_case
from tipdesk.services.documents.make_case_file import make_case_file
from tipdesk.services.look import look
from tipdesk.services.my_work.my_work import my_work
from tipdesk.services.sealing.unsealing import Unsealing
from tipdesk.services.similar.find_similar import find_similar

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.services.offices import Office
    from tests.services.rooms import Room
    from tipdesk.services.desk import Actor, Desk


@pytest.fixture
def room() -> Room:
    """A case of the owner, in which the colleague has a task, so that they would see all of it."""
    made = a_room()
    task = {"title": "Ring the clinic", "assigned_to": COLLEAGUE.officer}
    add_record(made.desk(OWNER), made.case, BY_NAME["Task"], task)
    return made


LISTS: dict[str, Callable[[Desk], list[object]]] = {
    "ids": lambda desk: list(find_case_ids(desk)),
    "own ids": lambda desk: list(find_case_ids(desk, mine=True)),
    "page": lambda desk: list(list_cases(desk).lines),
    "search": lambda desk: list(find_words(desk, "doe")),
    "search by reference": lambda desk: list(find_words(desk, "heron")),
    "hints": lambda desk: list(find_similar(desk, {"given_names": "Ann Marie", "family_name": "Doe"})),
    "work": lambda desk: [*my_work(desk).cases, *my_work(desk).lines, *my_work(desk).reports],
    "conflicts": lambda desk: list(find_conflicts(desk)),
}
OPENINGS: dict[str, Callable[[Desk, Room], object]] = {
    "look": lambda desk, room: look(desk, room.case),
    "unmask": lambda desk, room: look(desk, room.case, Action.UNMASK),
    "show": lambda desk, room: show_case(desk, room.reference),
    "history": lambda desk, room: history(desk, room.case),
    "trash": lambda desk, room: list(look(desk, room.case).trash),
    "print": lambda desk, room: make_case_file(desk, room.case, identity=False),
    "write": lambda desk, room: add_record(desk, room.case, BY_NAME["Note"], {"text": "A word"}),
    "who may see it": lambda desk, room: find_access(desk, room.case),
}


def test_before_the_exclusion_the_colleague_finds_it(room: Room) -> None:
    """The control: every list but that of conflicts has the case, and every opening opens it."""
    desk = room.desk(COLLEAGUE)
    assert {name for name, ask in LISTS.items() if ask(desk)} == LISTS.keys() - {"conflicts"}
    for name, opening in OPENINGS.items():
        if name != "who may see it":
            opening(desk, room)


@pytest.mark.parametrize("excluded", [COLLEAGUE, COORDINATOR2], ids=["colleague", "coordinator"])
def test_excluded_is_told_nothing(room: Room, excluded: Actor) -> None:
    """Not in any list, search or hint; each opening is answered as if the case were not there, and is audited."""
    exclude_officer(room.desk(SUPERVISOR), room.case, excluded.login, REASON)
    desk = room.desk(excluded)
    assert not {name for name, ask in LISTS.items() if ask(desk)}
    assert find_case_lines(desk, [room.case]) == []
    for name, opening in OPENINGS.items():
        before = len(room.looks())
        with pytest.raises(UserError) as caught:
            opening(desk, room)
        assert caught.value.code == "no-such-case", name
        assert name == "show" or room.looks()[before:] == [("denied", "denied")], name
    others = room.desk(COORDINATOR)
    assert look(others, room.case).of("Person")[0]["family_name"] == "Doe"


def test_absent_and_excluded_read_alike(room: Room) -> None:
    """The refusal of a reference that is excluded and of one that no case has differ in the reference alone."""
    exclude_officer(room.desk(SUPERVISOR), room.case, COLLEAGUE.login, REASON)
    said = []
    for reference in (room.reference, "K7Q-42MX"):
        with pytest.raises(UserError) as caught:
            show_case(room.desk(COLLEAGUE), reference)
        said.append(str(caught.value).replace(reference, "…"))
    assert said[0] == said[1]


def test_an_exclusion_is_lifted_with_a_reason(room: Room) -> None:
    """Whoever may exclude may lift; the officer finds the case again; both deeds are in the audit, by name."""
    row = exclude_officer(room.desk(OWNER), room.case, COLLEAGUE.login, REASON).row
    assert row is not None
    lift_exclusion(room.desk(SUPERVISOR), row, REASON)
    assert look(room.desk(COLLEAGUE), room.case).reference == room.reference
    with pytest.raises(UserError) as caught:
        lift_exclusion(room.desk(SUPERVISOR), row, REASON)
    assert caught.value.code == "no-such-row", "it was lifted already"
    told = [
        (row["action"], row["officer"]) for row in room.rows("AuditEvent") if row["action"] in ("exclude", "include")
    ]
    assert told == [("exclude", COLLEAGUE.officer), ("include", COLLEAGUE.officer)]


def test_an_officer_is_excluded_under_every_id(room: Room) -> None:
    """A second id that the directory joins to the officer does not get round it."""
    second = b"officer2 again  "
    room.write_directory("Officer", second, {"login": "officer2b", "same_as": COLLEAGUE.officer})
    exclude_officer(room.desk(SUPERVISOR), room.case, second, REASON)
    with pytest.raises(UserError):
        look(room.desk(COLLEAGUE), room.case)


def test_a_reason_has_ten_characters_and_a_name_stands_once(room: Room) -> None:
    """Nine characters are no reason, ten are; whoever is excluded already is not excluded again."""
    for reason, code in (("123456789", "reason-needed"), (" 123456789 ", "reason-needed"), ("1234567890", "")):
        if code:
            with pytest.raises(UserError) as caught:
                exclude_officer(room.desk(OWNER), room.case, COLLEAGUE.login, reason)
            assert caught.value.code == code
        else:
            exclude_officer(room.desk(OWNER), room.case, COLLEAGUE.login, reason)
    with pytest.raises(UserError) as caught:
        exclude_officer(room.desk(SUPERVISOR), room.case, COLLEAGUE.login, REASON)
    assert caught.value.code == "excluded-already"


def test_who_may_not_exclude(room: Room) -> None:
    """A colleague who is not in charge, the officer themself, and anybody without a reason."""
    attempts = (
        (COLLEAGUE, OWNER.login, REASON, "not-allowed"),
        (SUPERVISOR, SUPERVISOR.login, REASON, "not-yourself"),
        (SUPERVISOR, COLLEAGUE.login, "no", "reason-needed"),
        (SUPERVISOR, "nobody-known", REASON, "unknown-officer"),
    )
    for actor, login, reason, code in attempts:
        with pytest.raises(UserError) as caught:
            exclude_officer(room.desk(actor), room.case, login, reason)
        assert caught.value.code == code
    assert room.rows("Exclusion") == []
    row = exclude_officer(room.desk(SUPERVISOR), room.case, OWNER.login, REASON).row
    with pytest.raises(UserError) as caught:
        lift_exclusion(room.desk(OWNER), row or b"", REASON)
    assert caught.value.code == "no-such-case"


def test_somebody_is_left_who_opens_it(room: Room) -> None:
    """The second coordinator may be excluded, the last may not, and one who is disabled does not count."""
    exclude_officer(room.desk(SUPERVISOR), room.case, COORDINATOR2.login, REASON)
    with pytest.raises(UserError) as caught:
        exclude_officer(room.desk(SUPERVISOR), room.case, COORDINATOR.login, REASON)
    assert caught.value.code == "last-coordinator"


def test_no_general_verb_writes_it(room: Room) -> None:
    """Neither `record add` nor a document makes an exclusion, so that none is made by somebody who may only edit."""
    given = {"officer": OWNER.officer, "kind": "named"}
    with pytest.raises(UserError) as caught:
        add_record(room.desk(COLLEAGUE), room.case, BY_NAME["Exclusion"], given)
    assert caught.value.code == "bad-record"
    assert "Exclusion" not in {one["record"] for one in show_case(room.desk(OWNER), room.reference)["records"]}  # type: ignore[attr-defined] # a document


def test_headquarters_holds_to_it(room: Room) -> None:
    """The exclusion travels with the case: a coordinator who was named at the post is kept out at headquarters."""
    exclude_officer(room.desk(OWNER), room.case, COORDINATOR2.login, REASON)
    there = room.headquarters()
    with pytest.raises(UserError):
        look(there.desk(COORDINATOR2), room.case)
    assert look(there.desk(COORDINATOR), room.case).reference == room.reference


def test_the_keys_go_with_it() -> None:
    """Whoever is excluded opens nothing sealed later, even with their raw keys; lifted, they hold their keys again."""
    office = make_office()
    made = made_case(office)
    assert holders(office, made.id) == {"maker", "chief"}
    row = exclude_officer(office.desk("maker"), made.id, "chief", REASON).row
    assert row is not None
    add_record(office.desk("maker"), made.id, PERSON, {"whereabouts": "Zebralane 7"})
    assert holders(office, made.id) == {"maker"}
    desk = office.desk("chief")
    with desk.read() as reader:
        opened = [Unsealing(reader, desk).row(one)["whereabouts"] for one in reader.find_rows(PERSON, case=made.id)]
    assert ["Zebralane 7" in repr(value) for value in opened] == [False, False]
    lift_exclusion(office.desk("maker"), row, REASON)
    add_record(office.desk("maker"), made.id, PERSON, {"whereabouts": "Zebrahill 9"})
    assert "chief" in {login for login in ("chief", "colleague") if opens_last(office, login, made.id)}


def opens_last(office: Office, login: str, case: bytes) -> bool:
    """Whether an officer's keys open the newest sealed answer of a case."""
    desk = office.desk(login)
    with desk.read() as reader:
        last = reader.find_rows(PERSON, case=case)[-1]
        return "Zebrahill" in repr(Unsealing(reader, desk).row(last)["whereabouts"])

"""Refusals of the one door and of the audit: what is told, what is written down, and for how long a look counts."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from tests.fakes.desk import make_actor, make_desk, make_store
from tests.services.documents import a_document
from tests.services.refusals import refusal
from tests.services.rooms import ANALYST, AUDITOR, CARER, COLLEAGUE, OWNER, SUPERVISOR, Room
from tipdesk.domain.changes import Change, Deletion
from tipdesk.domain.errors import Trouble
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Action
from tipdesk.domain.schema import DELETED, Scope
from tipdesk.services.audit import note_look
from tipdesk.services.case.new_case import new_case
from tipdesk.services.desk import LookQuery
from tipdesk.services.fields import change_of_new
from tipdesk.services.headquarters.directory.registry import find_officer, get_officer, get_post
from tipdesk.services.look import look, permit
from tipdesk.services.looks.find_looks import find_looks
from tipdesk.services.looks.look_filter import LookFilter, query_of


def audited(room: Room) -> list[tuple[object, ...]]:
    """Return every audit row: action, result, case and reason."""
    return [(row["action"], row["result"], row["case"], row["reason"]) for row in room.rows("AuditEvent")]


@pytest.mark.parametrize("action", [Action.VIEW, Action.EDIT, Action.EXPORT])
def test_a_refusal_names_the_case_and_is_written_down(room: Room, action: Action) -> None:
    """Whoever only knows that a case exists is told which one they may not open; the audit says what they tried."""
    refused = refusal(lambda: permit(room.desk(CARER), room.case, action))
    assert (refused.code, room.reference in str(refused)) == ("not-allowed", True)
    assert audited(room)[-1] == ("denied", "denied", room.case, action.value)


def test_nobody_learns_of_a_case_by_asking(room: Room) -> None:
    """A case that is not here and one that an officer must not know of are the same refusal."""
    before = len(audited(room))
    assert refusal(lambda: look(room.desk(OWNER), b"no-such-case-id!")).code == "no-such-case"
    assert len(audited(room)) == before
    assert "?" not in str(refusal(lambda: look(room.desk(OWNER), b"no-such-case-id!")))


def test_a_look_counts_for_ten_minutes(room: Room) -> None:
    """A session writes one row in ten minutes of the clock, and another where a reason or another deed calls."""
    desk = room.desk(OWNER)
    start = len(audited(room))
    for minutes, rows in ((0, 1), (0, 1), (9.99, 1), (0.01, 2), (-60, 3), (9, 3), (1, 4), (-1 / 60_000, 5)):
        room.store.clock.pass_minutes(minutes)
        look(desk, room.case, Action.VIEW)
        assert len(audited(room)) - start == rows, minutes
    look(desk, room.case, Action.VIEW, reason="asked")
    look(desk, room.case, Action.PRINT)
    look(desk, room.case, Action.PRINT)
    assert [row[0] for row in audited(room)[start:]] == ["view"] * 6 + ["print"] * 2
    look(desk, room.case, Action.LIST)
    assert len(audited(room)) - start == 8


def test_a_reason_in_the_audit_is_cut(room: Room) -> None:
    """At five hundred characters; one that is no longer stands whole, and none stays none."""
    for given, kept in (("x" * 500, "x" * 500), ("x" * 501, "x" * 500), ("", None), (None, None)):
        note_look(room.desk(OWNER), "view", case=room.case, reason=given)
        assert audited(room)[-1] == ("view", "allowed", room.case, kept)


def test_the_audit_is_refused_and_that_is_written_down(room: Room) -> None:
    """Neither a colleague nor an analyst reads it; the try is a row of its own."""
    for actor in (COLLEAGUE, ANALYST):
        assert refusal(partial(find_looks, room.desk(actor), LookQuery())).code == "not-allowed"
        assert audited(room)[-1] == ("denied", "denied", None, "audit")


def test_a_supervisor_reads_the_devices_of_their_post(room: Room) -> None:
    """Asked for other devices besides, they get their own; asked for others alone, nothing."""
    look(room.desk(OWNER), room.case)
    desk = room.desk(SUPERVISOR)
    own, other = room.store.place.device, b"device-elsewhere"
    every = find_looks(desk, LookQuery())
    assert every
    assert find_looks(desk, replace(LookQuery(), devices=frozenset({own, other}))) == every
    assert find_looks(desk, replace(LookQuery(), devices=frozenset({other}))) == []
    room.write_directory("Post", b"P" * 16, {"code": "VFT", "name": "Vieux Fort"})
    room.write_directory("Device", b"other-device-123", {"name": "PC 2", "post": b"P" * 16})
    assert find_looks(desk, replace(LookQuery(), devices=frozenset({b"other-device-123"}))) == []
    assert {line.look.device for line in find_looks(desk, LookQuery())} == {own}


@pytest.mark.parametrize(
    ("posts", "read"), [((b"P", b"P", b"Q"), {1, 2}), ((b"P", None, b"Q"), {1}), ((None,) * 3, {1})]
)
def test_every_pc_of_the_post_is_read(room: Room, posts: tuple[bytes | None, ...], read: set[int]) -> None:
    """Those that the directory puts at the supervisor's own post; a PC without a post is of nobody's but its own."""
    for number in (2, 3):
        elsewhere = make_store(number)
        elsewhere.take_in(room.store)
        note_look(make_desk(elsewhere, OWNER), "view", case=room.case)
        room.store.take_in(elsewhere)
    for number, post in enumerate(posts, start=1):
        values = {"name": "PC", "post": post and post * 16}
        room.write_directory("Device", bytes([number]) * 16, values)
    look(room.desk(OWNER), room.case)
    lines = find_looks(room.desk(SUPERVISOR), LookQuery(actions=frozenset({"view"})))
    assert {line.look.device[0] for line in lines} == read


def test_reading_the_audit_is_a_look(room: Room) -> None:
    """It is written down once in ten minutes, and again where it could not be; nothing is shown then."""
    desk = room.desk(AUDITOR)

    def readings() -> int:
        return sum(row[0] == "audit" for row in audited(room))

    room.store.broken = Trouble("disk-full", "The disk is full.")
    with pytest.raises(Trouble):
        find_looks(desk, LookQuery())
    room.store.broken = None
    counts = []
    for minutes in (0.0, 0.0, 9.999, 0.001, 10.0):
        room.store.clock.pass_minutes(minutes)
        find_looks(desk, LookQuery())
        counts.append(readings())
    assert counts == [1, 1, 1, 2, 3]


def test_posts_and_officers_by_name(room: Room) -> None:
    """In any case, with blanks around; what is unknown is quoted, cut short."""
    room.write_directory("Post", b"P" * 16, {"code": "VFT", "name": "Vieux Fort"})
    with make_desk(room.store, SUPERVISOR).read() as reader:
        assert get_post(reader, " vft ").id == b"P" * 16
        assert get_officer(reader, " OFFICER1 ").id == OWNER.officer
        assert find_officer(reader, "nobody") is None
        assert "“" + "x" * 20 + "”" in str(refusal(lambda: get_post(reader, "x" * 30)))
        assert "“" + "x" * 40 + "”" in str(refusal(lambda: get_officer(reader, "x" * 50)))
        assert refusal(lambda: get_post(reader, "CAS")).code == "unknown-post"
        assert refusal(lambda: get_officer(reader, "nobody")).code == "unknown-officer"


def test_what_is_asked_of_the_audit_by_name(room: Room) -> None:
    """Officers by login or id, posts by code or id with all their devices, cases by reference."""
    for post, code in ((b"P" * 16, "VFT"), (b"Q" * 16, "CAS")):
        room.write_directory("Post", post, {"code": code, "name": code})
    for device, post in (
        (b"device-1-of-vft-", b"P" * 16),
        (b"device-2-of-vft-", b"P" * 16),
        (b"device-1-of-cas-", b"Q" * 16),
    ):
        room.write_directory("Device", device, {"name": "PC", "post": post})
    desk = room.desk(SUPERVISOR)
    vft = frozenset({b"device-1-of-vft-", b"device-2-of-vft-"})
    for post_asked in (" vft ", b"P" * 16):
        assert query_of(desk, LookFilter(post=post_asked)).devices == vft
    for officer in (" OFFICER1 ", OWNER.officer):
        assert query_of(desk, LookFilter(officer=officer)).actors == {OWNER.officer}
    assert query_of(desk, LookFilter(officer="Chief")).actors == {SUPERVISOR.officer}
    assert query_of(desk, LookFilter(case=room.reference.lower())).case == room.case
    every = query_of(desk, LookFilter())
    assert (every.actors, every.devices, every.case, every.most) == (frozenset(), None, None, 1000)
    asked = query_of(desk, LookFilter(action="view", result="allowed", since=1, until=2, most=3))
    assert (asked.actions, asked.results) == (frozenset({"view"}), frozenset({"allowed"}))
    assert (asked.since, asked.until, asked.most) == (1, 2, 3)


def test_who_has_left_the_directory_is_asked_about_all_the_same(room: Room) -> None:
    """A deleted officer and a deleted post have looked at cases; so has an officer whom it does not know yet."""
    room.write_directory("Post", b"P" * 16, {"code": "VFT", "name": "Vieux Fort"})
    room.write_directory("Device", b"device-1-of-vft-", {"name": "PC", "post": b"P" * 16})
    with room.store.work(SUPERVISOR) as unit:
        for record, row in ((BY_NAME["Officer"], OWNER.officer), (BY_NAME["Post"], b"P" * 16)):
            seen = unit.get_row(record, row)
            assert seen is not None
            gone = Change(record.number, row, {DELETED: Deletion(seen.all_dots)})
            unit.append(Scope.DIRECTORY, None, [gone])
    desk = room.desk(SUPERVISOR)
    assert query_of(desk, LookFilter(officer=OWNER.login)).actors == {OWNER.officer}
    assert query_of(desk, LookFilter(post="VFT")).devices == frozenset({b"device-1-of-vft-"})
    newcomer = make_desk(room.store, make_actor("newcomer"))
    assert query_of(newcomer, LookFilter(officer=" NewComer ")).actors == {newcomer.actor.officer}


def test_a_case_is_asked_about_by_its_reference(room: Room) -> None:
    """That case and no other, the first where two bear one reference; one that nobody has is refused."""
    desk = room.desk(OWNER)
    second = new_case(make_desk(room.store, OWNER), a_document())
    assert query_of(desk, LookFilter(case=second.reference)).case == second.id
    with room.store.work(OWNER) as unit:
        twin = change_of_new(BY_NAME["Case"], b"~" * 16, {"title": "Elm", "reference": second.reference})
        unit.append(Scope.CASE, b"~" * 16, [twin])
    assert query_of(desk, LookFilter(case=second.reference)).case == second.id
    refused = refusal(lambda: query_of(desk, LookFilter(case="K7Q-42MX")))
    assert (refused.code, "K7Q-42MX" in str(refused)) == ("no-such-case", True)


@pytest.mark.parametrize(
    ("asked", "code", "quoted"),
    [
        (LookFilter(officer="x" * 50), "unknown-officer", "“" + "x" * 40 + "”"),
        (LookFilter(post="x" * 30), "unknown-post", "“" + "x" * 20 + "”"),
        (LookFilter(action="x" * 50), "unknown-code", "“" + "x" * 40 + "” is not in the list audit_action"),
        (LookFilter(result="x"), "unknown-code", "audit_result"),
        (LookFilter(case="ABC"), "bad-reference", ""),
    ],
)
def test_names_that_nobody_has(room: Room, asked: LookFilter, code: str, quoted: str) -> None:
    """An unknown name is refused and quoted, cut short, so that an empty answer means that there were no looks."""
    refused = refusal(lambda: query_of(room.desk(SUPERVISOR), asked))
    assert (refused.code, quoted in str(refused)) == (code, True)

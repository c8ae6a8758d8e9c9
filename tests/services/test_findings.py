"""Findings kept all at once, what an episode offers for them, legs of a journey in their order, a code on a paper."""

from __future__ import annotations

import pytest

from tests.services.determined import decision, draft, finding, pin
from tests.services.gates_scenes import add, person
from tests.services.rooms import OWNER, Room, a_room
from tipdesk.domain.errors import UserError
from tipdesk.domain.rules.findings import elements_told
from tipdesk.services.case.legs import move_leg
from tipdesk.services.case.take_back import take_back
from tipdesk.services.determination.sign_record import sign_record
from tipdesk.services.findings.propose import propose
from tipdesk.services.findings.save_findings import FindingLine, save_findings
from tipdesk.services.findings.supports import supported_by, supports_of
from tipdesk.services.look import look


@pytest.fixture
def room() -> Room:
    """A post with a case in which a first decision is prepared."""
    made = a_room(status="open")
    draft(made, "preliminary", "PossibleVictimOfTrafficking")
    return made


def kept(room: Room) -> list[tuple[object, object]]:
    """Return element and state of the findings that are kept."""
    return [(row["element"], row["state"]) for row in room.rows("Finding") if not row.deleted]


def test_an_episode_offers_what_it_ticked_and_says_not_whether_it_is_found(room: Room) -> None:
    """Each tick comes once, in the order of the elements, without a state; what is kept already is not offered."""
    told = {"person": person(room), "acts": ["recruitment", "transfer"], "means": ["fraud"]}
    add(room, "Episode", told)
    add(room, "Episode", {**told, "purposes": ["servitude"]})
    finding(room, "act", act="transfer")
    offered = propose(room.rows("Episode")[-2:], room.rows("Finding"))
    assert offered == (
        {"element": "act", "act": "recruitment"},
        {"element": "means", "means": "fraud"},
        {"element": "purpose", "purpose": "servitude"},
    )


def test_findings_are_kept_all_or_none(room: Room) -> None:
    """One entry holds them; where a line lacks its state nothing is kept, and the refusal names line and field."""
    desk = room.desk(OWNER)
    whole = FindingLine(None, {"element": "act", "act": "recruitment", "state": "found"})
    with pytest.raises(UserError) as refused:
        save_findings(desk, decision(room), [whole, FindingLine(None, {"element": "means"})])
    assert [one.path for one in refused.value.fields] == ["1.state"]
    assert kept(room) == []
    changed = save_findings(desk, decision(room), [whole, FindingLine(None, {"element": "means", "state": "missing"})])
    assert kept(room) == [("act", "found"), ("means", "missing")]
    [first, second] = look(desk, room.case).of("Finding")
    save_findings(
        desk, decision(room), [FindingLine(first, {"state": "contradicted"}), FindingLine(second, is_gone=True)]
    )
    assert kept(room) == [("act", "contradicted")]
    with pytest.raises(UserError):
        take_back(desk, changed)  # what was changed since is not taken back


def test_what_was_signed_takes_no_further_finding(room: Room) -> None:
    """After the signature neither a new line nor a change of one is kept."""
    finding(room, "act", act="recruitment")
    desk = room.desk(OWNER)
    sign_record(desk, "Determination", decision(room))
    [seen] = look(desk, room.case).of("Finding")
    for line in (FindingLine(None, {"element": "act", "state": "found"}), FindingLine(seen, {"state": "missing"})):
        with pytest.raises(UserError) as refused:
            save_findings(desk, decision(room), [line])
        assert refused.value.code == "signed-is-frozen"


def test_findings_that_differ_are_contradicted(room: Room) -> None:
    """Found in one finding and missing in another is neither; without any the element is missing."""
    finding(room, "act")
    finding(room, "means", "found")
    finding(room, "means", "missing")
    came = elements_told(room.rows("Finding"))
    assert came.states == {"act": "found", "means": "contradicted", "purpose": "missing"}
    assert (came.lacking_of_child, came.lacking_of_adult) == (("purpose",), ("means", "purpose"))


def test_a_support_is_read_from_both_ends(room: Room) -> None:
    """The finding knows what supports it, and the note what it supports."""
    row = finding(room, "act")
    made = pin(room, row)
    pins = room.rows("Pin")
    assert [one.id for one in supports_of(pins, row)] == [made]
    assert [one.id for one in supported_by(pins, room.rows("Note")[0].id)] == [made]


def test_legs_have_their_order_and_move(room: Room) -> None:
    """A new leg of a person comes last; moved, it changes places with the one before; at the end it stays."""
    desk = room.desk(OWNER)
    for kind in ("Recruitment", "Transit", "Exploitation"):
        add(room, "JourneyLeg", {"person": person(room), "leg_type": kind})
    legs = [row for row in look(desk, room.case).of("JourneyLeg") if row["person"] == person(room)]
    assert [row["leg_order"] for row in legs] == list(range(1, len(legs) + 1))
    move_leg(desk, legs[-1], -1)
    now = {row.id: row["leg_order"] for row in look(desk, room.case).of("JourneyLeg")}
    assert (now[legs[-1].id], now[legs[-2].id]) == (len(legs) - 1, len(legs))
    first = next(row for row in look(desk, room.case).of("JourneyLeg") if row["leg_order"] == 1)
    with pytest.raises(UserError) as refused:
        move_leg(desk, first, -1)
    assert refused.value.code == "no-further"

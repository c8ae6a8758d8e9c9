"""Undo: an ordinary entry takes back exactly what a deed wrote, without a look, and nothing that was written since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.fakes.desk import make_desk
from tests.services.offices import made_case, raw, seen
from tests.services.refusals import refusal
from tests.services.rooms import COLLEAGUE, OWNER, REASON, SUPERVISOR
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import Sealed
from tipdesk.services.access.exclude_officer import exclude_officer
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.delete_record import delete_record
from tipdesk.services.case.note_call import note_call
from tipdesk.services.case.take_back import take_back
from tipdesk.services.look import look
from tipdesk.services.results import Changed

if TYPE_CHECKING:
    from tests.services.offices import Office
    from tests.services.rooms import Room
    from tests.services.sites import Sites

NOTE, PERSON = BY_NAME["Note"], BY_NAME["Person"]


def test_a_save_is_taken_back_field_by_field(sites: Sites) -> None:
    """What was there comes back, empty where it was empty; the history has all of it, and no look was written."""
    desk = sites.here.desk()
    before = sites.row(sites.here)
    changed = amend_record(desk, before, {"family_name": "Roe", "occupation": "Cook", "citizenships": ["VE"]})
    [dot] = changed.dots
    back = take_back(desk, changed)
    now = sites.row(sites.here)
    assert now.values == before.values
    assert now.dots[PERSON.by_name["occupation"].number] == back.dots != (dot,)
    with desk.read() as reader:
        assert reader.find_rows(BY_NAME["AuditEvent"]) == []
        story = reader.find_happenings(sites.case, before.id)
    assert [one.after for one in story if one.field == "family_name"] == ["Doe", "Roe", "Doe"]


def test_what_was_written_since_stays(sites: Sites) -> None:
    """A field that somebody wrote over is left as it is; where nothing of the deed stands any more, it says so."""
    desk = sites.here.desk()
    changed = amend_record(desk, sites.row(sites.here), {"family_name": "Roe", "occupation": "Cook"})
    amend_record(desk, sites.row(sites.here), {"occupation": "Guard"})
    take_back(desk, changed)
    now = sites.row(sites.here)
    assert (now["family_name"], now["occupation"]) == ("Doe", "Guard")
    assert refusal(lambda: take_back(desk, changed)).code == "changed-since"


def test_what_came_from_elsewhere_is_not_replaced(sites: Sites) -> None:
    """An answer that was given at the same time stays beside the one that comes back: a conflict, not a loss."""
    sites.meet()
    changed = amend_record(sites.here.desk(), sites.row(sites.here), {"family_name": "Roe"})
    sites.there.clock.pass_minutes(1)
    amend_record(sites.there.desk(), sites.row(sites.there), {"family_name": "Poe"})
    sites.meet()
    take_back(sites.here.desk(), changed)
    values = {one.value for one in sites.row(sites.here).siblings["family_name"]}
    assert values == {"Doe", "Poe"}


def test_a_new_row_goes_to_the_trash(sites: Sites) -> None:
    """Hidden, not erased; what another PC had added to it meanwhile calls for settling instead of going with it."""
    for is_added_to in (False, True):
        desk = sites.here.desk()
        changed = add_record(desk, sites.case, NOTE, {"text": "A word"})
        sites.meet()
        with sites.there.desk().read() as reader:
            row = reader.get_row(NOTE, changed.row or b"")
        assert row is not None
        if is_added_to:
            amend_record(sites.there.desk(), row, {"text": "Another word"})
            sites.meet()
        take_back(desk, changed)
        with desk.read() as reader:
            row = reader.get_row(NOTE, changed.row or b"")
        assert row is not None
        assert (row.deleted, "deleted" in row.siblings) == (not is_added_to, is_added_to)


def test_a_deletion_is_taken_back(sites: Sites) -> None:
    """The row stands as it stood; taking that back hides it again."""
    desk = sites.here.desk()
    gone = delete_record(desk, sites.row(sites.here))
    restored = take_back(desk, gone)
    assert not sites.row(sites.here).deleted
    take_back(desk, restored)
    assert sites.row(sites.here).deleted


def test_a_settled_conflict_shows_again_what_was_shown(sites: Sites) -> None:
    """Of several values that a save replaced, the one that was displayed comes back; of sets their union."""
    sites.meet()
    for at, site in enumerate((sites.here, sites.there)):
        site.clock.pass_minutes(at)
        given = {"family_name": ("Roe", "Poe")[at], "citizenships": (["VE"], ["HT"])[at]}
        amend_record(site.desk(), sites.row(site), given)
    sites.meet()
    disputed = sites.row(sites.here)
    changed = amend_record(sites.here.desk(), disputed, {"family_name": "Moe", "citizenships": ["CO"]})
    take_back(sites.here.desk(), changed)
    now = sites.row(sites.here)
    assert (now["family_name"], now["citizenships"]) == ("Poe", frozenset({"VE", "HT"}))


def test_only_ones_own_and_only_while_one_may(room: Room) -> None:
    """Another's deed is not there to be taken back; whoever has lost the right takes nothing back."""
    owner = room.desk(OWNER)
    [person] = look(owner, room.case).of("Person")
    changed = amend_record(owner, person, {"occupation": "Cook"})
    assert refusal(lambda: take_back(room.desk(SUPERVISOR), changed)).code == "changed-since"
    exclude_officer(room.desk(SUPERVISOR), room.case, OWNER.login, REASON)
    assert refusal(lambda: take_back(owner, changed)).code == "no-such-case"
    assert room.rows("Person")[0]["occupation"] == "Cook"


def test_the_rules_of_a_save_hold(room: Room) -> None:
    """A call stands for good, so its noting is not undone; an answer above one's level is not brought back either."""
    owner = room.desk(OWNER)
    called = note_call(owner, room.case, {"whom": "The clinic", "answer": "answered"})
    assert refusal(lambda: take_back(owner, called)).code == "signed-is-frozen"
    [person] = look(owner, room.case).of("Person")
    changed = amend_record(owner, person, {"family_name": "Roe"})
    lesser = make_desk(room.store, replace(OWNER, roles=frozenset({"partner_agency"})))
    assert refusal(lambda: take_back(lesser, changed)).code == "not-allowed"
    colleague = room.desk(COLLEAGUE)
    mine = amend_record(colleague, look(colleague, room.case).of("Person")[0], {"occupation": "Cook"})
    forged = Changed(mine.kinds, mine.case, mine.row, (*mine.dots, *changed.dots))
    take_back(colleague, forged)
    assert (room.rows("Person")[0]["family_name"], room.rows("Person")[0]["occupation"]) == ("Roe", None)


def test_what_was_sealed_comes_back_sealed(office: Office) -> None:
    """Under the case's key, as any save; nothing of it is open in the entry."""
    made = made_case(office)
    desk = office.desk("maker")
    [person] = look(desk, made.id).of("Person")
    changed = amend_record(desk, person, {"whereabouts": "Zebralane 7"})
    take_back(desk, changed)
    assert isinstance(raw(office)["whereabouts"], Sealed)
    assert seen(office, "maker", made.id)["whereabouts"] == "Zebraroad 5"
    assert "Zebra" not in repr(office.store.entries_of(Scope.CASE)[-1].changes)

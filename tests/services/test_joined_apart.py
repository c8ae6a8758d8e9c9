"""Random histories of two PCs that link, join and write apart: undone, every row says what plain edits alone say."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_desk, make_store
from tests.services.documents import a_document
from tests.services.rooms import COORDINATOR, EVERYBODY, OWNER
from tests.services.test_joined_cases import LINK, WHY, rows_of, told
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.delete_record import delete_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.fields import change_of_new
from tipdesk.services.look import look
from tipdesk.services.same_person.copies import COPIED, copy_id, named_in
from tipdesk.services.same_person.join_case import join_case
from tipdesk.services.same_person.link_person import link_person, unlink_person
from tipdesk.services.same_person.part_case import part_case

if TYPE_CHECKING:
    from tipdesk.services.desk import Desk

PERSON, NOTE = BY_NAME["Person"], BY_NAME["Note"]


class Apart:
    """Two PCs with two cases of one matter, and a third that hears of plain edits alone: what the rows should say."""

    def __init__(self, dice: random.Random) -> None:
        self.dice, self.stores = dice, [make_store(1), make_store(2)]
        with self.stores[0].work(COORDINATOR) as unit:
            officers = [change_of_new(BY_NAME["Officer"], one.officer, {"roles": one.roles}) for one in EVERYBODY]
            unit.append(Scope.DIRECTORY, None, officers)
        desk = make_desk(self.stores[0], OWNER)
        self.cases = [new_case(desk, a_document()).id for _number in range(2)]
        self.stores[1].take_in(self.stores[0])
        self.plain = make_store(3)
        self.plain.take_in(self.stores[0])
        self.written = set[bytes]()

    def desk(self) -> Desk:
        """Return the officer's desk at one of both PCs, a little later."""
        store = self.dice.choice(self.stores)
        store.clock.at_ms = max(one.clock.at_ms for one in self.stores) + 60_000 * self.dice.randrange(1, 9)
        return make_desk(store, OWNER)

    def edit(self) -> None:
        """Write to a row of either case, add one, or put one away; the third PC hears of it."""
        desk, dice = self.desk(), self.dice
        store = next(one for one in self.stores if one.place is desk.place)
        count = len(store.held)
        view = look(desk, dice.choice(self.cases))
        rows = [row for name in ("Person", "CaseRole", "Episode", "Note") for row in view.of(name)]
        kind, row = dice.randrange(5), dice.choice(rows) if rows else None
        if kind == 0:
            given = {"text": f"Seen {dice.randrange(99)}", "person": dice.choice(view.of("Person")).id}
            add_record(desk, view.id, NOTE, given if view.of("Person") else {"text": "Seen"})
        elif kind == 1 and row is not None and row.record is not PERSON:
            delete_record(desk, row)
        elif row is not None:
            names = {"Person": "occupation", "CaseRole": "role_details", "Episode": "promise", "Note": "text"}
            amend_record(desk, row, {names[row.record.name]: f"Said {dice.randrange(99)}"})
        for held in store.held[count:]:
            if held.entry.head.scope is Scope.CASE:
                self.plain.hold(held)
                self.written |= {change.row for change in held.entry.changes}

    def step(self) -> None:
        """Do one thing at one of both PCs, or let them meet."""
        kind, dice = self.dice.randrange(9), self.dice
        if kind <= 3:
            self.edit()
        elif kind == 4:
            double, kept = dice.sample(self.cases, 2)
            join_case(self.desk(), double, kept, WHY)
        elif kind == 5:
            part_case(self.desk(), dice.choice(self.cases), WHY)
        elif kind == 6:
            desk = self.desk()
            own, other = dice.sample(self.cases, 2)
            people = [dice.choice(look(desk, one).of("Person")).id for one in (own, other)]
            link_person(desk, own, people[0], other, people[1], WHY, result=dice.choice(("same", "not_same")))
        elif kind == 7:
            self.unlink()
        else:
            self.meet()

    def unlink(self) -> None:
        """Take a link back, if there is one."""
        desk = self.desk()
        with desk.read() as reader:
            links = reader.find_rows(LINK)
        if links:
            unlink_person(desk, self.dice.choice(links).id)

    def meet(self) -> None:
        """Let both have what the other has, in one order or the other."""
        for one, other in (self.stores, reversed(self.stores)) if self.dice.random() < 0.5 else (self.stores,):
            one.take_in(other)
            other.take_in(one)

    def end(self) -> None:
        """Meet, take back every link and every joining, and meet again."""
        self.meet()
        desk = make_desk(self.stores[0], OWNER)
        self.stores[0].clock.at_ms = max(one.clock.at_ms for one in self.stores) + 60_000
        with desk.read() as reader:
            links = reader.find_rows(LINK)
        for link in links:
            unlink_person(desk, link.id)
        for case in self.cases:
            with suppress(UserError):
                part_case(desk, case, WHY)
        self.meet()


@pytest.mark.parametrize("seed", range(20))
def test_linking_and_joining_undone_restores_every_row(seed: int) -> None:
    """After random deeds on two PCs apart: undone, every row says what plain edits alone say; both PCs say the same.

    A copy that was written to stays, and one that was not, and that nothing written since names, is put away.
    """
    world = Apart(random.Random(seed))
    for _number in range(26):
        with suppress(UserError):
            world.step()
    world.end()
    here, there = ({case: rows_of(store, case) for case in world.cases} for store in world.stores)
    assert here == there
    with world.stores[0].read() as reader:
        assert not [row for row in reader.find_rows(BY_NAME["Case"]) if row["moved_to"] is not None]
        assert not reader.find_rows(LINK)
    for case, other in (world.cases, world.cases[::-1]):
        copies = {copy_id(case, one): one for one, row in here[other].items() if row.record in COPIED}
        expected = rows_of(world.plain, case)
        own = {one: row for one, row in here[case].items() if row.record not in (LINK, BY_NAME["CaseLink"])}
        for one, row in own.items():
            if one not in copies:
                assert told(row)[:2] == told(expected[one])[:2]
                assert (row.siblings.keys(), row.deleted) == (expected[one].siblings.keys(), expected[one].deleted)
            elif one in world.written:
                assert not row.deleted or expected[one].deleted
            else:
                theirs = [row for at, row in here[case].items() if at in world.written or at not in copies]
                assert row.deleted or one in {name for said in theirs for name in named_in(said)}


def test_random_histories_do_much() -> None:
    """The histories above are no empty ones: cases are joined, parted and linked in most, and copies are written to."""
    done: Counter[str] = Counter()
    for seed in range(12):
        world = Apart(random.Random(seed))
        for _number in range(26):
            with suppress(UserError):
                world.step()
        with world.stores[0].read() as reader:
            links, cases = (reader.find_rows(BY_NAME[name], with_deleted=True) for name in ("PersonLink", "CaseLink"))
        copies = {copy_id(case, one) for case in world.cases for one in rows_of(world.stores[0], world.cases[0])}
        done.update(linked=bool(links), unlinked=any(one.deleted for one in links), joined=bool(cases))
        done.update(parted=any(one.deleted for one in cases), edited=not copies.isdisjoint(world.written))
    assert min(done[name] for name in ("linked", "unlinked", "joined", "parted", "edited")) >= 3

"""Random histories with holds, withdrawals, broken links, sticks and locks, on real stores: nothing withdrawn is read.

What is checked at the end is told by the lab: which entries were withdrawn, and that both ends hold the same.
"""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.ui.linked import World, found_world
from tipdesk.domain.errors import Trouble, UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.homes.attending import seal_at_lock, take_receipts
from tipdesk.homes.locked import LockedHome
from tipdesk.homes.sending import LockedOutbox
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.list_cases import list_cases
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.case.show_case import show_case
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.link_desk import Met
from tipdesk.services.look import look
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.push.withdraw_entry import withdraw_entry
from tipdesk.services.sync.push.withdrawals import find_withdrawals
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.services.sync.sync_status import sync_status

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DEEDS, NEAR = 90, 6
DAY_MS = 24 * 60 * 60_000
NO_LINK = Trouble("no-link", "No link.")


@dataclass
class Story:
    """One history. `withdrawn`: the places whose text must be nowhere at headquarters."""

    world: World
    dice: random.Random
    folder: Path
    withdrawn: set[int] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)

    def save(self) -> None:
        """A worry, a note or another answer, urgent or not."""
        desk = self.world.post.desk
        cases = [line.summary.id for line in list_cases(desk).lines]
        kind = self.dice.randrange(3) if cases else 0
        if kind == 0:
            record_worry(desk, {"danger_now": self.dice.choice(("yes", "no")), "own_words": "worried"})
        elif kind == 1:
            add_record(desk, self.dice.choice(cases), BY_NAME["Note"], {"text": "noted"})
        else:
            [report] = look(desk, self.dice.choice(cases)).of("Report")
            amend_record(desk, report, {"became_why": f"reason {self.dice.randrange(90)}"})

    def withdraw(self) -> None:
        """One of the last few entries, where that may be."""
        seq = max(1, sync_status(self.world.post.desk).sequence - self.dice.randrange(NEAR))
        try:
            withdraw_entry(self.world.post.desk, seq, "thought better of it")
            self.withdrawn.add(seq)
        except UserError as refusal:
            self.refused.add(refusal.code)

    def push(self) -> None:
        """By wire: the program's own or the officer's; the link may break before, or after headquarters has it."""
        wire, given = self.world.wire, self.world.wire.answer
        assert given is not None
        if self.dice.randrange(3) == 0:
            wire.fails = NO_LINK
        elif self.dice.randrange(3) == 0:
            wire.answer = _heard_and_lost(given)
        with suppress(Trouble):
            sync_now(self.world.post.desk, wire, no_step, never, automatic=self.dice.randrange(3) > 0)
        wire.fails, wire.answer = None, given

    def stick(self) -> None:
        """To the stick; headquarters may read it now, later or never."""
        with self.world.post.carrier(stick=self.folder) as carrier:
            sync_now(self.world.post.desk, carrier, no_step, never)
        if self.dice.randrange(2):
            receive_stick(self.world.headquarters.desk, self.world.headquarters.stick(self.folder))

    def lock(self) -> None:
        """Locked, perhaps sent while locked, and unlocked again: a new run of the program."""
        post = self.world.post
        seal_at_lock(post.desk)
        if self.dice.randrange(2):
            with suppress(Trouble):
                LockedOutbox(LockedHome(post.paths.folder)).send(self.world.wire, no_step, never)
        take_receipts(post.paths, post.desk)
        post.desk.met.passed, post.desk.met.ends = Met().passed, {}

    def jump(self) -> None:
        """The post's clock is set, by up to a day."""
        self.world.post.clock._shift_ms = self.dice.randint(-DAY_MS, DAY_MS)


def _heard_and_lost(given: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    def answer(bundle: bytes) -> bytes:
        given(bundle)
        raise NO_LINK

    return answer


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_withdrawn_is_ever_read(seed: int, tmp_path: Path) -> None:
    """Whatever breaks: no withdrawn text at headquarters, nothing parked, both ends equal, both chains whole."""
    world = found_world(tmp_path, hold=15)
    world.enrol()
    (tmp_path / "stick").mkdir()
    story = Story(world, random.Random(seed), tmp_path / "stick")
    deeds = [story.save] * 5 + [story.withdraw] * 4 + [story.push] * 2 + [story.lock, story.stick, story.jump]
    for _deed in range(DEEDS):
        story.dice.choice(deeds)()
    desk, office = world.post.desk, world.headquarters.desk
    assert sync_now(desk, world.wire, no_step, never).waiting == 0
    assert len(story.withdrawn) >= 3
    assert {one.seq for one in find_withdrawals(office)} == story.withdrawn
    with office.work() as work:
        entries = [work.ledger.get_entry(desk.place.log, seq) for seq in sorted(story.withdrawn)]
        assert [entry.body for entry in entries if entry is not None] == [None] * len(entries)
        assert work.ledger.find_parked() == []
    references = [line.summary.reference for line in list_cases(desk).lines]
    assert references == [line.summary.reference for line in list_cases(office).lines]
    assert [show_case(desk, one) for one in references] == [show_case(office, one) for one in references]
    for session in (world.post, world.headquarters):
        assert not [problem for finding in session.check() for problem in finding.problems]
        assert session.rebuild() == []
        session.close()

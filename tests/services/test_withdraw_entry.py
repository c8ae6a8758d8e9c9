"""Withdrawing: an entry's own author, before it can have left, and nothing that another entry builds upon."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from tests.ui.linked import World, settled_world
from tipdesk.domain.changes import Change
from tipdesk.domain.errors import Trouble, UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.find_words import find_words
from tipdesk.services.case.history import history
from tipdesk.services.case.list_cases import list_cases
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.case.show_case import show_case
from tipdesk.services.drafts import get_draft, keep_draft
from tipdesk.services.look import look
from tipdesk.services.sync.carrier import Cancelled, Step, never, no_step
from tipdesk.services.sync.push.withdraw_entry import withdraw_entry
from tipdesk.services.sync.push.withdrawals import find_withdrawals
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.sync.codec import decode_head

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tipdesk.services.link_desk import LinkDesk
    from tipdesk.services.results import Saved

NOTE = BY_NAME["Note"]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Headquarters and one enrolled post that has nothing to send."""
    with settled_world(tmp_path) as made:
        yield made


def at(desk: LinkDesk) -> int:
    """Return where the own log stands."""
    with desk.work() as work:
        return work.ledger.own().seq


def worry(world: World, words: str = "Unmistakable words") -> tuple[Saved, int]:
    """Save a worry; return it with its place in the log."""
    return record_worry(world.post.desk, {"own_words": words}), at(world.post.desk)


def refused(desk: LinkDesk, seq: int, reason: str = "typed in the wrong case") -> UserError:
    """Try to withdraw, and return the refusal."""
    before = at(desk)
    with pytest.raises(UserError) as refusal:
        withdraw_entry(desk, seq, reason)
    assert at(desk) == before
    return refusal.value


def checks(world: World) -> list[str]:
    """Return what the checks of both stores found: nothing, where chain and rows are whole."""
    return [
        problem
        for session in (world.post, world.headquarters)
        for finding in session.check()
        for problem in (*finding.problems, *session.rebuild())
    ]


def test_a_withdrawn_worry_is_gone_and_never_read_at_headquarters(world: World) -> None:
    """Row, list, search and text go here; headquarters gets its place in the chain, who withdrew it, and why."""
    desk, hq = world.post.desk, world.headquarters.desk
    keep_draft(desk, "other", {"kept": "yes"})
    saved, seq = worry(world)
    withdraw_entry(desk, seq, "typed in the wrong place")
    assert [one.summary.id for one in list_cases(desk).lines] == []
    assert find_words(desk, "unmistakable") == []
    assert get_draft(desk, "other") == {"kept": "yes"}
    assert sync_now(desk, world.wire, no_step, never).waiting == 0
    assert [one.summary.id for one in list_cases(hq).lines] == []
    with hq.work() as work:
        entry = work.ledger.get_entry(desk.place.log, seq)
        assert work.ledger.find_parked() == []
    assert entry is not None
    assert entry.body is None
    [told] = find_withdrawals(hq)
    assert (told.device, told.seq, told.actor) == (desk.place.device, seq, desk.actor.officer)
    assert (told.case, told.reason) == (saved.case, "typed in the wrong place")
    assert checks(world) == []


def test_history_says_that_something_was_withdrawn(world: World) -> None:
    """In a case that headquarters knows, both ends show that an entry was withdrawn, by whom and why, not what."""
    desk, hq = world.post.desk, world.headquarters.desk
    saved, _seq = worry(world)
    sync_now(desk, world.wire, no_step, never)
    add_record(desk, saved.case, NOTE, {"text": "Unmistakable note"})
    withdraw_entry(desk, at(desk), "about another person")
    sync_now(desk, world.wire, no_step, never)
    for end in (desk, hq):
        line = next(line for line in history(end, saved.case) if line.record is BY_NAME["Redaction"])
        assert (line.field, line.after, line.actor) == ("kind", "withdrawn", desk.actor.officer)
        assert line.reason == "about another person"
    assert show_case(hq, saved.reference) == show_case(desk, saved.reference)
    assert "Unmistakable note" not in str(show_case(desk, saved.reference, with_history=True))
    assert checks(world) == []


def test_what_a_change_replaced_comes_back(world: World) -> None:
    """When a change is withdrawn, the row shows again what stood there before, at both ends."""
    desk = world.post.desk
    saved, _seq = worry(world)
    sync_now(desk, world.wire, no_step, never)
    [report] = look(desk, saved.case).of("Report")
    amend_record(desk, report, {"own_words": "Something else"})
    withdraw_entry(desk, at(desk), "mistaken")
    assert [row["own_words"] for row in look(desk, saved.case).of("Report")] == ["Unmistakable words"]
    sync_now(desk, world.wire, no_step, never)
    assert show_case(world.headquarters.desk, saved.reference) == show_case(desk, saved.reference)


def test_received_entries_stay(world: World) -> None:
    """What headquarters has received, or never was, or another wrote, or without a reason, is not withdrawn."""
    desk = world.post.desk
    _saved, seq = worry(world)
    assert refused(desk, seq, "  ").code == "reason-needed"
    assert refused(desk, seq + 1).code == "no-such-entry"
    other = replace(desk, actor=replace(desk.actor, officer=b"another officer."))
    assert refused(other, seq).code == "not-yours"
    sync_now(desk, world.wire, no_step, never)
    assert refused(desk, seq).code == "already-received"
    _saved, again = worry(world)
    withdraw_entry(desk, again, "once")
    assert refused(desk, again).code == "already-withdrawn"
    assert refused(desk, at(desk)).code == "not-withdrawable"
    assert refused(world.headquarters.desk, 1).code == "is-headquarters"


@pytest.mark.parametrize("how", ["row", "reference", "case"])
def test_what_a_later_entry_builds_upon_stays(world: World, how: str) -> None:
    """A later entry that writes its row, refers to its row, or stands in its case has to be withdrawn first."""
    desk = world.post.desk
    saved, seq = worry(world)
    person = add_record(desk, saved.case, BY_NAME["Person"], {"family_name": "Inventedperson"})
    named = {"row": seq, "case": seq, "reference": at(desk)}[how]
    if how == "row":
        [report] = look(desk, saved.case).of("Report")
        amend_record(desk, report, {"persons_count": 2})
    else:
        add_record(desk, saved.case, NOTE, {"text": "x", "person": person.row})
    last = at(desk)
    refusal = refused(desk, named)
    assert (refusal.code, refusal.values["later"]) == ("built-upon", last)
    for place in range(last, seq - 1, -1):
        withdraw_entry(desk, place, "all of it") if place in _own_places(desk) else None
    assert list_cases(desk).lines == []
    assert checks(world) == []


def _own_places(desk: LinkDesk) -> set[int]:
    """Return the places of case entries whose bodies are held."""
    with desk.work() as work:
        entries = work.ledger.read(work.ledger.own().log, 0, 1 << 20)
    return {one.seq for one in entries if one.body is not None and decode_head(one.head).scope is Scope.CASE}


def test_who_sees_a_case_is_not_withdrawn(world: World) -> None:
    """An emergency opening, raising the level: deeds, which no author takes back unseen."""
    desk = world.post.desk
    saved, _seq = worry(world)
    with desk.work() as work:
        own = work.get_row(BY_NAME["Case"], saved.case)
        assert own is not None
        grant = Change(BY_NAME["AccessGrant"].number, desk.ids.new_id(), {1: desk.actor.officer})
        level = BY_NAME["Case"].by_name["sealing"].number
        seen = {level: own.replaced_by_write(level)}
        raised = Change(BY_NAME["Case"].number, saved.case, {level: "restricted"}, seen)
        for change in (grant, raised):
            work.append(Scope.CASE, saved.case, [change])
    for seq in (at(desk) - 1, at(desk)):
        assert refused(desk, seq).code == "not-withdrawable"


def test_what_may_have_left_stays(world: World) -> None:
    """An upload that began and broke may have arrived: it is not withdrawn. One that never began may be."""
    desk = world.post.desk
    _saved, seq = worry(world)
    world.wire.fails = Trouble("no-link", "No link.")
    with pytest.raises(Trouble):
        sync_now(desk, world.wire, no_step, never)
    _saved, later = worry(world)
    withdraw_entry(desk, later, "never left")

    def broken(_done: int, _total: int) -> None:
        raise Trouble("no-link", "No link.")

    with pytest.raises(Trouble):
        sync_now(desk, world.wire, broken, never)
    assert refused(desk, seq).code == "on-its-way"


@dataclass
class Between:
    """A wire on which something happens after a bundle was packed and before it leaves."""

    wire: object
    deed: Callable[[], object]
    sent: list[bytes] = field(default_factory=list)

    @property
    def answers_later(self) -> bool:
        return False

    def deliver(self, bundle: bytes, name: str, step: Step = no_step, cancelled: Cancelled = never) -> bytes | None:
        deed, self.deed = self.deed, lambda: None
        deed()
        answer = self.wire.deliver(bundle, name, step, cancelled)  # type: ignore[attr-defined] # the fake beneath it
        self.sent.append(bundle)
        return answer  # type: ignore[no-any-return] # as above

    def __getattr__(self, name: str) -> object:
        return getattr(self.wire, name)


def test_a_bundle_packed_before_a_withdrawal_never_leaves(world: World) -> None:
    """Withdrawn between packing and leaving: the bundle is packed anew, and headquarters never gets the text."""
    desk, hq = world.post.desk, world.headquarters.desk
    _saved, seq = worry(world)
    wire = Between(world.wire, lambda: withdraw_entry(desk, seq, "just in time"))
    assert sync_now(desk, wire, no_step, never).waiting == 0  # type: ignore[arg-type] # a wire in all but its type
    with hq.work() as work:
        entry = work.ledger.get_entry(desk.place.log, seq)
        assert work.ledger.find_parked() == []
    assert entry is not None
    assert entry.body is None
    assert len(wire.sent) == 1

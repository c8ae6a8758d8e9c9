"""Locked, and sent all the same: what waits lies sealed, goes without login, and its receipt is settled at unlock."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.runner import PASSPHRASE, call, done
from tests.lab.headquarters import serving_home
from tests.ui.linked import World, settled_world
from tipdesk.adapters.system.clock import SystemClock
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.homes.attending import seal_at_lock
from tipdesk.homes.locked import LockedHome
from tipdesk.homes.opening import open_session
from tipdesk.homes.sending import LockedOutbox
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.headquarters.intake.inbox import open_inbox
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.enrolment import change_address
from tipdesk.services.sync.push.holds import keep_hold_minutes
from tipdesk.services.sync.push.make_bundles import make_bundles
from tipdesk.services.sync.push.withdraw_entry import withdraw_entry
from tipdesk.services.sync.push.withdrawals import find_withdrawals
from tipdesk.services.sync.see_link import see_link
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.services.sync.sync_status import sync_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipdesk.homes.sessions import Session

ROOT = Path(__file__).parents[2]
KILLED = """
import os, signal, sys
from pathlib import Path
from tipdesk.adapters.system.inbox import Inbox
from tipdesk.adapters.system.outbox import Outbox
from tipdesk.cli.main import main
place = {"before-receipt": (Inbox, "write"), "before-drop": (Outbox, "drop")}[sys.argv[2]]
setattr(*place, lambda *_what: os.kill(os.getpid(), signal.SIGKILL))
main(["--home", sys.argv[1], "--json", "outbox", "send"])
"""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Headquarters and one enrolled post that has nothing to send and holds nothing."""
    with settled_world(tmp_path) as made:
        yield made


def lock(world: World) -> Path:
    """Lock the post as its window does; return its home."""
    seal_at_lock(world.post.desk)
    world.post.close()
    return world.post.paths.folder


def unlock(world: World) -> Session:
    """Open the post again."""
    world.post = open_session(world.post.paths.folder, None, PASSPHRASE)
    return world.post


def outbox(world: World) -> list[str]:
    """Return the kinds of the files in the outbox, the list of them aside."""
    return sorted(path.suffix for path in world.post.paths.outbox.iterdir() if path.suffix)


def seq_of(session: Session) -> int:
    """Return where the own log stands."""
    return sync_status(session.desk).sequence


def test_lock_send_unlock(world: World) -> None:
    """Sealed at lock, sent by a process without login, receipted: after unlocking nothing waits, and all is equal."""
    reference = world.worry()
    with serving_home(world.headquarters) as port:
        change_address(world.post.desk, f"https://127.0.0.1:{port}")
        home = lock(world)
        assert b"joan" not in b"".join(path.read_bytes() for path in (home / "outbox").iterdir())
        sent = done(home, "outbox", "send")
        assert (len(sent["sent"]), sent["waiting"]) == (1, 0)
        assert done(home, "outbox", "send")["sent"] == []
    session = unlock(world)
    assert sync_status(session.desk).waiting == 0
    assert not list((home / "inbox").glob("*.tdr"))
    assert outbox(world) == []
    assert reference in str(done(world.headquarters.paths.folder, "case", "list"))


@pytest.mark.parametrize("place", ["before-receipt", "before-drop"])
def test_a_kill_while_sending_loses_nothing(world: World, place: str) -> None:
    """Killed once headquarters has it and before the receipt is kept, or before the file goes: the next try ends it."""
    world.worry()
    with serving_home(world.headquarters) as port:
        change_address(world.post.desk, f"https://127.0.0.1:{port}")
        home = lock(world)
        killed = subprocess.run(
            [sys.executable, "-c", KILLED, str(home), place], cwd=ROOT, env=os.environ, timeout=120, check=False
        )
        assert killed.returncode == -signal.SIGKILL
        assert outbox(world) == [".going"]
        assert done(home, "outbox", "send")["waiting"] == 0
    assert sync_status(unlock(world).desk).waiting == 0


def test_by_stick(world: World, tmp_path: Path) -> None:
    """Written to a stick while locked: it cannot be withdrawn after unlocking; its receipt takes it off the stick."""
    world.worry()
    seq = seq_of(world.post)
    stick = tmp_path / "stick"
    stick.mkdir()
    home = lock(world)
    assert len(done(home, "outbox", "send", "--stick", stick)["sent"]) == 1
    assert len(list(stick.glob("*.tdb"))) == 1
    session = unlock(world)
    with pytest.raises(UserError) as refusal:
        withdraw_entry(session.desk, seq, "too late")
    assert refusal.value.code == "on-its-way"
    receive_stick(world.headquarters.desk, world.headquarters.stick(stick))
    with session.carrier(stick=stick) as carrier:
        report = sync_now(session.desk, carrier, no_step, never)
    assert report.waiting == 0
    assert not [path for path in stick.glob("*.tdb") if path.stem in {one.file for one in report.sent}]
    assert len(list(stick.glob("*.tdb"))) == len(report.sent)


def test_what_is_held_is_not_sent_before_its_time(world: World) -> None:
    """What was urgent goes at once; what is held lies sealed apart and goes when its time has come, not before."""
    with world.post.desk.work() as work:
        keep_hold_minutes(work, 15)
    record_worry(world.post.desk, {"danger_now": "yes"})
    world.worry()
    with serving_home(world.headquarters) as port:
        change_address(world.post.desk, f"https://127.0.0.1:{port}")
        home = lock(world)
        assert outbox(world) == [".tdb", ".tdb"]
        sent = done(home, "outbox", "send")
        assert (len(sent["sent"]), sent["waiting"], sent["due"]) == (1, 1, 0)
        back = LockedOutbox(LockedHome(home, _shifted(-60 * 24 * 365 * 30))).stand()
        assert back.free_in_ms is not None
        assert 14 * 60_000 < back.free_in_ms <= 15 * 60_000  # a clock that went back by years holds once, not for years
        later = LockedOutbox(LockedHome(home, _shifted(16)))
        with later.carrier(None) as carrier:
            assert len(later.send(carrier, no_step, never).sent) == 1
    assert sync_status(unlock(world).desk).waiting == 0


def _shifted(minutes: int) -> SystemClock:
    return SystemClock(minutes * 60_000)


def test_withdrawn_after_unlocking(world: World) -> None:
    """The sealed file goes with what is withdrawn and is made anew at the next lock: headquarters never reads it."""
    with world.post.desk.work() as work:
        keep_hold_minutes(work, 15)
    record_worry(world.post.desk, {"own_words": "Unmistakable words"})
    seq = seq_of(world.post)
    lock(world)
    assert outbox(world) == [".tdb"]
    session = unlock(world)
    queue = see_link(session.desk, with_queue=True).queue
    assert queue is not None
    assert [line.may_withdraw for line in queue.lines] == [True]
    withdraw_entry(session.desk, seq, "the wrong page")
    assert outbox(world) == []
    with serving_home(world.headquarters) as port:
        change_address(session.desk, f"https://127.0.0.1:{port}")
        home = lock(world)
        assert len(done(home, "outbox", "send")["sent"]) == 1
    [told] = find_withdrawals(world.headquarters.desk)
    assert told.reason == "the wrong page"
    with world.headquarters.desk.work() as work:
        entry = work.ledger.get_entry(told.log, told.seq)
    assert entry is not None
    assert entry.body is None
    assert sync_status(unlock(world).desk).waiting == 0


def test_an_altered_file_is_set_aside_on_both_sides(world: World) -> None:
    """A sealed file that somebody changed is never sent; headquarters would refuse it; unlocking tells and goes on."""
    world.worry()
    with serving_home(world.headquarters) as port:
        change_address(world.post.desk, f"https://127.0.0.1:{port}")
        home = lock(world)
        [file] = (home / "outbox").glob("*.tdb")
        content = file.read_bytes()
        altered = content[:-1] + bytes([content[-1] ^ 1])
        file.write_bytes(altered)
        locked = LockedOutbox(LockedHome(home))
        with locked.carrier(None) as carrier:
            done_ = locked.send(carrier, no_step, never)
        assert (done_.sent, done_.altered) == ([], 1)
        assert outbox(world) == [".altered"]
        session = unlock(world)
        assert session.attended is not None
        assert session.attended.outbox is not None
        assert session.attended.outbox.altered == 1
        with session.desk.read() as reader:
            assert [row["kind"] for row in reader.find_rows(BY_NAME["Incident"])] == ["outbox"]
        [again] = _sealed_again(world)
        (home / "outbox" / again.name).write_bytes(altered)
        session = unlock(world)
        assert session.attended is not None
        assert session.attended.outbox is not None
        assert session.attended.outbox.altered == 1
        assert done(lock(world), "outbox", "send")["waiting"] == 0
    assert sync_status(unlock(world).desk).waiting == 0


def _sealed_again(world: World) -> list[Path]:
    return list((lock(world) / "outbox").glob("*.tdb"))


def test_a_false_receipt_counts_for_nothing(world: World) -> None:
    """What lies in the inbox and is no receipt of this headquarters is kept aside; what waits still waits."""
    world.worry()
    home = lock(world)
    (home / "inbox").mkdir(exist_ok=True)
    (home / "inbox" / "0123456789abcdef.tdr").write_bytes(b"tipdesk document 1\n nothing of the kind")
    session = unlock(world)
    assert session.attended is not None
    assert session.attended.outbox is not None
    assert (session.attended.outbox.receipts, session.attended.outbox.refused) == (0, 1)
    assert sync_status(session.desk).waiting == 1


def test_a_receipt_of_another_history_is_told_as_after_a_sync(world: World, tmp_path: Path) -> None:
    """A copy of the home gets the receipt of what the original sent: it is kept aside, and headquarters is to hear."""
    copy = tmp_path / "copy"
    shutil.copytree(lock(world), copy)
    session = unlock(world)
    world.worry()
    [bundle] = make_bundles(session.desk)
    receipt = open_inbox(world.headquarters.desk).receive(bundle.content)
    (copy / "inbox").mkdir(exist_ok=True)
    (copy / "inbox" / "0123456789abcdef.tdr").write_bytes(receipt)
    cloned = open_session(copy, None, PASSPHRASE)
    assert cloned.attended is not None
    assert cloned.attended.outbox is not None
    assert (cloned.attended.outbox.receipts, cloned.attended.outbox.refused) == (0, 1)
    with cloned.desk.read() as reader:
        assert [(row["kind"], row["detail"]) for row in reader.find_rows(BY_NAME["Incident"])] == [
            ("receipt", "receipt-fork")
        ]
    cloned.close()


def test_what_still_holds_is_left_as_it_is(world: World) -> None:
    """A second lock seals only what is new: the first file stays byte for byte, and both go in order."""
    world.worry()
    lock(world)
    [first] = world.post.paths.outbox.glob("*.tdb")
    before = first.read_bytes()
    unlock(world)
    world.worry()
    with serving_home(world.headquarters) as port:
        change_address(world.post.desk, f"https://127.0.0.1:{port}")
        home = lock(world)
        assert first.read_bytes() == before
        assert len(outbox(world)) == 2
        assert len(done(home, "outbox", "send")["sent"]) == 2
    assert sync_status(unlock(world).desk).waiting == 0


def test_without_an_address_a_stick_is_asked_for(world: World) -> None:
    """A home whose headquarters has no address, or that is not enrolled, says so and sends nothing."""
    home = lock(world)
    (home / "outside").unlink()
    answer = call(home, "outbox", "send")
    assert (answer.status, answer.json["error"]["code"]) == (1, "no-address")
    unlock(world)

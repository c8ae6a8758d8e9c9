"""A headquarters that is served without a window makes its planned backups, says so, and serves on whatever fails."""

from __future__ import annotations

import json
import signal
import uuid
from contextlib import closing
from dataclasses import dataclass, field, replace
from queue import Queue
from typing import TYPE_CHECKING

import pytest

from tests.adapters.system.test_service import listening
from tests.fakes.clock import FakeIds
from tests.journeys.runner import PASSPHRASE, World, done
from tests.journeys.test_processes_of_one_home import started
from tests.journeys.worlds import opened, recorded
from tests.lab.headquarters import serving_home
from tipdesk.adapters.store.backup import Backup, find_backups
from tipdesk.adapters.store.file_lock import file_lock
from tipdesk.adapters.system.clock import SystemClock
from tipdesk.adapters.system.service import READY
from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rules.backups import DAILY
from tipdesk.homes.backups import back_up_as_planned, keep_plan
from tipdesk.homes.opening import open_session
from tipdesk.homes.served import ServedBackups, backups_made
from tipdesk.services.remembered.here import BACKUP_LAST
from tipdesk.services.remembered.shapes import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tipdesk.homes.sessions import Session

SOON, DAY, HOUR = 0.01, 24 * 60, 60
PATIENCE = 60


class OwnClock(SystemClock):
    """The real clock, moved on by the test. `is_broken`: it does not know its zone, as a fault of ours has it."""

    is_broken = False
    passed_ms = 0

    def now_ms(self) -> int:
        return super().now_ms() + self.passed_ms

    def running_ms(self) -> int:
        return super().running_ms() + self.passed_ms

    def offset_minutes(self) -> int:
        if self.is_broken:
            raise LookupError
        return super().offset_minutes()

    def pass_minutes(self, minutes: float) -> None:
        self.passed_ms += int(minutes * 60_000)


@dataclass
class Served:
    """Headquarters' session under a clock of the test's own, what was heard, and where its backups go."""

    session: Session
    clock: OwnClock
    folder: Path
    heard: Queue[Backup | BaseException] = field(default_factory=Queue)

    def told(self) -> str:
        """Return what is heard next: "made", or the code of a refusal."""
        heard = self.heard.get(timeout=PATIENCE)
        return heard.code if isinstance(heard, TipdeskError) else "made" if isinstance(heard, Backup) else repr(heard)

    def looked(self, backups: ServedBackups, *, minutes: float = 0) -> str:
        """Let some time pass and look once; return what is told then, "" where nothing is."""
        self.clock.pass_minutes(minutes)
        backups.look()
        return "" if self.heard.empty() else self.told()


@pytest.fixture
def served(fresh: World) -> Iterator[Served]:
    """Headquarters with a daily plan, whose first backup is made."""
    folder = fresh.folder / "disk"
    folder.mkdir()
    clock = OwnClock()
    with closing(open_session(fresh.hq, None, PASSPHRASE, clock=clock)) as session:
        keep_plan(session, Plan(DAILY, str(folder)))
        yield Served(session, clock, folder)


def test_it_makes_the_backup_that_is_due_while_posts_send(served: Served, fresh: World) -> None:
    """On loopback, a day later: made and told, and what a post sends meanwhile is received."""
    reference = recorded(fresh.post, fresh.folder)
    with serving_home(served.session) as port, backups_made(served.session, served.heard.put, SOON):
        served.clock.pass_minutes(DAY)
        answer = done(fresh.post, "sync", "now", "--url", f"https://127.0.0.1:{port}")
        assert (answer["waiting"], served.told()) == (0, "made")
    assert len(find_backups(served.folder)) == 2
    assert served.heard.empty()
    assert reference in str(done(fresh.hq, "case", "list"))


def test_what_fails_is_told_once_and_the_server_goes_on(served: Served, fresh: World) -> None:
    """The stick is away: told, looked for every minute, told again after a day; back again, the backup is made."""
    with serving_home(served.session) as port:
        backups = ServedBackups(served.session, served.heard.put)
        away = served.folder.rename(served.folder.with_name("away"))
        assert served.looked(backups, minutes=DAY) == "backup-place-gone"
        assert served.looked(backups, minutes=1) == ""
        assert served.looked(backups, minutes=DAY) == "backup-place-gone"
        away.rename(served.folder)
        assert served.looked(backups, minutes=1) == "made"
        assert done(fresh.post, "sync", "now", "--url", f"https://127.0.0.1:{port}")["waiting"] == 0


def test_any_other_failure_is_tried_again_after_an_hour(served: Served) -> None:
    """A file is in the way of the backup: told, left alone for an hour, and then another name is free."""
    (served.folder / f"TB-{FakeIds().noise(4).hex()}.part").touch()
    session = replace(served.session, desk=replace(served.session.desk, ids=FakeIds()))
    backups = ServedBackups(session, served.heard.put)
    assert served.looked(backups, minutes=DAY) == "backup-place"
    assert served.looked(backups, minutes=HOUR - 1) == ""
    assert served.looked(backups, minutes=1) == "made"


def test_a_fault_of_ours_is_told_too(served: Served) -> None:
    """It ends neither the watch nor the server, and is tried again after an hour."""
    backups = ServedBackups(served.session, served.heard.put)
    served.clock.is_broken = True
    assert served.looked(backups, minutes=DAY) == "LookupError()"
    served.clock.is_broken = False
    assert served.looked(backups, minutes=1) == ""
    assert served.looked(backups, minutes=HOUR) == "made"


def test_a_server_that_is_stopped_leaves_no_half_backup(served: Served) -> None:
    """Stopped while it is copied: it is let go of, nothing is told of it, and nothing of it lies there."""
    backups = ServedBackups(served.session, served.heard.put)
    backups.stop()
    assert served.looked(backups, minutes=DAY) == ""
    assert len(list(served.folder.iterdir())) == 1


def test_window_and_server_make_one_between_them(served: Served) -> None:
    """While one of them makes it, the other begins none; afterwards none is due."""
    served.clock.pass_minutes(DAY)
    with file_lock(served.session.paths.folder / "backup.lock"):
        assert back_up_as_planned(served.session) is None
    assert back_up_as_planned(served.session) is not None
    assert back_up_as_planned(served.session) is None


def test_the_command_tells_it_beside_its_document(fresh: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """`hq serve`, black box: the port on standard output, one line of the backup on standard error, a clean end.

    The service manager that has started it is told when it answers.
    """
    folder = fresh.folder / "disk"
    folder.mkdir()
    with closing(opened(fresh.hq)) as session:
        keep_plan(session, Plan(DAILY, str(folder)))
        with session.desk.work() as work:
            last = BACKUP_LAST.get(work)
            assert last is not None
            BACKUP_LAST.keep(work, replace(last, at=last.at - 2 * DAY * 60_000))
    name = f"tipdesk-{uuid.uuid4().hex}"
    monkeypatch.setenv("NOTIFY_SOCKET", "@" + name)
    with listening("\0" + name) as manager:
        server = started(fresh.hq, "hq", "serve", "--host", "127.0.0.1", "--port", 0)
        try:
            assert server.stderr is not None
            line = server.stderr.readline()
            manager.settimeout(PATIENCE)
            assert manager.recv(99) == READY
        finally:
            server.send_signal(signal.SIGTERM)
            out, err = server.communicate(timeout=PATIENCE)
    [newest, _first] = find_backups(folder)
    assert line == f"A backup of this PC was made, read back and opened: {newest.folder.name}\n"
    assert (server.returncode, json.loads(out)["serving"], err) == (0, True, "")

"""Headquarters and a post over their real stores, the window of either, and a wire that needs no network.

Used by the tests of the sync and headquarters screens. Officers, posts and texts are invented.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from tests.fakes.carrier import FakeCarrier
from tests.ui.probes import grab
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.bootstrap.links import outside_of
from tipdesk.homes.founding import make_headquarters, make_post
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.headquarters.directory.add_post import add_post
from tipdesk.services.headquarters.enrolment.enrol_device import enrol_device
from tipdesk.services.headquarters.enrolment.requests import own_fingerprint
from tipdesk.services.headquarters.intake.inbox import open_inbox
from tipdesk.services.sticks.worth import take_all
from tipdesk.services.sync.carrier import Cancelled, Carrier, Step, never, no_step
from tipdesk.services.sync.enrolment import accept_grant
from tipdesk.services.sync.push.holds import keep_hold_minutes
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.ui.actions import Actions
from tipdesk.ui.lanes import Lane, Lanes
from tipdesk.ui.notices import Notices
from tipdesk.ui.seat import Seat
from tipdesk.ui.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tipdesk.domain.errors import TipdeskError
    from tipdesk.homes.sessions import Session
    from tipdesk.services.link_desk import LinkDesk
    from tipdesk.services.sticks.worth import Sift
    from tipdesk.ui.sync.outside import Outside, Plugged

PASSPHRASE = "correct horse battery staple lamp river"
POST_CODE = "VFT"
PATIENCE_MS = 30_000


@dataclass
class DirectWire(FakeCarrier):
    """A wire that ends in headquarters' own inbox, in the same process."""

    headquarters: Session | None = None
    is_cut: TipdeskError | None = None
    carried: int = 0

    def collect(
        self, fetch: bytes, step: Step = no_step, cancelled: Cancelled = never, sift: Sift = take_all
    ) -> Iterator[bytes]:
        yield from super().collect(fetch, step, cancelled)
        assert self.headquarters is not None
        yield from open_inbox(self.headquarters.desk).fetch(fetch).blobs

    def _begin(self, cancelled: Cancelled) -> None:
        if self.is_cut is not None:
            raise self.is_cut
        super()._begin(cancelled)


@dataclass
class FakeChoosing:
    """Answers as an officer would in the dialogs."""

    answer: Path | None = None
    asked: list[str] = field(default_factory=list)

    def folder(self, parent: QWidget, title: str) -> Path | None:
        self.asked.append(title)
        return self.answer

    def file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        self.asked.append(title)
        return self.answer

    def target(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        self.asked.append(title)
        return self.answer


@dataclass(frozen=True)
class FakeStick:
    """A stick that is plugged in."""

    path: Path
    label: str


@dataclass
class World:
    """Both ends. `wire`: what a sync by wire goes over. `sticks`: those that are plugged in next."""

    folder: Path
    headquarters: Session
    post: Session
    wire: DirectWire
    choosing: FakeChoosing
    new_sticks: list[FakeStick] = field(default_factory=list)

    def outside(self, session: Session) -> Outside:
        """Return what the screens of a session are handed: real sticks, files and codes, the wire above, no pauses."""

        @contextmanager
        def carrier(stick: Path | None) -> Iterator[Carrier]:
            if stick is None:
                self.wire.carried += 1
                yield self.wire
            else:
                with session.carrier(stick=stick) as opened:
                    yield opened

        def plugged() -> Sequence[Plugged]:
            came, self.new_sticks = self.new_sticks, []
            return came

        return replace(
            outside_of(session),
            carrier=carrier,
            choosing=self.choosing,
            new_sticks=plugged,
            sticks=lambda: (),
            delay=lambda _failures: 0.05,
        )

    def enrol(self) -> None:
        """Enrol the post's PC, both fingerprints compared."""
        self.post.desk = accept(self)

    def worry(self) -> str:
        """Save a worry at the post; return its reference."""
        return record_worry(self.post.desk, {"danger_now": "no"}).reference


def found_world(folder: Path, *, hold: int = 0) -> World:
    """Make headquarters and a post that is not enrolled yet. `hold`: minutes that an entry stays at the post."""
    founded = make_headquarters(
        folder / "hq", "Counter-TIP Unit", "admin", PASSPHRASE, url="https://127.0.0.1:9", cost=FLOOR
    )
    add_post(founded.session.desk, POST_CODE, "Vieux Fort", "seaport")
    post = make_post(folder / "post", "joan", PASSPHRASE, cost=FLOOR)
    with post.desk.work() as work:
        keep_hold_minutes(work, hold)
    inbox = open_inbox(founded.session.desk)
    wire = DirectWire(answer=inbox.receive, headquarters=founded.session)
    return World(folder, founded.session, post, wire, FakeChoosing())


@contextmanager
def standing_world(folder: Path, *, hold: int = 0) -> Iterator[World]:
    """Lend headquarters and a post that is not enrolled yet (`found_world`); both are closed afterwards."""
    made = found_world(folder, hold=hold)
    yield made
    made.post.close()
    made.headquarters.close()


@contextmanager
def settled_world(folder: Path, *, hold: int = 0) -> Iterator[World]:
    """Lend headquarters and an enrolled post that has nothing to send; both are closed afterwards."""
    with standing_world(folder, hold=hold) as made:
        made.enrol()
        sync_now(made.post.desk, made.wire, no_step, never)
        yield made


def accept(world: World) -> LinkDesk:
    """Let headquarters grant the post's request, and the post accept the grant; return the post's new desk."""
    request = outside_of(world.post).request()
    _device, grant = enrol_device(world.headquarters.desk, request.document, POST_CODE, request.fingerprint)
    accept_grant(world.post.desk, grant, own_fingerprint(world.headquarters.desk))
    world.post.refresh_actor()
    return world.post.desk


def open_window(session: Session, problems: list[object], qtbot: QtBot) -> Seat:
    """Return an unlocked window of a session, shown, without pages. Problems that no screen takes join the list."""
    notices = Notices()
    desks = dict.fromkeys(Lane, session.desk)
    lanes: Lanes[LinkDesk] = Lanes(
        desks,
        on_problem=problems.append,
        on_crash=problems.append,
        announce=notices.announce_answer,
    )

    def refresh() -> None:
        session.refresh_actor()
        desks.update(dict.fromkeys(Lane, session.desk))

    seat = Seat(
        lanes=lanes,
        notices=notices,
        shell=Shell(Actions()),
        codes=session.desk.codes,
        now_ms=session.clock.now_ms,
        offset_minutes=session.clock.offset_minutes,
        refresh_actor=refresh,
        officer=session.desk.actor.officer,
        is_headquarters=session.desk.place.is_headquarters,
    )
    qtbot.addWidget(seat.shell)
    seat.shell.resize(1024, 700)
    seat.shell.show()
    return seat


@contextmanager
def shown_window(session: Session, qtbot: QtBot) -> Iterator[Seat]:
    """Lend a window as `open_window` makes it; its lanes are closed afterwards, and no problem was left to nobody."""
    problems: list[object] = []
    seat = open_window(session, problems, qtbot)
    yield seat
    seat.lanes.close()
    assert problems == []


def show(seat: Seat, name: str) -> None:
    """Keep a picture of the window as an officer sees it: laid out, for a person to look at (`probes.grab`)."""
    QApplication.processEvents()
    QApplication.sendPostedEvents()
    grab(seat.shell, name)


def until(qtbot: QtBot, is_so: Callable[[], bool]) -> None:
    """Wait for something on the screen, patiently: the machine may be busy."""
    qtbot.waitUntil(is_so, timeout=PATIENCE_MS)

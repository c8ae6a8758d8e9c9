"""Adds to a post's window its sync: the page, the pill, the courier and the offer of a stick.

`plug` is all that bootstrap calls for a post.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.actions import Action
from tipdesk.ui.seat import QUARANTINE_PAGE, STORE_PAGE, Seat
from tipdesk.ui.shell import Page
from tipdesk.ui.sync.changed_keys_presenter import ChangedKeysPresenter
from tipdesk.ui.sync.courier import Courier, Pace
from tipdesk.ui.sync.enrolment_presenter import EnrolmentPresenter
from tipdesk.ui.sync.outside import Outside, Plugged
from tipdesk.ui.sync.pill import pill_words
from tipdesk.ui.sync.presenter import SyncPresenter
from tipdesk.ui.sync.stick_watch import StickWatch
from tipdesk.ui.sync.view import SyncPage
from tipdesk.ui.translate import _

SYNC_PAGE = "sync"


@dataclass
class PluggedIn:
    """What `plug` made for a window, which keeps it."""

    courier: Courier
    sticks: StickWatch

    def start(self) -> None:
        """Begin to keep in touch and to look for sticks, once the window is there."""
        self.courier.start()
        self.sticks.start()


def plug(seat: Seat, outside: Outside, pace: Pace | None = None) -> PluggedIn:
    """Add the sync page to a post's window, with its pill and actions. Call `start` on what it returns."""
    shell = seat.shell
    courier, sticks = Courier(seat, outside, pace, shell), StickWatch(seat, outside, shell)

    def show_state() -> None:
        shell.top.show_sync(*pill_words(courier.state, seat.now_ms(), seat.offset_minutes()))

    def sync_with(path: Path) -> None:
        seat.go(SYNC_PAGE)
        courier.sync(path)

    def sync_now() -> None:
        seat.go(SYNC_PAGE)
        courier.sync()

    def offer(stick: Plugged) -> None:
        if courier.state.is_enrolled:
            sentence = _("A stick was plugged in: “{stick}”").format(stick=stick.label)
            shell.toast.say(sentence, offer=_("Sync with it"), undo=lambda: sync_with(stick.path), icon="usb")

    courier.changed.connect(show_state)
    sticks.plugged.connect(offer)
    shell.top.sync_pressed.connect(lambda: seat.go(SYNC_PAGE))
    shell.add_page(Page(SYNC_PAGE, mark("Sync"), "refresh", lambda: make_page(seat, outside, courier)))
    shell.actions_known.add(
        Action(
            "sync-now",
            mark("Sync now"),
            sync_now,
            "Ctrl+Shift+S",
            "refresh",
            words=mark("send receive headquarters"),
            is_offered=lambda: courier.state.is_enrolled,
        )
    )
    return PluggedIn(courier, sticks)


def make_page(seat: Seat, outside: Outside, courier: Courier) -> QWidget:
    """Return the sync page with its presenters."""
    page = SyncPage()
    page.state.register_pressed.connect(lambda: seat.go(STORE_PAGE))
    page.aside.look_pressed.connect(lambda: seat.go(QUARANTINE_PAGE))
    SyncPresenter(page, seat, outside, courier)
    EnrolmentPresenter(page, seat, outside, courier)
    ChangedKeysPresenter(page, seat, outside, courier)
    return page

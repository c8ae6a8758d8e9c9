"""Adds headquarters' pages to its window: posts, enrolment, directory, conflicts, quarantine; and the watch for sticks.

`plug_headquarters` is all that bootstrap calls. The receiving server is a process of its own over the same home.
"""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.actions import Action
from tipdesk.ui.clocks.rules_presenter import make_rules_page
from tipdesk.ui.headquarters.conflicts_presenter import ConflictsPresenter
from tipdesk.ui.headquarters.conflicts_view import ConflictsPage
from tipdesk.ui.headquarters.directory.presenter import DirectoryPresenter
from tipdesk.ui.headquarters.directory.view import OF_RULES, DirectoryPage
from tipdesk.ui.headquarters.enrol_presenter import EnrolPresenter
from tipdesk.ui.headquarters.enrol_view import EnrolPage
from tipdesk.ui.headquarters.posts_presenter import PostsPresenter
from tipdesk.ui.headquarters.posts_view import PostsPage
from tipdesk.ui.headquarters.quarantine import make_quarantine
from tipdesk.ui.outreach.skills import SkillsTool
from tipdesk.ui.seat import QUARANTINE_PAGE, Seat
from tipdesk.ui.shell import Page
from tipdesk.ui.sync.outside import Outside, Plugged
from tipdesk.ui.sync.stick_watch import StickWatch
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.choice import choices_of

POSTS_PAGE, ENROL_PAGE, CONFLICTS_PAGE = "posts", "enrol", "conflicts"
DIRECTORY_PAGE, RULES_PAGE = "directory", "rules"
HEADQUARTERS_KIND = "headquarters"
ASK_FOR_STICK = "stick"
"""Handed to the page of posts in place of a folder."""


class ReceivingPage(PostsPage):
    """The page of posts with its presenter, which can be told to receive from a stick."""

    def __init__(self, seat: Seat, outside: Outside) -> None:
        super().__init__()
        self.presenter = PostsPresenter(self, seat, outside)
        self.enrol_pressed.connect(lambda: seat.go(ENROL_PAGE))

    def turn_to(self, subject: object) -> None:
        """Receive from the stick in this folder, or ask for one; anything else is ignored."""
        if isinstance(subject, Path):
            self.presenter.receive(subject)
        elif subject == ASK_FOR_STICK:
            self.receive_pressed.emit()


def plug_headquarters(seat: Seat, outside: Outside) -> StickWatch:
    """Add headquarters' pages to its window. Call `start` on the watch for sticks that it returns."""
    sticks = StickWatch(seat, outside, seat.shell)

    def offer(stick: Plugged) -> None:
        seat.say(
            _("A stick was plugged in: “{stick}”").format(stick=stick.label),
            offer=_("Receive from it"),
            undo=lambda: seat.go(POSTS_PAGE, stick.path),
            icon="usb",
        )

    def enrol() -> QWidget:
        roles = choices_of(seat.codes.list_of("officer_role"), seat.language)
        kinds = choices_of(seat.codes.list_of("post_kind"), seat.language)
        page = EnrolPage(roles, [kind for kind in kinds if kind.code != HEADQUARTERS_KIND])
        EnrolPresenter(page, seat, outside)
        return page

    sticks.plugged.connect(offer)
    for one in (
        Page(POSTS_PAGE, mark("Posts"), "building", lambda: ReceivingPage(seat, outside)),
        Page(ENROL_PAGE, mark("Enrol a PC"), "usb", enrol),
        Page(CONFLICTS_PAGE, mark("Conflicts"), "scale", lambda: _conflicts(seat)),
        Page(DIRECTORY_PAGE, mark("Directory"), "id", lambda: _directory(seat)),
        Page(RULES_PAGE, mark("Rules and clocks"), "clock", lambda: make_rules_page(seat), under=DIRECTORY_PAGE),
        Page(QUARANTINE_PAGE, mark("Quarantine"), "hand-stop", lambda: make_quarantine(seat, outside)),
    ):
        seat.shell.add_page(one)
    words = _("Rules and clocks: what counts now, and change it")
    seat.shell.actions_known.add(Action("open-rules", words, lambda: seat.go(RULES_PAGE), icon="clock"))
    seat.shell.actions_known.add(_receiving(seat))
    seat.shell.top.sync_pressed.connect(lambda: seat.go(POSTS_PAGE))
    seat.shell.top.show_sync(_("Headquarters"), "building", "muted")
    return sticks


def _receiving(seat: Seat) -> Action:
    """Return what headquarters does with the stick of a post, by the key with which a post sends."""
    ask, words = partial(seat.go, POSTS_PAGE, ASK_FOR_STICK), mark("send receive headquarters")
    return Action("receive-stick", mark("Receive from a stick"), ask, "Ctrl+Shift+S", "usb", words=words)


def _conflicts(seat: Seat) -> QWidget:
    page = ConflictsPage()
    ConflictsPresenter(page, seat)
    return page


def _directory(seat: Seat) -> QWidget:
    page = DirectoryPage(seat.wording)
    DirectoryPresenter(page, seat)
    SkillsTool(page, seat)
    rules = quiet(_("What counts now"), icon="clock", pressed=lambda: seat.go(RULES_PAGE))
    page.add_tool(rules, *OF_RULES)
    return page

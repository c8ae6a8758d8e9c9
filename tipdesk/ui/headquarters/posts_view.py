"""Headquarters' page of posts: who was heard when, who is silent, what came, and taking in a stick."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.headquarters.post_card import PostCard
from tipdesk.ui.sync.results_card import ResultsCard
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.front_page import FrontPage
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.line_table import LineTable
from tipdesk.ui.widgets.progress_card import ProgressCard
from tipdesk.ui.widgets.sides import Sides, stacked

POST_HEADS = (mark("Post"), mark("State"), mark("Last heard"), mark("PCs"), mark("Set aside"))
POST_WIDTHS = (0, 95, 112, 42, 75)
ARRIVAL_HEADS = (mark("When"), mark("Post"), mark("By"), mark("Result"), mark("Entries"))
ARRIVAL_WIDTHS = (112, 0, 78, 105, 62)


class PostsPage(FrontPage):
    """The page; `receive_pressed` asks to read a stick, `enrol_pressed` to enrol a PC.

    Its parts have signals of their own.
    """

    receive_pressed = Signal()
    enrol_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.silent = Banner("", "warn")
        self.receive = primary(_("&Receive from a stick…"), icon="usb", pressed=self.receive_pressed.emit)
        enrol = plain(_("Enrol a PC"), icon="plus", pressed=self.enrol_pressed.emit)
        self.progress = ProgressCard(_("Receiving from the stick"))
        self.posts = LineTable(
            _("Posts"),
            POST_HEADS,
            POST_WIDTHS,
            EmptyState("building", _("There is no post yet"), _("Enrol the first PC: its post is added with it.")),
        )
        self.arrivals = LineTable(
            _("What came"),
            ARRIVAL_HEADS,
            ARRIVAL_WIDTHS,
            EmptyState("inbox", _("Nothing has come yet"), _("Bundles of posts stand here, by wire and by stick.")),
            wide=1,
        )
        self.results = ResultsCard(_("On this stick"), "")
        self.incidents = _incidents_card()
        self.withdrawn = ResultsCard(_("Withdrawn before it was received"), "")
        self.withdrawn.add_note(_("What it said was never here, and cannot be read or guessed any more."))
        self.post = PostCard()
        bar = Flow(gap=8)
        for button in (self.receive, enrol):
            bar.addWidget(button)
        self.column.insertLayout(0, bar)
        for part in (self.silent, self.incidents, self.progress, self.results):
            self.column.addWidget(part)
        cards = []
        for name, table in ((_("Posts"), self.posts), (_("What came"), self.arrivals)):
            card = Card(name)
            card.add(table, 1)
            cards.append(card)
        self.column.addWidget(Sides(stacked((cards[0], 3), (cards[1], 2)), self.post, (5, 2)), 1)
        self.column.addWidget(self.withdrawn)
        for later in (self.silent, self.incidents, self.results, self.withdrawn):
            later.hide()
        self.set_first(self.receive)

    def show_silent(self, sentence: str) -> None:
        """Show which posts have not been heard of; an empty sentence when none is silent."""
        if sentence:
            self.silent.say(sentence, "warn")
        self.silent.setVisible(bool(sentence))

    def show_results(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show what a stick brought, as icons and sentences."""
        self.results.show_lines(lines)
        self.results.setVisible(bool(lines))

    def show_incidents(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show incidents that nobody has dealt with yet, or hide their card where there is none."""
        self.incidents.show_lines(lines)
        self.incidents.setVisible(bool(lines))

    def show_withdrawn(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show what posts have withdrawn, or hide its card where nothing was."""
        self.withdrawn.show_lines(lines)
        self.withdrawn.setVisible(bool(lines))

    def show_posts(self, lines: Sequence[Line], arrivals: Sequence[Line]) -> None:
        """Show the table of posts and that of what came."""
        self.posts.show_lines(lines)
        self.arrivals.show_lines(arrivals)


def _incidents_card() -> ResultsCard:
    card = ResultsCard(_("To be followed up"), "")
    card.add_note(_("Ring the post by a number you know. Nothing was repaired; copies are kept there."))
    return card

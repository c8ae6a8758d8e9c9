"""The line under the lists of trainings and campaigns that tells what the row under the cursor came to.

It has its room from the start. What is told is derived on reading, and never stored.
"""

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.training_figures import TrainingFigures
from tipdesk.services.outreach.campaigns import CAMPAIGN, WEEKS_AFTER, CampaignView, see_campaign
from tipdesk.services.outreach.courses import CourseView, see_course
from tipdesk.services.outreach.rooms import SESSION, TRAINING
from tipdesk.ui.records.tabbed_page import TabbedPage
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.labels import body

KEY = "outreach-figures"


class FiguresLine(QObject):
    """Fills the line of one page."""

    def __init__(self, page: TabbedPage, seat: Seat) -> None:
        super().__init__(page)
        self._seat = seat
        self.label = body(" ")
        page.add_foot(self.label)
        for board in page.boards.values():
            board.row_shown.connect(self._ask)
        page.tab_chosen.connect(lambda _record: self._say(""))

    def _ask(self, row: Row | None) -> None:
        if row is None or row.deleted:
            self._say("")
        elif row.record in (TRAINING, SESSION):
            self._seat.lanes.read(see_course, row.id, then=self._course, failed=self._fail, key=KEY, owner=self)
        elif row.record is CAMPAIGN:
            self._seat.lanes.read(see_campaign, row.id, then=self._campaign, failed=self._fail, key=KEY, owner=self)
        else:
            self._say("")

    def _course(self, view: CourseView) -> None:
        self._say(figures_words(view.figures))

    def _campaign(self, view: CampaignView) -> None:
        self._say(campaign_words(view))

    def _fail(self, _problem: TipdeskError) -> None:
        self._say("")

    def _say(self, words: str) -> None:
        self.label.setText(words or " ")


def figures_words(figures: TrainingFigures) -> str:
    """Return in a line what a session or a training came to."""
    parts = [
        plural("{count} participant", "{count} participants", figures.people),
        plural("{count} attended", "{count} attended", figures.attended),
        plural("{count} passed", "{count} passed", figures.passed),
        plural("{count} certificate", "{count} certificates", figures.certified),
    ]
    if figures.effect is not None:
        means = _("Test: {before} % before, {after} % after ({effect} points)")
        parts.append(means.format(before=figures.before, after=figures.after, effect=f"{figures.effect:+d}"))
    return " · ".join(parts)


def campaign_words(view: CampaignView) -> str:
    """Return in a line what a campaign came to."""
    parts = [
        plural("{count} activity", "{count} activities", len(view.activities)),
        plural("{count} contact", "{count} contacts", view.reach),
        *map(str, view.cost),
    ]
    if view.after is not None:
        told = _("Reports until {weeks} weeks after: {total} (in the {weeks} weeks before: {before})")
        parts.append(told.format(total=view.after.total, weeks=WEEKS_AFTER, before=view.after.before))
    return " · ".join(parts)

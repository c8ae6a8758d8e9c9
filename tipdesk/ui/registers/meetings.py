"""From a meeting to the action of the plan that it decided: one key begins the action, and the meeting stands in it."""

from PySide6.QtCore import QObject

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.texts import _ as mark
from tipdesk.ui.registers.presenter import RegisterPresenter
from tipdesk.ui.registers.view import RegisterPage
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain

MEETING, ACTION = BY_NAME["TaskForceMeeting"], BY_NAME["PlanAction"]
ADD, CHOOSE = mark("Add an action of this meeting"), mark("Choose a meeting in the list first.")


class MeetingTools(QObject):
    """The deed of the meetings on one page."""

    def __init__(self, page: RegisterPage, presenter: RegisterPresenter) -> None:
        super().__init__(page)
        self._page, self._presenter = page, presenter
        self.adds = plain(_(ADD), icon="list-check", pressed=self.add_action)
        page.add_tool(self.adds, MEETING)

    def add_action(self) -> None:
        """Begin an action that was decided at the meeting under the cursor."""
        row = self._page.row
        if row is None or row.record is not MEETING or row.deleted:
            self._page.say(_(CHOOSE), "warn")
        else:
            meeting = ACTION.by_name["meeting"]
            self._presenter.begin(ACTION, {meeting.name: meeting.naming(MEETING.number, row.id)})

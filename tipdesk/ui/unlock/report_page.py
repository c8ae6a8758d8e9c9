"""The page of a report that is written without login.

It has the sheet of a worry, the writer's name, the numbers to ring, and one button that keeps the report. It says all
the time that nobody has been told, with the numbers beside it, and no answer is refused. Sealing the report is the
presenter's part.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.errors import TipdeskError
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain, primary, quiet
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import title
from tipdesk.ui.widgets.one_line import OneLine
from tipdesk.ui.widgets.text_edit import TextEdit
from tipdesk.ui.worry.sheet import WorrySheet

LONGEST_NAME = 120


class ReportPage(QWidget):
    """The page.

    `changed` and `keep_pressed` carry the answers on the page and the writer's name; `emptied` says that the page was
    thrown away. `back_pressed` leads back to the passphrase. `shown` and `left` are emitted when the page comes to the
    front and goes out of sight.
    """

    changed = Signal(object, str)
    keep_pressed = Signal(object, str)
    emptied = Signal()
    back_pressed = Signal()
    left = Signal()
    shown = Signal()

    def __init__(
        self, codes: CodeBook, language: str, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Report without login · TIPdesk"))
        self.author = FieldFrame(
            "author", _("Your &name, as others know you"), TextEdit(most=LONGEST_NAME), can_be_missing=False
        )
        self.notice = Banner(
            _("Nobody has been told. This report lies sealed until an officer unlocks this PC: ring now."), "warn"
        )
        foot = QFrame()
        self.sheet = WorrySheet(codes, language, now, (self.author,), foot, notes_calls=False)
        self._kept = OneLine()
        self._lay_foot(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(title(_("A report without login")))
        column.addWidget(self.notice)
        column.addWidget(self.sheet, 1)
        self.sheet.changed.connect(self._hear)
        self.author.changed.connect(self._hear)

    def show_numbers(self, lines: Sequence[DutyLine]) -> None:
        """Show whom to ring."""
        self.sheet.show_numbers(lines)

    def show_kept(self, sentence: str) -> None:
        """Say that what is typed has been sealed."""
        self._kept.setText(sentence)

    def show_done(self) -> None:
        """Empty the page and say what to do now, because the report is kept."""
        self._empty()
        self.window().setWindowTitle(_("Report kept · TIPdesk"))
        self.notice.say(_("Kept, sealed. Nobody has been told yet: ring now, with one of these numbers."), "ok")
        self.show_saving(is_saving=False)
        self.author.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refusal(self, problem: TipdeskError) -> None:
        """Show why the report could not be kept, and let the officer press again."""
        self.sheet.show_refusal(problem)
        self.show_saving(is_saving=False)

    def show_saving(self, *, is_saving: bool) -> None:
        """Switch the button off while the report is being kept, so that it is not pressed twice, or on again."""
        self._keep.setEnabled(not is_saving)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the writer's name the focus, and emit `shown`."""
        super().showEvent(event)
        self.author.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Emit `left`, so that what is on the page is kept when somebody leaves it."""
        super().hideEvent(event)
        self.left.emit()

    def _lay_foot(self, foot: QFrame) -> None:
        column = QVBoxLayout(foot)
        column.setContentsMargins(14, 4, 12, 2)
        column.setSpacing(2)
        box = QWidget()
        flow = Flow(box, gap=8)
        self._keep = primary(_("&Keep this report"), icon="device-floppy", pressed=self._press)
        flow.addWidget(self._keep)
        flow.addWidget(plain(_("&Back to unlock"), icon="chevron-left", pressed=self.back_pressed.emit))
        flow.addWidget(quiet(_("Empty the page"), icon="trash", pressed=self._throw_away))
        column.addWidget(box)
        told = QHBoxLayout()
        told.addWidget(self._kept, 1)
        told.addWidget(self.sheet.problems, 2)
        column.addLayout(told)

    def _hear(self) -> None:
        self.changed.emit(self.sheet.questions.answers(), self._name())

    def _name(self) -> str:
        return str(self.author.value() or "")

    def _press(self) -> None:
        self.show_saving(is_saving=True)
        self.keep_pressed.emit(self.sheet.questions.answers(), self._name())

    def _throw_away(self) -> None:
        self._empty()
        self.emptied.emit()

    def _empty(self) -> None:
        self.author.set_value(None)
        self.sheet.fill({}, is_urgent=False)
        self.show_kept("")

"""The tab of all looks, latest first, with filters for officer, post, case, what was done, result and period.

Finding the looks, and the names of officers and posts, is the presenter's part.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _ as mark
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.editor import Editor
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import small
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.line_table import LineTable
from tipdesk.ui.widgets.text_edit import TextEdit

HEADS = (mark("When"), mark("Officer"), mark("Post"), mark("What"), mark("Case"), mark("Result"), mark("Details"))
WIDTHS = (92, 100, 96, 150, 102, 84, 0)
DETAILS = 6
PERIODS = (("1", mark("24 hours")), ("7", mark("7 days")), ("30", mark("30 days")))
USUAL_PERIOD = "7"
NARROW = 126


@dataclass(frozen=True)
class Asked:
    """What is asked for, as chosen in the filters; "" stands for all, and `days` is None for all time."""

    officer: str = ""
    post: str = ""
    case: str = ""
    action: str = ""
    result: str = ""
    days: int | None = None


class LooksTab(QFrame):
    """The tab; `asked` says that a filter has changed, and `filter` returns what is chosen then."""

    asked = Signal()

    def __init__(self, actions: Sequence[Choice], results: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        periods = [Choice(code, _(text)) for code, text in PERIODS]
        self._fields = {
            "officer": FieldFrame("officer", _("&Officer"), CodeCombo(()), can_be_missing=False),
            "post": FieldFrame("post", _("&Post"), CodeCombo(()), can_be_missing=False),
            "case": FieldFrame("case", _("C&ase"), TextEdit(), can_be_missing=False),
            "action": FieldFrame("action", _("&What"), CodeCombo(actions), can_be_missing=False),
            "result": FieldFrame("result", _("&Result"), CodeCombo(results), can_be_missing=False),
            "days": FieldFrame("days", _("P&eriod"), CodeCombo(periods), can_be_missing=False),
        }
        self._fields["days"].set_value(USUAL_PERIOD)
        row = QWidget()
        flow = Flow(row, gap=10)
        for field in self._fields.values():
            field.setFixedWidth(NARROW)
            flow.addWidget(field)
            field.changed.connect(self.asked)
        self.lines = LineTable(
            _("Looks"), HEADS, WIDTHS, EmptyState("eye", _("No look answers"), _("Choose less, or a longer period.")),
            wide=DETAILS,
        )  # fmt: skip
        self._count = small("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(10)
        column.addWidget(row)
        column.addWidget(self.lines, 1)
        column.addWidget(self._count)

    def filter(self) -> Asked:
        """Return what is chosen. A filter that is half typed and cannot be read asks for all."""
        said = {path: _said(field.editor) for path, field in self._fields.items()}
        days = said.pop("days")
        return Asked(**said, days=int(days) if days else None)

    def show_names(self, officers: Sequence[Choice], posts: Sequence[Choice]) -> None:
        """Offer these officers and posts in the filters; what was chosen stays chosen."""
        for path, choices in (("officer", officers), ("post", posts)):
            editor = self._fields[path].editor
            if isinstance(editor, CodeCombo):
                editor.offer(choices)

    def show_looks(self, lines: Sequence[Line], count: str) -> None:
        """Show these looks, and a sentence that says how many there are."""
        self.lines.show_lines(lines)
        self._count.setText(count)

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with the case that was asked for; "" takes it away."""
        self._fields["case"].refuse(sentence or None)


def _said(editor: Editor) -> str:
    try:
        return str(editor.value() or "").strip()
    except UserError:
        return ""

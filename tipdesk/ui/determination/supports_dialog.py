"""What supports one finding: the rows that are named, each with its place, and the fields in which another is named.

A support is a row of its own, and is kept at once. Rows that can support something are offered: what was told, noted,
reported and found, not the decision itself.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.values import NamedRow
from tipdesk.services.findings.supports import CANNOT_SUPPORT, support_words
from tipdesk.ui.editors.form import RecordForm
from tipdesk.ui.gates.told_line import told_line
from tipdesk.ui.plain import set_name
from tipdesk.ui.row_titles import ANY_ROW
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain, primary, quiet
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.titled_dialog import TitledDialog
from tipdesk.ui.wording import Wording

PIN = BY_NAME["Pin"]
WIDTH, LABEL = 560, 132
ASKED = ("to_row", "page", "line", "second", "message", "quote")


class SupportsDialog(TitledDialog):
    """The dialog of one finding. `added` carries the answers of a new support, `removed` a support to be put away."""

    added = Signal(object)
    removed = Signal(object)

    def __init__(self, finding: Row, title: str, wording: Wording, parent: QWidget, *, can_write: bool) -> None:
        super().__init__(_("Supported by"), title, current().pixels(WIDTH), parent)
        self._finding, self._wording, self._can_write = finding, wording, can_write
        self._lines, self._problem = Lines(6), Banner("", "danger")
        self.form = RecordForm(PIN, _offering(wording), names=ASKED, label_width=LABEL)
        self.add = primary(_("&Add it"), icon="plus", pressed=self._press)
        self.column.addWidget(self._lines)
        self.column.addWidget(self.form)
        self.column.addWidget(self._problem)
        self._problem.keep_room(1)
        self._problem.hide()
        self.form.setVisible(can_write)
        self.add.setVisible(can_write)
        self.add_buttons(self.add, plain(_("C&lose"), pressed=self.accept))
        self.begin()

    @property
    def finding(self) -> Row:
        """The finding whose support is shown."""
        return self._finding

    def show_supports(self, pins: Sequence[Row]) -> None:
        """Show what supports the finding now."""
        self._lines.fill([self._line(pin) for pin in pins] or [muted(_("Nothing is named yet."))])

    def begin(self) -> None:
        """Ask for another support."""
        self.add.setEnabled(True)
        self.form.fill(Row(PIN, b"", None, {}))
        self.form.focus_first()

    def refuse(self, problem: TipdeskError) -> None:
        """Say why a support was not kept; everything stays as typed."""
        self.add.setEnabled(True)
        if problem.fields:
            self.form.show_refusal(problem.fields, problem.text(_))
        else:
            self._problem.refuse(problem.text(_))

    def _line(self, pin: Row) -> QWidget:
        named = self._wording.value(PIN.by_name["to_row"], pin["to_row"])
        words = support_words(pin, named, _)
        line, row = told_line(("paperclip", "muted"), words)
        if self._can_write:
            out = quiet(_("Take it out"), icon="trash", pressed=partial(self.removed.emit, pin))
            set_name(out, _("Take it out: {what}").format(what=words))
            row.addWidget(out)
        return line

    def _press(self) -> None:
        self._problem.hide()
        if not self.form.check():
            return
        given = self.form.given()
        if given.get("to_row") is None:
            self.form.frames["to_row"].refuse(_("Choose what supports the finding."))
            return
        self.add.setEnabled(False)
        self.added.emit({**given, "of_row": NamedRow(self._finding.record.number, self._finding.id)})


def _offering(wording: Wording) -> Wording:
    """Return the words with which only rows are offered that can support something."""
    numbers = {BY_NAME[name].number for name in CANNOT_SUPPORT}
    offered = [one for one in wording.choices.get(ANY_ROW, ()) if _record_of(one.code) not in numbers]
    return replace(wording, choices={**wording.choices, ANY_ROW: offered})


def _record_of(code: str) -> int:
    value = PIN.by_name["to_row"].from_wire(bytes.fromhex(code))
    return value.record if isinstance(value, NamedRow) else 0

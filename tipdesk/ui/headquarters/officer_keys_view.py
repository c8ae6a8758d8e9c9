"""The page of officers' keys at headquarters: those that wait to be compared, and the one-time code of an officer."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.front_page import FrontPage
from tipdesk.ui.widgets.labels import muted, strong
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.line_table import LineTable
from tipdesk.ui.widgets.text_edit import TextEdit

HEADS = (mark("Officer"), mark("PC"), mark("Why"))
WIDTHS = (150, 190, 0)


class OfficerKeysPage(FrontPage):
    """The page.

    `accept_pressed` carries the digits as typed ("" for a removal), and `code_pressed` the login and the reason.
    """

    accept_pressed = Signal(str)
    code_pressed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        empty = EmptyState("fingerprint", _("No key waits"), _("New officers of a post appear after its next sync."))
        self.lines = LineTable(_("Keys to compare"), HEADS, WIDTHS, empty, wide=2)
        self.digits = FieldFrame(
            "digits",
            _("&Thirty digits that the post reads out"),
            TextEdit("12345 67890 12345 67890 12345 67890", most=60),
            can_be_missing=False,
        )
        self._accept = primary(_("&Accept this key"), icon="check", pressed=self._press)
        waiting = Card(_("Keys to compare"))
        for part in (self.lines, self.digits, self._accept):
            waiting.add(part)
        self.login = FieldFrame("login", _("&Officer's login name"), TextEdit(most=40), can_be_missing=False)
        self.reason = FieldFrame("reason", _("&Why the code is read out"), TextEdit(most=300), can_be_missing=False)
        self._code = strong()
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        code = Card(_("One-time code by telephone"))
        for piece in (
            muted(_("For an officer who forgot the passphrase and has no supervisor near. It is shown once.")),
            self.login,
            self.reason,
            plain(_("&Show the code"), icon="phone", pressed=self._ask),
            self._code,
        ):
            code.add(piece)
        self._code.hide()
        self.column.addWidget(waiting, 1)
        self.column.addWidget(code)
        self.show_chosen(is_chosen=False)
        self.set_first(self.lines.table)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show the keys that wait to be compared."""
        self.lines.show_lines(lines)

    def show_chosen(self, *, is_chosen: bool, is_removal: bool = False) -> None:
        """Ask for the digits of the chosen key; for a removal there are none to ask for."""
        self.digits.setVisible(is_chosen and not is_removal)
        self.digits.set_value(None)
        self._accept.setVisible(is_chosen)
        self._accept.setText(_("&Take the key out of the directory") if is_removal else _("&Accept this key"))

    def show_code(self, code: str, pc: str) -> None:
        """Show a one-time code and the PC that it is for; an empty code takes it away."""
        self._code.setText(_("{code}   (for {pc})").format(code=code, pc=pc) if code else "")
        self._code.setVisible(bool(code))

    def _press(self) -> None:
        self.accept_pressed.emit(str(self.digits.value() or ""))

    def _ask(self) -> None:
        for field in (self.reason, self.login):  # the first that is wrong has the focus in the end
            field.refuse(None if field.value() else _("This is needed."))
        if self.login.value() and self.reason.value():
            self.code_pressed.emit(str(self.login.value()), str(self.reason.value()))

"""The form for an officer's passphrase: the login, the passphrase typed twice, and a hint of how strong it is.

How strong it is, is said in words while one types. Six words come on request, shown so that they can be written down.
Judging a passphrase is the presenter's part; what else a home needs is asked in the `extra` fields.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from tipdesk.ui.theme import dye
from tipdesk.ui.translate import _
from tipdesk.ui.unlock.passphrase_edit import PassphraseEdit
from tipdesk.ui.widgets.buttons import plain, primary, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.error_summary import ErrorSummary
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import body, muted, strong
from tipdesk.ui.widgets.text_edit import TextEdit

PAUSE_MS = 250


class OfficerForm(Card):
    """The form.

    `made` is emitted when everything is filled in and the two passphrases are the same. `judge_asked` carries the
    passphrase and the login, a moment after somebody typed. `suggest_asked` asks for six words, and `back` leads back.
    """

    made = Signal()
    judge_asked = Signal(str, str)
    suggest_asked = Signal()
    back = Signal()

    def __init__(self, name: str, advice: str, extra: Sequence[FieldFrame] = (), parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.column.setContentsMargins(28, 24, 28, 24)
        self.problems = ErrorSummary(keeps_room=True)
        login = TextEdit(_("For example m.joseph"), most=40)
        self.login = FieldFrame("login", _("&Officer's login name"), login, can_be_missing=False)
        self.edit, self._twice_edit = PassphraseEdit(), PassphraseEdit()
        self.passphrase = FieldFrame(
            "passphrase",
            _("&Passphrase"),
            self.edit,
            help_text=_("At least 15 characters. Six words that do not belong together are best."),
            can_be_missing=False,
        )
        self._twice = FieldFrame("twice", _("Passphrase &again"), self._twice_edit, can_be_missing=False)
        self.extra = list(extra)
        self._strength = strong()
        self._words = body()
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        suggest = quiet(_("Suggest six words"), icon="refresh", pressed=self.suggest_asked.emit)
        self._button = primary(_("&Make it"), icon="check", pressed=self._press)
        foot = QWidget()
        flow = Flow(foot)
        flow.addWidget(self._button)
        flow.addWidget(plain(_("&Back"), icon="chevron-left", pressed=self.back.emit))
        for part in (
            muted(advice), *self.extra, self.login, self.passphrase, self._strength, self._words, suggest, self._twice,
            foot, self.problems,
        ):  # fmt: skip
            self.add(part)
        self._words.hide()
        self._strength.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.edit.changed.connect(self._pause.start)
        self._twice_edit.entered.connect(self._press)

    def fix_login(self, login: str, asks: FieldFrame | None = None) -> None:
        """Ask for the passphrase of an officer who is known already, and not for the login.

        Of the extra fields only `asks` is needed besides.
        """
        self.login.set_value(login)
        self.login.hide()
        self.extra = [asks] if asks is not None else []

    def show_strength(self, weakness: str) -> None:
        """Say what is weak about the passphrase, "" where it is strong enough."""
        typed = self.edit.line.text()
        self._strength.setText((weakness or _("This passphrase is strong enough.")) if typed else "")
        self._strength.setVisible(bool(typed))
        dye(self._strength, "guise", "error" if weakness else "strong")

    def show_words(self, words: str) -> None:
        """Fill in six words and show them, to be written down and typed a second time."""
        self.edit.line.setText(words)
        self._twice_edit.line.clear()
        self._words.setText(_("Write them down and keep them on you: {words}").format(words=words))
        self._words.show()
        self._ask()
        self._twice_edit.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refusal(self, sentence: str) -> None:
        """Say why nothing was made, and let the officer press again."""
        self.show_busy(is_busy=False)
        self.problems.show_problems([], [sentence])

    def show_busy(self, *, is_busy: bool) -> None:
        """Switch the button off while the home is made, so that it is not pressed twice, or on again."""
        self._button.setEnabled(not is_busy)
        self._button.setText(_("Making it…") if is_busy else _("&Make it"))

    def forget(self) -> None:
        """Empty the lines and hide the words, so that no passphrase stays in the form."""
        for line in (self.edit.line, self._twice_edit.line):
            line.clear()
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self._words.hide()
        self._words.clear()

    def _ask(self) -> None:
        self.judge_asked.emit(self.edit.line.text(), str(self.login.value() or ""))

    def _press(self) -> None:
        if not self._button.isEnabled():
            return
        needed = [*self.extra, *([] if self.login.isHidden() else [self.login])]
        for field in needed:
            field.set_problem(None if field.value() else _("This is needed."))
        typed = self.edit.line.text()
        self.passphrase.set_problem(None if typed else _("This is needed."))
        is_same = typed == self._twice_edit.line.text()
        self._twice.set_problem(None if is_same else _("The two passphrases differ. Type it again."))
        if not self.problems.show_problems([*needed, self.passphrase, self._twice]):
            self.made.emit()

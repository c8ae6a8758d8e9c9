"""What is asked before certificates are given or withdrawn, and the dialog in which one is checked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.moments import day_shown
from tipdesk.domain.values import PartialDate
from tipdesk.services.outreach.check_certificate import TRUE, VERDICT_WORDS, Checked
from tipdesk.services.outreach.give_certificates import Given
from tipdesk.ui.spoken import speak
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import danger, plain, primary
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.labels import body
from tipdesk.ui.widgets.text_edit import TextEdit
from tipdesk.ui.widgets.titled_dialog import TitledDialog

CODE, NAME, REASON = "code", "name", "reason"
WIDTH = 520


def certificates_dialog(preview: Given, title: str, parent: QWidget) -> AskDialog:
    """Return the dialog before certificates are given: to how many, and who gets none and why."""
    count = len(preview.given)
    said = [plural("{count} person gets a certificate.", "{count} people get a certificate.", count)]
    for words in (
        plural("{count} has one already.", "{count} have one already.", preview.had) if preview.had else "",
        plural("{count} did not attend or pass.", "{count} did not attend or pass.", preview.not_passed)
        if preview.not_passed
        else "",
        plural("{count} has no name here.", "{count} have no name here.", preview.unnamed) if preview.unnamed else "",
    ):
        said += [words] if words else []
    said.append(_("Each has a number and a check code, which every PC of the service knows after its next sync."))
    deed = primary(plural("&Give {count} certificate", "&Give {count} certificates", count), icon="circle-check")
    deed.setEnabled(bool(count))
    dialog = AskDialog(_("Certificates: {training}").format(training=title), " ".join(said), (), deed, parent)
    if count:
        deed.setFocus()
    return dialog


def withdraw_dialog(number: str, parent: QWidget) -> AskDialog:
    """Return the dialog before a certificate is withdrawn, which asks why."""
    reason = FieldFrame(REASON, _("&Why"), TextEdit(), can_be_missing=False)
    words = _("Every PC that hears of it says from then on that it was withdrawn. Its number is not given again.")
    title = _("Withdraw certificate {number}").format(number=number)
    return AskDialog(title, words, [reason], danger(_("&Withdraw it"), icon="x"), parent)


class CheckDialog(TitledDialog):
    """Asks for the code on a certificate, and says whether it is true; `asked` carries the code and the name."""

    asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        title = _("Check a certificate")
        super().__init__(title, title, current().pixels(WIDTH), parent)
        self.column.addWidget(
            body(_("Type the code from the paper. This PC says whether it is true, also without a network."))
        )
        self.code = FieldFrame(CODE, _("Check &code"), TextEdit(), can_be_missing=False, problem_lines=2)
        self.name = FieldFrame(NAME, _("&Name on the paper, if you like"), TextEdit(), can_be_missing=False)
        self.verdict = Banner("", "info")
        for widget in (self.code, self.name, self.verdict):
            self.column.addWidget(widget)
        self.verdict.keep_room(3)
        self.verdict.hide()
        self.deed = primary(_("C&heck it"), icon="search", pressed=self._press)
        self.add_buttons(self.deed, plain(_("C&lose"), pressed=self.accept))
        self.deed.setDefault(True)
        self.code.setFocus()

    def show_checked(self, checked: Checked) -> None:
        """Say whether the certificate is true, and what it is about."""
        on = day_shown(PartialDate.parse(checked.on), _) if checked.on else ""
        told = " · ".join(one for one in (checked.number, checked.name, checked.training, on) if one)
        sentence = "\n".join(one for one in (_(VERDICT_WORDS[checked.verdict]), _(checked.more), told) if one)
        self.verdict.say(sentence, "ok" if checked.verdict == TRUE else "danger")
        self.verdict.show()
        speak(self.verdict, sentence)

    def refuse(self, problem: TipdeskError) -> None:
        """Say what is wrong with the code that was typed, which stays."""
        self.verdict.hide()
        self.code.refuse(problem.text(_))

    def _press(self) -> None:
        self.code.set_problem(None)
        self.asked.emit(str(self.code.value() or ""), str(self.name.value() or ""))

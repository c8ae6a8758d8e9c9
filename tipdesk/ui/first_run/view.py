"""What the first run shows, one step at a time: what this PC is, its first officer, what to read out.

It makes nothing itself; its signals say what was asked for.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.services.closed_homes import Answers
from tipdesk.services.documents.recovery_card import ShownCard
from tipdesk.ui.custodians.cards_view import CardsView
from tipdesk.ui.first_run.officer_form import OfficerForm
from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current, dye
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.big_button import BigButton
from tipdesk.ui.widgets.buttons import plain, primary, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import PlainLabel, body, digits, muted, small, strong, title
from tipdesk.ui.widgets.scrolled import centred, scrolled
from tipdesk.ui.widgets.text_edit import TextEdit

WIDTH_PIXELS = 620


class FirstRunView(QWidget):
    """The window of the first run.

    `post_asked` and `headquarters_asked` carry the `Answers` for a home, `training_asked` asks for training data and
    `restore_asked` to put a backup back. `training_made` carries the folder of the training home. `save_asked` asks to
    save the request, and `done` says that the officer has read everything.
    """

    post_asked = Signal(object)
    headquarters_asked = Signal(object)
    training_asked = Signal()
    restore_asked = Signal()
    training_made = Signal(object)
    save_asked = Signal()
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Welcome · TIPdesk"))
        self.setMinimumSize(720, 620)
        self.resize(860, 760)
        dye(self, "guise", "page")
        name = FieldFrame("name", _("&Headquarters' name"), TextEdit(_("Home Affairs"), most=120), can_be_missing=False)
        self.post = OfficerForm(
            _("This PC is at a post"), _("You can record at once. Headquarters enrols this PC later.")
        )
        self.headquarters = OfficerForm(
            _("This PC is headquarters"), _("This makes the keys of the whole service. Do it once."), (name,)
        )
        self.post.made.connect(lambda: self._ask(self.post, self.post_asked.emit))
        self.headquarters.made.connect(lambda: self._ask(self.headquarters, self.headquarters_asked.emit))
        for form in (self.post, self.headquarters):
            form.back.connect(self._go_back)
        self.choice: QWidget = self._choice()
        self.cards = CardsView()
        self.result = Card()
        self._saved = strong()
        self._foot = QWidget()
        self._steps: tuple[QWidget, ...] = (self.choice, self.post, self.headquarters, self.cards, self.result)
        self._lay_out()
        self.show_step(self.choice)

    def show_step(self, step: QWidget) -> None:
        """Show one step and hide the others, with the focus on its first question."""
        for other in self._steps:
            other.setVisible(other is step)
        self._foot.setVisible(step is self.choice)
        first = {self.choice: self._first, self.post: self.post.login}.get(step)
        if step is self.headquarters:
            first = self.headquarters.extra[0]
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_post(self, fingerprint: str) -> None:
        """Show what to bring and read out to headquarters, now that the post is made."""
        self._fill_result(
            _("This post is ready"),
            _("You can record now. To be enrolled, bring the request to headquarters and read out these digits:"),
            fingerprint,
        )
        self.result.add(plain(_("&Save the request to a stick…"), icon="usb", pressed=self.save_asked.emit))
        self.result.add(self._saved)
        self._end(_("The same digits and the request can be had later, on the page Sync."))

    def show_cards(self, cards: Sequence[ShownCard]) -> None:
        """Show the recovery cards to their custodians, one after the other."""
        self.show_step(self.cards)
        self.cards.show_cards(cards)

    def show_headquarters(self, fingerprint: str) -> None:
        """Show the digits that posts must hear, now that headquarters is made."""
        self._fill_result(
            _("Headquarters is ready"), _("Read these digits to each post when you enrol it:"), fingerprint
        )
        self._end(_("They stand on the three cards too, and on the page Keys."))

    def show_saved(self, name: str) -> None:
        """Say under which name the request was written."""
        self._saved.setText(_("Written as {name}.").format(name=name))

    def show_refusal(self, sentence: str) -> None:
        """Say why nothing was made, in the step that asked for it."""
        for form in (self.post, self.headquarters, self.cards):
            if form.isVisible():
                form.show_refusal(sentence)
                return
        (self._saved if self.result.isVisible() else self._training_note).setText(sentence)

    def show_banner(self, sentence: str) -> None:
        """Say above the choice something that is to be known before anything is made."""
        self._choices.insertWidget(0, Banner(sentence, "warn"))

    def show_languages(self, button: QWidget) -> None:
        """Offer the languages at the foot of the choice, before there is anything that another window would lose."""
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(24, 0, 24, 16)
        row.addStretch(1)
        row.addWidget(button)

    def _go_back(self) -> None:
        self.show_step(self.choice)

    def _choice(self) -> QWidget:
        box = QWidget()
        self._choices = column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self._first = BigButton(
            _("This PC is at a post"), _("A port, an airport, a station, a health centre."), "map-pin", "accent"
        )
        headquarters = BigButton(
            _("This PC is headquarters"), _("It receives from all posts. There is one."), "building"
        )
        training = BigButton(
            _("Try it with training data"), _("Invented people, beside the real store. Nothing is sent."), "help"
        )
        restore = quiet(_("This PC replaces one that broke: put a &backup back…"), icon="refresh")
        restore.clicked.connect(lambda _checked=False: self.restore_asked.emit())
        self._training_note = muted()
        self._first.clicked.connect(lambda _checked=False: self.show_step(self.post))
        headquarters.clicked.connect(lambda _checked=False: self.show_step(self.headquarters))
        training.clicked.connect(lambda _checked=False: self._ask_training())
        for part in (self._first, headquarters, training, self._training_note):
            column.addWidget(part)
        bar = Flow()
        bar.addWidget(restore)
        column.addLayout(bar)
        return box

    def _ask_training(self) -> None:
        self._training_note.setText(_("Making the training data, a few seconds…"))
        self.training_asked.emit()

    def _fill_result(self, name: str, sentence: str, fingerprint: str) -> None:
        self.result.column.setContentsMargins(28, 24, 28, 24)
        self.result.add(title(name))
        self.result.add(body(sentence))
        shown = digits(fingerprint)
        set_name(shown, _("Fingerprint {digits}").format(digits=fingerprint))
        shown.setWordWrap(True)
        self.result.add(shown)

    def _end(self, advice: str) -> None:
        self.result.add(small(advice))
        button = primary(_("&Open TIPdesk"), icon="check", pressed=self.done.emit)
        self.result.add(button)
        self.show_step(self.result)
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        page = QWidget()
        inner = QWidget()
        inner.setFixedWidth(current().pixels(WIDTH_PIXELS))
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        sign = PlainLabel()
        current().dress(sign, "shield", "accent", 40)
        column.addWidget(sign)
        column.addWidget(title(_("Welcome to TIPdesk")))
        column.addWidget(muted(_("Records of people at risk, encrypted on this PC, with or without a link.")))
        for step in self._steps:
            column.addWidget(step)
        outer = QVBoxLayout(page)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addStretch(1)
        outer.addLayout(centred(inner))
        outer.addStretch(2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(page))
        whole.addWidget(self._foot)

    def _ask(self, form: OfficerForm, say: Callable[[Answers], object]) -> None:
        values = {field.path: field.value() for field in form.extra}
        form.show_busy(is_busy=True)
        answers = Answers(
            login=str(form.login.value()),
            passphrase=form.edit.line.text(),
            name=str(values.get("name") or ""),
        )
        say(answers)

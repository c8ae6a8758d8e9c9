"""What became of a letter that went out: how it stands, until when they answer, what they answered, what is next."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.referring.letter_templates import label_of
from tipdesk.ui.records.facts import facts_of, said_of
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import danger, plain, primary
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.facts import HIDDEN, TAGS_ONLY, Fact, Facts
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import body, strong
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.pill import Pill, Tone
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.wording import Wording

WAITING = frozenset({"sent", "received"})
"""The statuses in which an answer is waited for."""
TONES: dict[str, Tone] = {"accepted": "ok", "in_progress": "ok", "done": "ok", "rejected": "danger", "revoked": "warn"}
_ABOUT = ("person", "service", "agency")
"""What stands at the head: of whom it is, for what, and who was asked."""
_NOT_TOLD = ("status", "transfer", *_ABOUT)


class CourseView(QFrame):
    """The view; its buttons emit what they are called."""

    print_pressed = Signal()
    reply_pressed = Signal()
    revoke_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.state, self._about, self._due = Pill(), ElidedLabel("heading"), strong()
        self.reply = primary(_("&Note what they answer…"), icon="message-2", pressed=self.reply_pressed.emit)
        self.print = plain(_("&Print letter or slip…"), icon="printer", pressed=self.print_pressed.emit)
        self.revoke = danger(_("&Take it back…"), icon="arrow-back-up", pressed=self.revoke_pressed.emit)
        self._facts, self._replies = Facts(), Lines(6)
        self._lay_out()

    def show_course(
        self, referral: Row, transfer: Row | None, replies: Sequence[Row], wording: Wording, *, can_write: bool
    ) -> None:
        """Show how it stands now."""
        status = str(referral["status"] or "")
        self.state.show_state(wording.label("referral_status", status), TONES.get(status, "info"))
        about = (wording.value(referral.record.by_name[name], referral[name]) for name in _ABOUT)
        self._about.setText("  ·  ".join(filter(None, about)))
        due = _due_words(referral, wording)
        self._due.setText(due)
        self._due.setVisible(bool(due))
        self._facts.show_facts([*facts_of(referral, wording, _NOT_TOLD)[0], *_given(transfer, wording)])
        said = [body(_said(row, wording)) for row in replies]
        self._replies.fill(said or [body(_("No answer is noted yet."))])
        is_back = status == "revoked"
        for button in (self.reply, self.revoke):
            button.setVisible(can_write and not is_back)
        self.print.setVisible(not is_back)

    def chain_after(self, widget: QWidget) -> None:
        """Let Tab come here from a widget."""
        for before, after in pairwise((widget, self.reply, self.print, self.revoke)):
            self.setTabOrder(before, after)

    def first_button(self) -> QPushButton | None:
        """Return what is done next, None where nothing is left to do."""
        return next((one for one in (self.reply, self.print) if not one.isHidden()), None)

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QWidget()
        head.setSpacing(10)
        for part, share in ((self._about, 3), (self.state, 0), (self._due, 2)):
            head.addWidget(part, share)
        flow = Flow(foot)
        for button in (self.reply, self.print, self.revoke):
            flow.addWidget(button)
        told, answered = Card(_("What was sent")), Card(_("What they answered"))
        told.add(self._facts)
        answered.add(self._replies)
        inner = QWidget()
        within = QVBoxLayout(inner)
        within.setContentsMargins(2, 2, 12, 2)
        within.setSpacing(10)
        for card in (answered, told):
            within.addWidget(card)
        within.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(foot)
        column.addWidget(scrolled(inner, is_low=True), 1)


def is_overdue(referral: Row, now: datetime) -> bool:
    """Tell whether an answer is waited for that should have come."""
    due = referral["reply_due"]
    return referral["status"] in WAITING and isinstance(due, datetime) and due < now


def _said(reply: Row, wording: Wording) -> str:
    """Return what was answered, by whom, when and how; what is hidden says so."""
    fields = (reply.record.by_name[name] for name in ("answer", "replied_by", "at", "way", "words"))
    told = (fact for field in fields for fact in said_of(field, reply, wording))
    return "  ·  ".join(f"{one.label}: {one.value}" if one.state in (HIDDEN, TAGS_ONLY) else one.value for one in told)


def _due_words(referral: Row, wording: Wording) -> str:
    if referral["status"] not in WAITING:
        return ""
    due = wording.value(referral.record.by_name["reply_due"], referral["reply_due"])
    if is_overdue(referral, wording.now()):
        return _("No answer since {day}: ring them.").format(day=due)
    return _("Their answer is due by {day}.").format(day=due)


def _given(transfer: Row | None, wording: Wording) -> list[Fact]:
    """Return which answers were given, and which were held back, by what they are called."""
    if transfer is None:
        return []
    told = [
        Fact(_(transfer.record.by_name["way"].label), wording.value(transfer.record.by_name["way"], transfer["way"]))
    ]
    for name in ("basis", "fields_shared", "fields_held_back", "recalled_at"):
        field, value = transfer.record.by_name[name], transfer[name]
        words = _labels(value) if isinstance(value, frozenset) else wording.value(field, value)
        if words:
            told.append(Fact(_(field.label), words, is_long=True))
    return told


def _labels(names: frozenset[str]) -> str:
    return ", ".join(sorted(_(label_of(name)) for name in names))

"""One section of a row while it is changed: its fields where its answers stood.

The frame around it says which section is open. Save and Cancel are its `foot`, which the pane puts at its lower edge,
so that they are in sight however long the section is, and stay where they are; so is who else the person could be.
`Editing` saves it and keeps its draft; it emits what was pressed and shows what it is told.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tipdesk.domain.rows import Row
from tipdesk.services.case.record_passport import Passport
from tipdesk.ui.editors.form import RecordForm
from tipdesk.ui.gates.offers import Offer, is_about, sentence_of
from tipdesk.ui.gates.rules_panel import RulesPanel
from tipdesk.ui.plain import set_name
from tipdesk.ui.records.also_form import AlsoForm
from tipdesk.ui.records.fact_rows import LABELS
from tipdesk.ui.similar.strip import HintStrip
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary, quiet
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.field_frame import BESIDE_LABEL
from tipdesk.ui.widgets.labels import PlainLabel, heading, small
from tipdesk.ui.widgets.pill import Pill
from tipdesk.ui.widgets.watermark import Unmarked
from tipdesk.ui.wording import Wording

WITHIN = 21
"""How far the labels of a section stand from the edge of the pane, so that Save stands below the fields."""


class SectionForm(Unmarked):
    """The open section.

    `save_pressed` and `throw_pressed` (the draft) are emitted when these buttons are pressed, and `left` when the
    officer closes the section.
    """

    save_pressed = Signal()
    left = Signal()
    throw_pressed = Signal()

    def __init__(
        self,
        form: RecordForm,
        title: str,
        *,
        is_new: bool = False,
        also: AlsoForm | None = None,
        hints: HintStrip | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("guise", "changing")
        set_name(self, title)
        self.form, self.also, self.hints = form, also, hints
        self.rules: RulesPanel | None = None
        self.passport: Passport | None = None
        self._with_it = ElidedLabel("muted", lines=2)
        self._draft, self._recovered = small(), ElidedLabel("muted")
        self._throw = quiet(_("Throw it away"), icon="trash", pressed=self.throw_pressed.emit)
        self.save = primary(_("Save"), icon="check", pressed=self.save_pressed.emit)
        self.cancel = plain(_("Cancel"), pressed=self.left.emit)
        self.foot = self._made_foot()
        self._draft.setWordWrap(False)
        head = self._head = QHBoxLayout()
        head.addWidget(heading(title))
        head.addWidget(Pill(_("New") if is_new else _("Changing"), "accent"))
        head.addStretch(1)
        head.addWidget(self._draft)
        column = QVBoxLayout(self)
        column.setContentsMargins(9, 10, 12, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(form)
        if also is not None:
            column.addWidget(also)
        column.addWidget(self._with_it)
        column.addLayout(self._made_back())
        self._with_it.hide()
        self._throw.hide()
        self.show_recovered("")

    def show_draft(self, sentence: str) -> None:
        """Say how the draft stands: kept, or nothing to keep."""
        self._draft.setText(sentence)

    def show_recovered(self, sentence: str) -> None:
        """Say that what is shown was typed before and not saved; "" takes the sentence away again."""
        self._recovered.setText(sentence)
        self._throw.setVisible(bool(sentence))

    def add_aside(self, button: QPushButton) -> None:
        """Put a button that helps to fill the section in at its head."""
        self._head.insertWidget(self._head.count() - 1, button)

    def take_passport(self, passport: Passport, words: str) -> None:
        """Let what a passport told beside these fields be saved with them; `words` say what it is, below the fields."""
        self.passport = passport
        self._with_it.setText(words)
        self._with_it.setVisible(bool(words))

    def show_saving(self, *, is_saving: bool) -> None:
        """Disable the Save button while a save is under way, so that it cannot be pressed twice."""
        self.save.setEnabled(not is_saving)

    def show_rules(self, wording: Wording) -> RulesPanel:
        """Return the room in which a refusal says what the rules want: at the foot, where its coming moves no field."""
        if self.rules is None:
            self.rules = RulesPanel(wording, keeps_room=False)
            self.foot_column.insertWidget(0, self.rules)
            frames = self.form.frames.values()
            self.rules.chain_after(*(face for frame in frames for face in frame.editor.faces), self._throw)
        return self.rules

    def lead_to(self, offer: Offer, seen: Row | None) -> bool:
        """Lead to the first answer of this form that a rule wants, and say why; tell whether there is one.

        `seen` is the row that is changed, None for a new one.
        """
        need, also = offer.need, self.also
        if need is None:
            return False
        is_also = also is not None and also.is_asked and need.record == also.form.record.name
        form = also.form if also is not None and is_also else self.form
        if not is_also and not is_about(offer, form.record, seen):
            return False
        wanted = [form.frames[name] for name in need.fields if name in form.frames]
        frame = next((one for one in wanted if one.problem()), wanted[0] if wanted else None)
        if frame is not None:
            frame.refuse(sentence_of(offer.failed))
        return frame is not None

    def chain_foot(self) -> None:
        """Let Tab go from the last field to Save, and from Cancel on to what comes after the section."""
        frames = [frame for frame in self.form.frames.values() if not frame.isHidden()]
        last = frames[-1].last if frames else self
        hints = self.hints.buttons() if self.hints is not None else []
        for part in (self._throw, self.form.summary, *hints, self.save, self.cancel):
            self.setTabOrder(last, part)
            last = part

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape, and save on Ctrl+Enter."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save_pressed.emit()
        else:
            super().keyPressEvent(event)

    def _made_back(self) -> QHBoxLayout:
        back = QHBoxLayout()
        back.addWidget(self._recovered, 1)
        back.addWidget(self._throw)
        return back

    def _made_foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("guise", "changing-foot")
        whole, column, row = QVBoxLayout(foot), QVBoxLayout(), QHBoxLayout()
        self.foot_column = column
        whole.setContentsMargins(WITHIN, 2, 8, 4)
        whole.setSpacing(0)
        if self.hints is not None:
            whole.addWidget(self.hints)
        whole.addLayout(column)
        column.setContentsMargins(current().pixels(LABELS) + BESIDE_LABEL, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.form.summary)
        column.addLayout(row)
        row.setSpacing(8)
        row.addWidget(self.save)
        row.addWidget(self.cancel)
        is_needed = any(self.form.record.by_name[name].required for name in self.form.frames)
        keys = PlainLabel("   ".join([_("Ctrl+Enter · Esc"), *((_("* is needed"),) * is_needed)]))
        keys.setProperty("guise", "small")
        row.addWidget(keys)
        row.addStretch(1)
        return foot

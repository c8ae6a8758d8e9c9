"""What is needed: of whom, for which need or service, how soon, and in which words."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.ui.editors.editor_of import editor_of
from tipdesk.ui.editors.reference_edit import ReferenceEdit
from tipdesk.ui.referring.answers import answers_in
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.wording import Wording

if TYPE_CHECKING:
    from tipdesk.ui.widgets.editor import Editor

REFERRAL = BY_NAME["Referral"]
PERSON, NEED, SERVICE, URGENCY, DETAILS = "person", "need", "service", "urgency", "details"
REASON, WORKER = "reason", "worker"
LATER = (REASON, WORKER)
PATHS = (PERSON, NEED, SERVICE, URGENCY, DETAILS, *LATER)
LABELS, LINES = 122, 3
USUALLY = "routine"
OF_PRIORITY = {"urgent": "now", "high": "same_day"}
"""By the priority of a need, how soon it is asked for; of any other it is not urgent."""


class AskingForm(QFrame):
    """The form; the fields of `later` stand further down, where the page puts them.

    `changed` is emitted when an answer changes, and `turned` when it is of somebody or something else, with the name of
    the field that says so. While a name or a service is half typed, nothing turns: the last whole answer counts.
    """

    changed = Signal()
    turned = Signal(str)

    def __init__(self, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._wording, self._needs = wording, list[Row]()
        self._meant: dict[str, object] = dict.fromkeys((PERSON, SERVICE))
        self.frames = {name: self._made(name) for name in PATHS}
        self.later = QFrame()
        self.later.setProperty("guise", "plain")
        columns = {is_later: QVBoxLayout(holder) for is_later, holder in ((False, self), (True, self.later))}
        for column in columns.values():
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
        for name, frame in self.frames.items():
            columns[name in LATER].addWidget(frame)
            frame.changed.connect(self.changed)
        self.frames[PERSON].changed.connect(self._turn_person)
        self.frames[NEED].changed.connect(self._turn_need)
        self.frames[SERVICE].changed.connect(self._turn_service)

    def know(self, wording: Wording, needs: Sequence[Row]) -> None:
        """Offer the people and needs of the case as it stands now; what is chosen stays."""
        self._wording, self._needs = wording, list(needs)
        edit = self.frames[PERSON].editor
        if isinstance(edit, ReferenceEdit):
            edit.offer(wording.choices.get("Person", ()))
        self._offer_needs()

    def fill(self, answers: Mapping[str, object]) -> None:
        """Show these answers; a need brings its service and how soon it is asked for."""
        for name, value in answers.items():
            if name in self.frames:
                self.frames[name].set_value(value)
        self._offer_needs()
        if answers.get(NEED) is not None:
            self.frames[NEED].set_value(answers[NEED])
            self._take_need(overwrites=False)
        if self.frames[URGENCY].value() is None:
            self.frames[URGENCY].set_value(USUALLY)
        self.meant()

    def meant(self) -> Mapping[str, object]:
        """Return of whom and for what it is asked: the answers, or while one is half typed what stood there before.

        A service may be taken back; it is of the same person until another one is chosen.
        """
        told = self.answers()
        self._meant[SERVICE] = told.get(SERVICE, self._meant[SERVICE])
        self._meant[PERSON] = told.get(PERSON) or self._meant[PERSON]
        return self._meant

    def answers(self) -> dict[str, object]:
        """Return the answers that can be read, by the names of their fields."""
        return answers_in(self.frames)

    def faces(self, *, is_later: bool) -> list[QWidget]:
        """Return what Tab goes through, first or further down."""
        frames = [frame for name, frame in self.frames.items() if (name in LATER) is is_later]
        return [face for frame in frames for face in frame.editor.faces]

    def _made(self, name: str) -> FieldFrame:
        declared = REFERRAL.by_name[name]
        editor: Editor = editor_of(declared, self._wording)
        if name == DETAILS:
            editor = LongText(LINES, grows=False)
        elif name == REASON:
            editor = CodeCombo(self._wording.choices_of(declared))  # its words are long
        star = " *" if name in (PERSON, SERVICE, REASON) else ""
        return FieldFrame(name, _(declared.label) + star, editor, can_be_missing=False, label_width=LABELS)

    def _offer_needs(self) -> None:
        edit, person = self.frames[NEED].editor, self.meant()[PERSON]
        if isinstance(edit, ReferenceEdit):
            mine = [row for row in self._needs if row["person"] == person]
            edit.offer([Choice(row.id.hex(), self._wording.title(row)) for row in mine])

    def _turn_person(self) -> None:
        if self._is_turned(PERSON):
            self.frames[NEED].set_value(None)
            self._offer_needs()
            self.turned.emit(PERSON)

    def _turn_need(self) -> None:
        self._take_need(overwrites=True)
        self._turn_service()

    def _turn_service(self) -> None:
        if self._is_turned(SERVICE):
            self.turned.emit(SERVICE)

    def _is_turned(self, name: str) -> bool:
        before = self._meant[name]
        return self.meant()[name] != before

    def _take_need(self, *, overwrites: bool) -> None:
        """Fill in what follows of the need that is chosen."""
        chosen = self.answers().get(NEED)
        need = next((row for row in self._needs if row.id == chosen), None)
        if need is None:
            return
        known = {SERVICE: need["kind"], URGENCY: OF_PRIORITY.get(str(need["priority"]), USUALLY)}
        for name, value in known.items():
            if overwrites or self.frames[name].value() is None:
                self.frames[name].set_value(value)

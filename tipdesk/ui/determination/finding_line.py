"""One finding of a determination in the grid: which element, what of it, whether it was found, whose words, in words.

What an episode has ticked comes as a proposal: whether it is found is empty until somebody says so. The answers are
typed in place; what supports a finding is chosen once it is kept.
"""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.findings import ELEMENTS
from tipdesk.services.findings.save_findings import FindingLine
from tipdesk.ui.plain import set_name
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import icon_only, quiet
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.editor import Editor
from tipdesk.ui.widgets.room import keep_room, take_away
from tipdesk.ui.widgets.text_edit import TextEdit
from tipdesk.ui.wording import Wording

FINDING = BY_NAME["Finding"]
COLUMNS = ("element", "which", "state", "source", "words")
STRETCHES = (20, 34, 22, 24, 0)
_MOST_WORDS = 2_000


def column_labels() -> tuple[str, ...]:
    """Return what the columns of the answers are called."""
    fields = FINDING.by_name
    others = (_(fields[name].label) for name in ("state", "source", "words"))
    return (_(fields["element"].label), _("Act, means or purpose"), *others)


class FindingRow(QObject):
    """The editors of one line, each in its column of the grid.

    `typed` is emitted when an answer changes, `supports_pressed` with the finding whose support is to be shown, and
    `gone` when the line was taken out.
    """

    typed = Signal()
    supports_pressed = Signal(object)
    gone = Signal()

    def __init__(self, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self.seen: Row | None = None
        self.is_gone = False
        self._shown: tuple[object, object] = (None, None)
        fields = FINDING.by_name
        self.element = CodeCombo(wording.choices_of(fields["element"]))
        self.state = CodeCombo(wording.choices_of(fields["state"]))
        self.source = CodeCombo(wording.choices_of(fields["source"]))
        self.which, self.words = CodeCombo(()), TextEdit(most=_MOST_WORDS)
        self.supports = quiet("", icon="paperclip", pressed=lambda: self.supports_pressed.emit(self.seen))
        self.out = icon_only(_("Take this finding out"), "trash", pressed=self._take_out)
        for part in (self.supports, self.out):
            keep_room(part)
        for editor in self.editors().values():
            for face in (editor, *editor.faces):
                face.setSizePolicy(QSizePolicy.Policy.Ignored, face.sizePolicy().verticalPolicy())
        for editor in self.editors().values():
            editor.changed.connect(self.typed)
        self.element.changed.connect(self._offer_which)

    def editors(self) -> Mapping[str, Editor]:
        """Return the editors by the name of their column."""
        return dict(zip(COLUMNS, (self.element, self.which, self.state, self.source, self.words), strict=True))

    def parts(self) -> tuple[QWidget, ...]:
        """Return all widgets of the line, in their order."""
        return (*self.editors().values(), self.supports, self.out)

    def faces(self) -> tuple[QWidget, ...]:
        """Return what Tab goes through, in its order, each editor before its faces: it hands the focus to the first."""
        editors = self.editors().values()
        return (*(part for editor in editors for part in (editor, *editor.faces)), self.supports, self.out)

    def stand(self, grid: QGridLayout, line: int) -> None:
        """Take a place in the grid."""
        for column, part in enumerate((self.element, self.which, self.state, self.source, self.out)):
            grid.addWidget(part, line, column)
        grid.addWidget(self.words, line + 1, 0, 1, 4)
        grid.addWidget(self.supports, line + 1, 4)

    def leave(self, grid: QGridLayout) -> None:
        """Give the place up for good."""
        for part in self.parts():
            take_away(grid, part)
        self.deleteLater()

    def fill(self, answers: Mapping[str, object], seen: Row | None = None, *, supports: int = 0) -> None:
        """Show these answers, of a finding that is kept or of one that is proposed."""
        self.seen = seen
        for name in ("element", "state", "source", "words"):
            self.editors()[name].set_value(answers.get(name))
        self.words.line.setCursorPosition(0)
        self._offer_which()
        self.which.set_value(answers.get(str(answers.get("element") or "")))
        self._shown = (self.words.value(), answers.get("words"))
        self.show_supports(supports)

    def show_supports(self, count: int) -> None:
        """Say how much supports the finding; a line that was not kept has nothing yet."""
        is_kept = self.seen is not None
        self.supports.setVisible(is_kept)
        self.supports.setText(plural("{count} support", "{count} supports", count) if count else _("Support…"))

    def name_all(self, number: int) -> None:
        """Name the editors for a screen reader, by the number of the line."""
        for editor, label in zip(self.editors().values(), column_labels(), strict=True):
            editor.set_name(_("Finding {number}: {what}").format(number=number, what=label))
        set_name(self.supports, _("Finding {number}: what supports it").format(number=number))
        set_name(self.out, _("Finding {number}: take it out").format(number=number))

    def answers(self) -> dict[str, object]:
        """Return what is typed, by the names of the fields. Raises UserError where an answer cannot be read."""
        element, words = self.element.value(), self.words.value()
        shown, kept = self._shown
        told: dict[str, object] = {
            "element": element,
            "state": self.state.value(),
            "source": self.source.value(),
            "words": kept if words == shown else words,  # a line shows several paragraphs as one
        }
        return {**told, **{name: self.which.value() if name == element else None for name in ELEMENTS}}

    def line(self) -> FindingLine:
        """Return the line as it is saved: with the answers that differ from those that were seen."""
        seen = self.seen
        if self.is_gone:
            return FindingLine(seen, is_gone=True)
        told = self.answers()
        if seen is None:
            return FindingLine(None, {name: value for name, value in told.items() if value is not None})
        return FindingLine(seen, {name: value for name, value in told.items() if value != seen[name]})

    def is_changed(self) -> bool:
        """Tell whether anything on the line is not kept."""
        one = self.line()
        return one.is_gone or bool(one.given)

    def take_focus(self) -> None:
        """Go to the first answer that is not there yet."""
        empty = [editor for editor in self.editors().values() if editor.isEnabled() and editor.value() is None]
        (empty or [self.element])[0].setFocus()

    def _offer_which(self) -> None:
        element = str(self.element.value() or "")
        field = FINDING.by_name.get(element) if element in ELEMENTS else None
        self.which.offer(self._wording.choices_of(field) if field is not None else ())
        self.which.setEnabled(field is not None)

    def _take_out(self) -> None:
        self.is_gone = True
        for part in self.parts():
            part.hide()
        self.gone.emit()

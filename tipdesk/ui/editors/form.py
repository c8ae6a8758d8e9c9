"""The fields of one record on a page, made from its declaration, in one or two columns.

Every kind has its editor, label, help, mark of being needed and missing answers. What differs from the row that was
seen is what is given back. A refusal stands beside its field and at the top in the same words, and half-typed answers
survive as a draft. A field that is hidden from the officer shows that it is, and how to see it. Whoever shows the form,
such as `editing`, reads, saves and settles conflicts.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.kinds import Kind, Value
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType, Scope
from tipdesk.ui.editors.apart import answers_apart
from tipdesk.ui.editors.case_edit import CaseEdit
from tipdesk.ui.editors.drafted import half_typed, show_again
from tipdesk.ui.editors.editor_of import editor_of, is_wide
from tipdesk.ui.editors.hidden_answer import HiddenAnswer
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.error_line import ErrorLine
from tipdesk.ui.widgets.error_summary import ErrorSummary
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.labels import small, strong
from tipdesk.ui.widgets.parsed_edit import ParsedEdit
from tipdesk.ui.widgets.room import take_away
from tipdesk.ui.widgets.siblings_view import SiblingsView
from tipdesk.ui.wording import Wording

TWO_COLUMNS_FROM = 700
TWO_SECTIONS = 2


class RecordForm(QFrame):
    """A form with the fields of one record.

    `names` are the fields to show; by default these are all that can be answered, under the headings of their sections.
    With a `label_width` there is one column of fields, each beside its label, and no word on what is needed below.
    `summary` is for the page to place where a refusal moves no field. `changed` is emitted
    whenever an answer changes, `show_asked` when the officer asks to see a hidden answer, and `kept` with a field's
    name and a dot when one of several values is chosen.
    """

    changed = Signal()
    show_asked = Signal()
    kept = Signal(str, object)

    def __init__(
        self,
        record: RecordType,
        wording: Wording,
        *,
        names: Sequence[str] = (),
        label_width: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.record, self._wording, self._label_width = record, wording, label_width
        chosen = [record.by_name[name] for name in names] or [field for field in record.fields if field.is_asked]
        self._before, self._begun = dict[str, Value](), dict[str, Value]()
        self._hidden: dict[str, HiddenAnswer] = {}
        self._masked: frozenset[str] = frozenset()
        self._sealed: frozenset[str] = frozenset()
        self._conflicts: list[SiblingsView] = []
        self._cells: dict[str, QWidget] = {}
        self.frames = {field.name: self._frame_of(field) for field in chosen}
        self._headings = {} if names and not label_width else self._headings_of_sections()
        if label_width and len(self._headings) < TWO_SECTIONS:
            self._headings = {}  # its one heading stands above the form
        self.summary: ErrorSummary | ErrorLine = ErrorLine() if label_width else ErrorSummary()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(0)
        self._top = QVBoxLayout()
        self._top.setSpacing(10)
        self._columns = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._top)
        column.addLayout(self._grid)
        needed = small(_("* is needed"))
        column.addWidget(needed)
        needed.setVisible(not label_width and any(record.by_name[name].required for name in self.frames))
        column.addStretch(1)
        self._arrange(1)

    def fill(self, row: Row, typed: Collection[str] = ()) -> None:
        """Show a row: its answers, its conflicts, and which answers are hidden.

        Answers to the fields of `typed` stay as they are, since the officer is typing them.
        """
        for name, frame in self.frames.items():
            self._before[name] = row[name]
            if name not in typed:
                frame.set_value(row[name])
        self.summary.refresh()
        self._masked, self._sealed = row.masked, row.sealed
        self._show_masked()
        for view in self._conflicts:
            take_away(self._top, view)
        told = (name for name in sorted(row.siblings) if not self._label_width or name in self.frames)
        self._conflicts = [self._conflict(row, name) for name in told]

    def begin(self, values: Mapping[str, Value]) -> None:
        """Fill a new record with what any one begins with, such as the present hour.

        It is given to be saved, and kept in a draft only where it was changed: one that is opened later begins anew.
        """
        self._begun = {name: value for name, value in values.items() if name in self.frames}
        self.preset(self._begun)

    def preset(self, values: Mapping[str, Value]) -> None:
        """Fill a new record with what is known already; it counts as given by the officer."""
        for name, value in values.items():
            if name in self.frames:
                self.frames[name].set_value(value)
        self.summary.refresh()

    def given(self) -> dict[str, object]:
        """Return the answers that differ from those shown at first; `check` must have been called before."""
        answers = {frame.path: self._saved(frame) for frame in self._shown()}
        return {name: value for name, value in answers.items() if value != self._before.get(name)}

    def is_changed(self) -> bool:
        """Tell whether anything has been typed that is not stored."""
        return bool(self.draft())

    def check(self) -> bool:
        """Let every field check itself, and then as it will be kept; tell whether all can be read.

        What cannot be read is shown, and the focus goes there.
        """
        if not self.summary.check(list(self._shown())):
            return False
        problems = []
        for frame in self._shown():
            try:
                self._saved(frame)
            except UserError as refusal:
                problems.append(refusal.beside(frame.path))
        if problems:
            self.show_refusal(problems)
        return not problems

    def show_refusal(self, problems: Sequence[FieldProblem], sentence: str = "") -> None:
        """Show what a service refused: beside each field, and at the top."""
        others = [sentence] if sentence and not problems else []
        for frame in self._shown():
            frame.set_problem(None)
        for problem in problems:
            name = problem.path.rsplit(".", 1)[-1]
            if name in self.frames and name not in self._masked:
                self.frames[name].set_problem(problem.text(_))
            else:
                others.append(problem.text(_))
        self.summary.show_problems(list(self._shown()), others)

    def lines(self) -> dict[str, str]:
        """Return the text of each line one types into, just as it is, for the search before a record is created."""
        return {
            name: frame.editor.line.text().strip()
            for name, frame in self.frames.items()
            if isinstance(frame.editor, ParsedEdit)
        }

    def draft(self) -> dict[str, object]:
        """Return what has been changed, as JSON holds it; what cannot be read yet is kept as it was typed."""
        kept: dict[str, object] = {}
        for name, frame in self.frames.items():
            try:
                value = self._answer(frame)
            except UserError:
                kept[name] = half_typed(frame.editor)
                continue
            if value != self._begun.get(name, self._before.get(name)):
                kept[name] = self.record.by_name[name].to_json(value)
        return kept

    def retype(self, draft: Mapping[str, object]) -> None:
        """Show the answers of a draft over those of the row."""
        for name, answer in draft.items():
            if name in self.frames:
                show_again(self.frames[name], self.record.by_name[name], answer)

    def focus_first(self, skipped: Collection[str] = ()) -> None:
        """Go to the first field, passing over those of these names that are filled in already, if others follow."""
        shown = list(self._shown())
        first = next((frame for frame in shown if frame.path not in skipped), shown[0] if shown else None)
        if first is not None:
            first.editor.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the fields in two columns when there is room for them, else in one."""
        super().resizeEvent(event)
        is_broad = event.size().width() >= current().pixels(TWO_COLUMNS_FROM)
        columns = 2 if is_broad and not self._label_width else 1
        if columns != self._columns:
            self._arrange(columns)

    def _show_masked(self) -> None:
        for name in self._masked & self.frames.keys() - self._hidden.keys():
            show = None if name in self._sealed else self.show_asked.emit
            hidden = self._hidden[name] = HiddenAnswer(_(self.record.by_name[name].label), show, self._label_width)
            cell = self._cells[name].layout()
            if cell is not None:
                cell.addWidget(hidden)
        for name, hidden in self._hidden.items():
            hidden.setVisible(name in self._masked)
            self.frames[name].setVisible(name not in self._masked)

    def _answer(self, frame: FieldFrame) -> Value:
        """Return an answer as it will be kept; one that nobody has touched is not judged again.

        Raises UserError where it cannot be read.
        """
        given, before = frame.value(), self._before.get(frame.path)
        is_same = given == before or (isinstance(given, tuple) and given and frozenset(given) == before)
        return before if is_same else self.record.by_name[frame.path].read(given)

    def _saved(self, frame: FieldFrame) -> object:
        """Return an answer as it is given to be saved; the reference of another case is found then."""
        given = frame.value()
        return given if isinstance(frame.editor, CaseEdit) and isinstance(given, str) else self._answer(frame)

    def _shown(self) -> Iterator[FieldFrame]:
        return (frame for name, frame in self.frames.items() if name not in self._masked)

    def _frame_of(self, field: Kind) -> FieldFrame:
        label = _(field.label)
        frame = FieldFrame(
            field.name,
            f"{label} *" if field.required else label,
            editor_of(field, self._wording),
            help_text=_(field.help),
            can_be_missing=not field.required and self.record.scope is Scope.CASE,  # nobody was asked for the rest
            label_width=self._label_width,
        )
        frame.changed.connect(self.changed)
        cell = self._cells[field.name] = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 2)
        column.addWidget(frame)
        return frame

    def _headings_of_sections(self) -> dict[str, QLabel]:
        """Return the heading of each section that has a field here, by the name of its first field."""
        found = {}
        for heading, fields in self.record.sections:
            first = next((field.name for field in fields if field.name in self.frames), None)
            if heading and first is not None:
                label = found[first] = strong(_(heading))
                label.setContentsMargins(0, 10, 0, 4)
        return found

    def _arrange(self, columns: int) -> None:
        """Put the fields into the grid under the headings of their sections, wide ones over its whole width."""
        self._columns = columns
        row = column = 0
        for name, cell in self._cells.items():
            if name in self._headings:
                row, column = row + (1 if column else 0), 0
                self._grid.addWidget(self._headings[name], row, 0, 1, columns)
                row += 1
            width = columns if is_wide(self.record.by_name[name], self._wording) else 1
            if column + width > columns:
                row, column = row + 1, 0
            self._grid.addWidget(cell, row, column, 1, width)
            column += width
        for number in range(2):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)

    def _conflict(self, row: Row, name: str) -> SiblingsView:
        view = answers_apart(row, name, self._wording, partial(self.kept.emit, name))
        self._top.addWidget(view)
        return view

"""The findings of a determination: typed in a small grid while it is prepared, and read below each other afterwards.

Above them stands what they come to: each element found, missing or contradicted, and both branches while the age is
open. The episodes of the person offer what they have ticked; nothing is kept before *Save findings*.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from tipdesk.domain.errors import TipdeskError, UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.findings import ELEMENTS, FOUND, OPEN_RULES, ElementsTold, elements_told
from tipdesk.services.findings.propose import propose
from tipdesk.services.findings.save_findings import FindingLine
from tipdesk.services.findings.supports import support_words, supports_of
from tipdesk.ui.determination.finding_line import COLUMNS, FINDING, STRETCHES, FindingRow, column_labels
from tipdesk.ui.gates.told_line import told_line
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import body, muted, small
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.wording import Wording

_SIGNS = {"found": ("circle-check", "ok"), "missing": ("alert-triangle", "warn"), "contradicted": ("scale", "warn")}


class FindingsCard(Card):
    """The card.

    `saved` carries the lines that are to be kept, `typed` is emitted whenever something changes, `chained` when there
    are other lines than before, and `supports_pressed` carries the finding of which the support is to be shown.
    """

    chained = Signal()
    saved = Signal(object)
    typed = Signal()
    supports_pressed = Signal(object)

    def __init__(self, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(_(FINDING.plural), parent)
        self._wording = wording
        self._episodes: Sequence[Row] = ()
        self.rows: list[FindingRow] = []
        self._told, self._branches = Lines(2), body()
        self._heads = [small(label) for label in column_labels()[: len(STRETCHES) - 1]]
        self._grid, self._sheet = QGridLayout(), QWidget()
        self._read, self._nothing, self._problem = Lines(8), muted(), Banner("", "danger")
        self.propose = plain(_("Take from the episodes"), icon="download", pressed=self._propose)
        self.add_line = plain(_("Add a finding"), icon="plus", pressed=lambda: self._add({}).take_focus())
        self.save = plain(_("Save findings"), icon="check", pressed=self._save)
        self._foot = QWidget()
        self._lay_out()

    def show_findings(
        self,
        findings: Sequence[Row],
        pins: Sequence[Row],
        episodes: Sequence[Row],
        rule: object,
        *,
        can_write: bool,
        why: str = "",
    ) -> None:
        """Show the findings that are kept; lines that are being typed stay as they are.

        Where nothing may be written they are read alone, no line is made for them, and `why` says why that is so.
        """
        self._episodes = episodes
        self._say_elements(elements_told(findings), rule)
        self._sheet.setVisible(can_write)
        self._foot.setVisible(can_write)
        self._read.setVisible(not can_write)
        if can_write:
            self._keep(findings, pins)
        else:
            self._read.fill([self._reading(row, pins) for row in findings])
        nothing = _("Take from the episodes what is ticked there, or add a finding.") if can_write else ""
        is_empty = not findings and not self._live()
        parts = (nothing or _("No finding was recorded."), why) if is_empty else (why,)
        self._nothing.setText(" ".join(filter(None, parts)))
        self._nothing.setVisible(is_empty or bool(why))

    def lines(self) -> list[FindingLine]:
        """Return the lines that differ from what is kept. Raises UserError where an answer cannot be read."""
        return [row.line() for row in self.rows if row.is_changed()]

    def draft(self) -> list[dict[str, object]]:
        """Return what is typed and not kept, as JSON holds it; what cannot be read yet is left out."""
        kept = []
        for row in self.rows:
            try:
                line = row.line()
            except UserError:
                continue
            if line.is_gone or line.given:
                seen = line.seen.id.hex() if line.seen is not None else ""
                kept.append({"row": seen, "gone": line.is_gone, "answers": row.answers()})
        return kept

    def retype(self, kept: Sequence[Mapping[str, object]]) -> None:
        """Show the lines of a draft over those that are kept."""
        by_row = {row.seen.id.hex(): row for row in self.rows if row.seen is not None}
        for one in kept:
            answers, seen = one.get("answers"), str(one.get("row") or "")
            if not isinstance(answers, dict) or (seen and seen not in by_row):
                continue
            row = by_row[seen] if seen else self._add({})
            row.fill(answers, row.seen)

    def begin(self) -> None:
        """Forget every line, because another determination is coming."""
        for row in self.rows:
            row.leave(self._grid)
        self.rows = []
        self._problem.hide()

    def show_saved(self) -> None:
        """Let go of what was typed, because it is kept now; the lines come anew with the case."""
        self.begin()
        self.save.setEnabled(True)
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def chain(self) -> QWidget:
        """Let Tab go through the lines in their order, and then to the buttons; return the last of these."""
        order = [part for row in self._live() for part in row.faces()]
        for before, after in pairwise([*order, self.save, self.add_line, self.propose]):
            self.setTabOrder(before, after)
        return self.propose

    def refuse(self, problem: TipdeskError) -> None:
        """Say which answers were refused, the focus at the first; everything stays as typed."""
        self.save.setEnabled(True)
        changed = [row for row in self.rows if row.is_changed()]
        first: QWidget | None = None
        for one in problem.fields:
            number, _dot, name = one.path.partition(".")
            column = name if name in COLUMNS else "which"
            if number.isdecimal() and int(number) < len(changed):
                editor = changed[int(number)].editors()[column]
                editor.set_wrong(is_wrong=True)
                editor.describe(one.text(_))
                first = first or editor
        sentences = [one.text(_) for one in problem.fields] or [problem.text(_)]
        self._problem.refuse(" ".join(dict.fromkeys(sentences)))
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save on Ctrl+Enter."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._foot.isVisible():
            self._save()
        else:
            super().keyPressEvent(event)

    def _keep(self, findings: Sequence[Row], pins: Sequence[Row]) -> None:
        """Bring the lines up to what is kept, and leave alone those in which something is typed."""
        now = {row.id for row in findings}
        for line in [one for one in self.rows if one.seen is not None and one.seen.id not in now]:
            self.rows.remove(line)
            line.leave(self._grid)
        standing = {line.seen.id: line for line in self.rows if line.seen is not None}
        for row in findings:
            kept, count = standing.get(row.id), len(supports_of(pins, row.id))
            if kept is None:
                self._add(row.values, row, supports=count)
            elif kept.is_changed():
                kept.show_supports(count)
            else:
                kept.fill(row.values, row, supports=count)

    def _live(self) -> list[FindingRow]:
        return [row for row in self.rows if not row.is_gone]

    def _add(self, answers: Mapping[str, object], seen: Row | None = None, *, supports: int = 0) -> FindingRow:
        row = FindingRow(self._wording, self)
        row.stand(self._grid, self._grid.rowCount())  # before anything is shown: a part without a place is a window
        row.fill(answers, seen, supports=supports)
        row.typed.connect(self._typed)
        row.gone.connect(self._typed)
        row.supports_pressed.connect(self.supports_pressed)
        self.rows.append(row)
        row.name_all(len(self.rows))
        self._nothing.hide()
        for part in row.parts()[:-2]:
            part.show()
        self.chained.emit()
        return row

    def _typed(self) -> None:
        for row in self.rows:
            for editor in row.editors().values():
                editor.set_wrong(is_wrong=False)
        self._problem.hide()
        self.typed.emit()

    def _propose(self) -> None:
        told = [row.answers() for row in self._live()]
        here = {(one["element"], one.get(str(one["element"]))) for one in told}
        came = [one for one in propose(self._episodes, ()) if (one["element"], one[one["element"]]) not in here]
        rows = [self._add(one) for one in came]
        if rows:
            rows[0].take_focus()
            self.typed.emit()
        else:
            self._problem.refuse(_("The episodes have ticked nothing that does not stand here already."))

    def _save(self) -> None:
        try:
            lines = self.lines()
        except UserError as problem:
            self.refuse(problem)
            return
        if lines:
            self._problem.hide()
            self.save.setEnabled(False)
            self.saved.emit(lines)

    def _say_elements(self, came: ElementsTold, rule: object) -> None:
        code = self._wording.code
        lines = []
        for element in ELEMENTS:
            named = ", ".join(code(element, one) for one in came.named[element])
            state = came.states[element]
            words = ": ".join((code("element", element), named if state == FOUND and named else code("finding", state)))
            lines.append(told_line(_SIGNS[state], words)[0])
        self._told.fill(lines)
        child, adult = (_names(lacking, self._wording) for lacking in (came.lacking_of_child, came.lacking_of_adult))
        said = []
        if rule in {None, "applies", *OPEN_RULES}:
            said.append(_("If a child, not found: {elements}.").format(elements=child))
        if rule in {None, "does_not_apply", *OPEN_RULES}:
            said.append(_("If an adult, not found: {elements}.").format(elements=adult))
        self._branches.setText(" ".join(said))

    def _reading(self, row: Row, pins: Sequence[Row]) -> QWidget:
        fields = FINDING.by_name
        said = {name: self._wording.value(fields[name], row[name]) for name in fields}
        which = said.get(str(row["element"]), "") if row["element"] in ELEMENTS else ""
        title = ": ".join(filter(None, (said["element"], which)))
        below = [" · ".join(filter(None, (said["state"], said["source"]))), said["words"]]
        for pin in supports_of(pins, row.id):
            title_of = self._wording.value(pin.record.by_name["to_row"], pin["to_row"])
            below.append(_("Supported by: {what}").format(what=support_words(pin, title_of, _)))
        return told_line(_SIGNS.get(str(row["state"]), ("minus", "muted")), title, *filter(None, below))[0]

    def _lay_out(self) -> None:
        for column, (head, stretch) in enumerate(zip(self._heads, STRETCHES, strict=False)):
            self._grid.addWidget(head, 0, column)
            self._grid.setColumnStretch(column, stretch)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(5)
        self._sheet.setLayout(self._grid)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        for button in (self.save, self.add_line, self.propose):
            foot.addWidget(button)
        foot.addStretch(1)
        self._problem.keep_room(1)
        self._problem.hide()
        for part in (self._told, self._branches, self._nothing, self._sheet, self._read, self._problem, self._foot):
            self.add(part)


def _names(elements: Sequence[str], wording: Wording) -> str:
    return ", ".join(wording.code("element", element) for element in elements) or _("nothing")

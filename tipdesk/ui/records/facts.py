"""Answers to read: label and value, in one or two columns; what is hidden says so, what is empty is counted.

Long texts wrap, and values can be selected and copied. `facts_of` makes the answers of a row; hidden ones are asked for
through the head of the case.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QWidget

from tipdesk.domain.kinds import Field
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import cautious_value
from tipdesk.ui.records.lines import answers_of, typed_of
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.labels import body, muted, strong
from tipdesk.ui.widgets.pill import Pill
from tipdesk.ui.wording import Wording

TWO_COLUMNS_FROM = 640
ABOVE_HEADING = 6
HIDDEN_DOTS = "••••••"
"""What stands for an answer that is there and not shown; an empty answer is counted below instead."""
HIDDEN = "hidden"


class Fact(NamedTuple):
    """One answer to be read.

    `state` is "" for a plain answer, HIDDEN or "conflict". `has_key` tells whether a hidden one can be asked for. The
    `value` of a conflict is the one to go by, and `answers` are all of them, where they are short. `section` is the
    heading under which the answer stands. One without a label is the sentence of a section in which nothing has been
    answered. `name` is that of the field, "" where it is none of the row's own.
    """

    label: str
    value: str
    state: str = ""
    is_long: bool = False
    has_key: bool = True
    answers: str = ""
    section: str = ""
    name: str = ""


class Facts(QFrame):
    """A grid of answers under the headings of their sections."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._facts: Sequence[Fact] = ()
        self._foot = ""
        self._columns = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)

    def show_facts(self, facts: Iterable[Fact], foot: str = "") -> None:
        """Show these answers and no others; `foot` is a muted line below them."""
        self._facts, self._foot = list(facts), foot
        self._arrange()

    def texts(self) -> list[str]:
        """Return what is shown, each answer with its label, for tests."""
        return [f"{fact.label}: {fact.value}" for fact in self._facts]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the answers in two columns when there is room for them, else in one."""
        super().resizeEvent(event)
        columns = 2 if event.size().width() >= current().pixels(TWO_COLUMNS_FROM) else 1
        if columns != self._columns:
            self._columns = columns
            self._arrange()

    def _arrange(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        row = column = 0
        section = ""
        for fact in self._facts:
            if fact.section not in ("", section):
                section = fact.section
                row, column = row + (1 if column else 0), 0
                heading = strong(section)
                heading.setContentsMargins(0, ABOVE_HEADING if row else 0, 0, 0)
                self._grid.addWidget(heading, row, 0, 1, self._columns * 2)
                row += 1
            width = self._columns if fact.is_long or not fact.label else 1
            if column + width > self._columns:
                row, column = row + 1, 0
            if fact.label:
                label = muted(fact.label)
                label.setMinimumWidth(current().pixels(130))
                self._grid.addWidget(label, row, column * 2, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(_shown(fact), row, column * 2 + 1, 1, width * 2 - 1)
            else:
                self._grid.addWidget(muted(fact.value), row, 0, 1, self._columns * 2)
            column += width
        if self._foot:
            self._grid.addWidget(muted(self._foot), row + 1, 0, 1, self._columns * 2)
        for number in range(4):
            self._grid.setColumnStretch(number, 0 if number % 2 == 0 else (1 if number < self._columns * 2 else 0))


def facts_of(row: Row, wording: Wording, skipped: Iterable[str] = ()) -> tuple[list[Fact], str]:
    """Return the answers of a row that are there or hidden, by section, and a sentence that counts the others.

    What could not be read stands as it was typed, beside its question.
    """
    left_out = frozenset(skipped)
    facts: list[Fact] = []
    empty = 0
    for heading, fields in row.record.sections:
        told = [(field, _facts_of(field, row, wording)) for field in fields if field.name not in left_out]
        unanswered = sum(field.is_asked for field, said in told if not said)
        found = [fact for _field, said in told for fact in said]
        facts += [fact._replace(section=_(heading) if heading else "") for fact in found]
        empty += unanswered
    return facts, "   ·   ".join(filter(None, (_counted(empty), _advice(facts))))


def section_facts(row: Row, fields: Iterable[Field], wording: Wording) -> tuple[list[Fact], list[str]]:
    """Return what these fields of a row have to say, and what those are called of which nothing is known yet."""
    facts: list[Fact] = []
    unanswered = []
    for field in fields:
        said = _facts_of(field, row, wording)
        facts += [fact if field.keeps_typed else fact._replace(name=field.name) for fact in said]
        if field.is_asked and not said:
            unanswered.append(_(field.label))
    return facts, unanswered


def _facts_of(field: Field, row: Row, wording: Wording) -> list[Fact]:
    """Return what one field has to say, which is nothing where it has no answer."""
    if field.keeps_typed:
        return _typed_elsewhere(field, row)
    if not field.is_asked:
        return []
    typed, is_long = typed_of(row, field), field.is_long
    facts = []
    value = wording.value(field, row[field.name])
    if field.name in row.masked:
        facts.append(hidden_fact(field, row))
    elif field.name in row.siblings:
        value = wording.value(field, cautious_value(row, field.name)) or _("no answer")
        answers = answers_of(row, field.name, wording)
        facts.append(Fact(_(field.label), value, "conflict", is_long, answers=answers))
    elif value:
        facts.append(Fact(_(field.label), value, "", is_long))
    if typed:
        facts.append(Fact(_(field.label), _("as typed: {words}").format(words=typed), "", is_long))
    return facts


def _typed_elsewhere(field: Field, row: Row) -> list[Fact]:
    """Return what was typed for questions that are not this record's own: about the people, or of no known question."""
    if field.name in row.masked:
        return [hidden_fact(field, row)]
    facts = []
    for one in field.unread(row[field.name], _):
        own = row.record.by_name.get(one.path)
        if own is not None and not one.which and own.is_asked:
            continue
        facts.append(Fact(one.question or _(field.label), _("as typed: {words}").format(words=one.words)))
    return facts


def hidden_fact(field: Field, row: Row) -> Fact:
    """Return the line of an answer that is there and not for this officer: sealed, or hidden by their rights."""
    is_sealed = field.name in row.sealed
    return Fact(
        _(field.label), _("Sealed: these people only") if is_sealed else _("Hidden"), HIDDEN, has_key=not is_sealed
    )


def _counted(empty: int) -> str:
    return plural("{count} question has no answer yet", "{count} questions have no answer yet", empty) if empty else ""


def _advice(facts: Iterable[Fact]) -> str:
    hidden = [fact for fact in facts if fact.state == HIDDEN]
    if any(fact.has_key for fact in hidden):
        return _("What is hidden is there: “Show names and places” asks for it.")
    return _("What is sealed is there: ask one of those under “Who can open this”.") if hidden else ""


def _shown(fact: Fact) -> QWidget:
    if fact.state == HIDDEN:
        holder = QWidget()  # a pill is as wide as its word; the column must not be
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        dots = muted(HIDDEN_DOTS)
        dots.setWordWrap(False)
        row.addWidget(dots)
        row.addWidget(Pill(fact.value, "neutral"))
        row.addStretch(1)
        return holder
    value: QLabel = body(fact.value)
    value.setAlignment(Qt.AlignmentFlag.AlignTop)  # beside the first line of its label
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if fact.state == "conflict":
        told = _("Disputed: {answer}") if fact.answers else _("{answer}   (several answers: to settle)")
        value.setText(told.format(answer=fact.answers or fact.value))
        value.setProperty("guise", "error")
    return value

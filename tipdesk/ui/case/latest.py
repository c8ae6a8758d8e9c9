"""What happened last in a case, in an officer's words: when, who, and what they did; nothing of what was written.

Each deed is one line, however many answers it wrote. The whole history, with every answer, stands on its own page.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import DELETED_NAME
from tipdesk.domain.texts import _ as mark
from tipdesk.services.case.history import HistoryLine, changes_in
from tipdesk.services.case.open_case import Workspace
from tipdesk.ui.theme import current
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.one_line import OneLine
from tipdesk.ui.wording import Wording

_CASE = BY_NAME["Case"]
MOST = 6
WHEN = 92
ENOUGH = 400
"""Lines of the history among which the last deeds are looked for: no deed writes more answers than a record has."""
_NEW_WITHIN_MS = 60_000
"""The first deed that is known of a row made it, if its id was made about then: ids tell when they were made."""


class LatestCard(Card):
    """The card, which has room for its lines from the start; `all_pressed` is emitted by the way to the history."""

    all_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Latest"), parent)
        self.add_beside(quiet(_("History"), icon="history", pressed=self.all_pressed.emit))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        self._lines = [(OneLine("small"), OneLine("body")) for _number in range(MOST)]
        for at, (when, what) in enumerate(self._lines):
            grid.addWidget(when, at, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(what, at, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(1, 1)
        self._grid = grid
        self.column.addLayout(grid)
        current().changed.connect(self._fit)
        self._fit()

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Show the last deeds."""
        told = deeds_of(changes_in(workspace.history[:ENOUGH]))[:MOST]
        for at, (when, what) in enumerate(self._lines):
            when.setText(_when(told[at].lines[0], wording) if at < len(told) else "")
            what.setText(deed_words(told[at], wording) if at < len(told) else "")

    def texts(self) -> list[str]:
        """Return what was done, line by line, for tests."""
        return [what.text() for _when_, what in self._lines if what.text()]

    def _fit(self) -> None:
        self._grid.setColumnMinimumWidth(0, current().pixels(WHEN))


class Deed(NamedTuple):
    """The `lines` of one row that one entry wrote, at least one, and whether nothing earlier of that row is known."""

    lines: Sequence[HistoryLine]
    is_first: bool


def deeds_of(lines: Sequence[HistoryLine]) -> list[Deed]:
    """Return the deeds that these lines tell, which come latest first.

    Of an entry that wrote many rows only one is told: the case itself, or else the first.
    """
    first = {line.row: line.dot for line in lines}  # the earliest is the last that is put in
    found = [list(group) for _dot, group in groupby(lines, key=lambda line: line.dot)]
    return [_deed(of_entry, first) for of_entry in found]


def _deed(of_entry: Sequence[HistoryLine], first: Mapping[bytes, object]) -> Deed:
    about = next((line for line in of_entry if line.record is _CASE), of_entry[0])
    return Deed([line for line in of_entry if line.row == about.row], first[about.row] == about.dot)


def deed_words(deed: Deed, wording: Wording) -> str:
    """Return one deed as a sentence, such as "Sgt Fable changed Contact of P-KZ4V"."""
    first = deed.lines[0]
    who = wording.names.officer(first.actor)
    record = first.record
    if record is None:
        return _("{who} wrote something of a newer release").format(who=who)
    after = {line.field: line.after for line in deed.lines if not line.masked}
    title = wording.rows.get(first.row, "")
    label = _(record.label)
    named = title if title and title != label else label
    sentence = _own_words(deed)
    if sentence:
        return _(sentence).format(who=who, row=named, answer=_answer(deed, wording))
    if DELETED_NAME in after:
        gone = (
            _("{who} put into the trash: {row}") if after[DELETED_NAME] == "deleted" else _("{who} brought back: {row}")
        )
        return gone.format(who=who, row=named)
    if is_new(deed):
        return _("{who} added {record}: {row}").format(who=who, record=label[:1].lower() + label[1:], row=named)
    parts = dict.fromkeys(_part_of(line) for line in deed.lines)
    return _("{who} changed {parts} of {row}").format(who=who, parts=", ".join(parts), row=named)


def is_new(deed: Deed) -> bool:
    """Tell whether a deed made its row."""
    first = deed.lines[0]
    made = int.from_bytes(first.row[:6], "big")
    return deed.is_first and abs(first.at - made) <= _NEW_WITHIN_MS and not any(line.before for line in deed.lines)


def _part_of(line: HistoryLine) -> str:
    """Return the section in which a field stands, or the field where it stands in none."""
    record = line.record
    field = record.by_name.get(line.field) if record is not None else None
    if record is None or field is None:
        return line.field
    heading = next((heading for heading, fields in record.sections if field in fields and heading), "")
    return _(heading or field.label)


def _answer(deed: Deed, wording: Wording) -> str:
    """Return the first answer of a deed that has words of its own."""
    for line in deed.lines:
        field = line.record.by_name.get(line.field) if line.record else None
        if field is not None and not line.masked and line.field in _TOLD:
            return wording.value(field, line.after)
    return ""


def _when(line: HistoryLine, wording: Wording) -> str:
    now_ms = round(wording.now().timestamp() * 1000)
    return time_text(line.at, line.offset, now_ms)


_TOLD = frozenset({"status", "risk_level", "owner"})
"""The answers of a case that are told in the line itself; none of them says who anybody is."""


class _Words(NamedTuple):
    """A sentence for a deed on a record: where it made the row, or wrote this field with this answer (any, for "")."""

    record: str
    is_new: bool
    field: str
    answer: str
    sentence: str


_OWN_WORDS = (
    _Words("Case", True, "", "", mark("{who} opened the case")),
    _Words("Case", False, "status", "", mark("{who} took the case to: {answer}")),
    _Words("Case", False, "risk_level", "", mark("{who} set the risk to: {answer}")),
    _Words("Case", False, "owner", "", mark("{who} put in charge: {answer}")),
    _Words("Report", True, "", "", mark("{who} wrote a report")),
    _Words("Report", False, "sent_at", "", mark("{who} sent the report")),
    _Words("Report", False, "author_verified", "", mark("{who} vouched for the author of the report")),
    _Words("Acknowledgement", True, "", "", mark("{who} has read the report")),
    _Words("Call", True, "", "", mark("{who} noted a call")),
    _Words("Note", True, "", "", mark("{who} wrote a note")),
    _Words("Task", True, "", "", mark("{who} added a task: {row}")),
    _Words("Task", False, "status", "done", mark("{who} has done: {row}")),
)


def _own_words(deed: Deed) -> str:
    """Return the sentence for a deed that has one of its own, else ""."""
    record = deed.lines[0].record
    after = {line.field: line.after for line in deed.lines if line.after is not None}
    for one in _OWN_WORDS:
        is_it = record is not None and record.name == one.record
        if is_it and one.is_new and is_new(deed):
            return one.sentence
        if is_it and not one.is_new and one.field in after and one.answer in ("", after[one.field]):
            return one.sentence
    return ""

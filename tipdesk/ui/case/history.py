"""Who changed what in a case, from what to what, when and where; and what lies in its trash.

The latest change comes first. What the officer may not see still shows that it was written. Whoever hears
`restore_asked` brings a row back.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.domain.rows import DELETED_NAME
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _ as mark
from tipdesk.services.case.history import HistoryLine, changes_in
from tipdesk.services.case.open_case import Workspace
from tipdesk.ui.case.rows_card import RowsCard
from tipdesk.ui.case.signed_card import SignedCard
from tipdesk.ui.records.lines import line_of
from tipdesk.ui.records.rows_table import RowsPage
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.labels import small
from tipdesk.ui.widgets.line_model import Line, SeenLines
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.wording import Wording

COLUMNS = (
    (mark("When"), 152),
    (mark("Who"), 90),
    (mark("Where"), 110),
    (mark("What"), 200),
    (mark("From"), 120),
    (mark("To"), 130),
)
CHANGED = 3
"""The column that says what was changed."""
MOST = 120
"""The height that signatures and trash have at most, in pixels at 100 %: the history below keeps the larger part."""


class HistoryTab(QFrame):
    """A table of changes, and above it the trash when there is something in it.

    `restore_asked` is emitted with a row of the trash that is to be brought back.
    """

    restore_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        empty = EmptyState("history", _("Nothing has been written yet"), _("Every answer that is saved leaves a line."))
        self.page = RowsPage(_("History"), COLUMNS, empty, is_fitted=True)
        self._trash = RowsCard(_("In the trash: press to bring it back"))
        self._trash.opened.connect(self.restore_asked)
        self.signed = SignedCard()
        above = QWidget()
        for box in (inner := QVBoxLayout(above), column := QVBoxLayout(self)):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(10)
        inner.addWidget(self.signed)
        inner.addWidget(self._trash)
        self._room = scrolled(above)
        self._room.setMaximumHeight(current().pixels(MOST))
        column.addWidget(self._room)
        column.addWidget(self.page, 1)
        column.addWidget(small(_("Times are on the clock of the PC on which it was written.")))
        self._trash.hide()
        self._room.hide()

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Show what happened, what was moved to the trash, and who signed for what."""
        told = changes_in(workspace.history)
        self.page.show_lines(SeenLines(len(told), lambda at: _line(told, at, wording)))
        trash = workspace.view.trash
        self._trash.show_rows([(row, f"{_(row.record.label)}:   {line_of(row, wording)}") for row in trash])
        self._trash.setVisible(bool(trash))
        self.signed.show_signatures(workspace.signatures, wording)
        self._room.setVisible(bool(trash or workspace.signatures))


def _line(told: Sequence[HistoryLine], at: int, wording: Wording) -> Line:
    """Return a line of the table; pointed at or read out, what was changed is a sentence."""
    line = told[at]
    record = line.record
    field = record.by_name.get(line.field) if record else None
    what = _(record.label) if record else _("Record of a newer release")
    title = _called(record, wording.rows.get(line.row, ""))
    name = _("Trash") if line.field == DELETED_NAME else _(field.label) if field else _("a field of a later release")
    before = "; ".join(wording.written(field, line.field, value) for value in line.before)
    after = wording.written(field, line.field, line.after)
    hidden, is_hidden = _("Hidden"), line.masked or (field is not None and wording.hides_listed(field))
    whose = title if title and title != what else what
    from_to = _("{field}: from {before} to {after}") if before else _("{field}: {after}")
    sentence = from_to.format(field=name, before=before, after=after or _("nothing"))
    cells = (
        wording.moment(line.at, line.offset),
        wording.names.officer(line.actor),
        wording.names.device(line.device),
        f"{name}   ({whose})",
        hidden if is_hidden else before,
        "   ·   ".join(filter(None, (hidden if is_hidden else after, _reason(told, at)))),
    )
    return Line(cells, line, tips={} if is_hidden else {CHANGED: f"{sentence}   ({whose})"})


def _called(record: RecordType | None, title: str) -> str:
    """Return what a row is called in a history: one whose title is a code alone says what it is before it."""
    is_bare = record is not None and title != _(record.label) and all(one.codes for one in record.title_fields)
    return f"{_(record.label)}: {title}" if record is not None and title and is_bare else title


def _reason(told: Sequence[HistoryLine], at: int) -> str:
    """Return why an entry was written, beside its first line."""
    line = told[at]
    is_first = at == 0 or told[at - 1].dot != line.dot
    return _("Reason: {reason}").format(reason=line.reason) if line.reason and is_first else ""

"""The rows of one record as a table model: headings of groups, and rows whose words are asked for when they are seen.

Its first column is the row itself in two lines (`WordsRole`), which `RowDelegate` paints; the others are the columns
that the record declares.
"""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tipdesk.domain.kinds import Field
from tipdesk.domain.rows import Row
from tipdesk.ui.plain import plain_cells
from tipdesk.ui.records.arranging import Group, Line
from tipdesk.ui.records.speaker import Speaker
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.table_model import SubjectRole

WordsRole = Qt.ItemDataRole.UserRole + 41
"""The `RowWords` of a row; None of a heading."""
GroupRole = Qt.ItemDataRole.UserRole + 42
"""The `Group` of a heading; None of a row."""
DraftRole = Qt.ItemDataRole.UserRole + 43
"""Whether something of the row is typed and not saved."""
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class RowsModel(QAbstractTableModel):
    """The model of a list of rows."""

    def __init__(self, speaker: Speaker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speaker = speaker
        self._lines: Sequence[Line] = ()
        self._places: dict[bytes, int] = {}
        self._columns: tuple[Field, ...] = ()

    @property
    def lines(self) -> Sequence[Line]:
        """Return what the list shows, in its order."""
        return self._lines

    def show(self, lines: Sequence[Line], speaker: Speaker) -> None:
        """Show these lines and no others, in the words of a speaker."""
        self.beginResetModel()
        self._lines, self._speaker = lines, speaker
        self._places = {line.id: at for at, line in enumerate(lines) if isinstance(line, Row)}
        self.endResetModel()

    def show_columns(self, columns: Sequence[Field]) -> None:
        """Show these fields in columns of their own, beside the row itself."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self.endResetModel()

    def column_name(self, at: int) -> str:
        """Return the name of the field that a column shows; "" for the row itself."""
        return self._columns[at - 1].name if 0 < at <= len(self._columns) else ""

    def place_of(self, row: bytes) -> int | None:
        """Return the line in which a row stands, or None where it is not shown."""
        return self._places.get(row)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many lines there are, headings too."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return how many columns there are: the row itself, and the fields that are shown beside it."""
        return 0 if parent.isValid() else 1 + len(self._columns)

    @plain_cells
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a view asks of a cell."""
        line = self._lines[index.row()]
        if role == SubjectRole:
            return line
        if isinstance(line, Group):
            return self._heading(line, role)
        if index.column():
            is_read = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return self._speaker.cell(line, self._columns[index.column() - 1]) if is_read else None
        if role == WordsRole:
            return self._speaker.words(line)
        if role == DraftRole:
            return line.id in self._speaker.drafts
        if role == Qt.ItemDataRole.DisplayRole:
            return self._speaker.words(line).title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = self._speaker.words(line).spoken
            return f"{told}, {_('a draft is kept')}" if line.id in self._speaker.drafts else told
        return None

    def _heading(self, group: Group, role: int) -> object:
        if role == GroupRole:
            return group
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{group.label}, {plural('{count} row', '{count} rows', group.count)}"
        return group.label if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heading of a column."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return _(self._columns[section - 1].label) if section else _(self._speaker.record.label)

"""The file that is open on the page: how it looks by its map, which column is chosen, and what a check of it found."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.desk import Desk
from tipdesk.services.import_export.maps import SheetMap
from tipdesk.services.import_export.preview import Preview, SeenColumn, preview_sheet
from tipdesk.services.import_export.sheet_source import SheetSource
from tipdesk.ui.seat import Seat

if TYPE_CHECKING:
    from tipdesk.services.import_export.imported import Imported


@dataclass(frozen=True)
class Opened:
    """A file that is open: where it lies, what reads it, and how it looks by its map."""

    path: Path
    source: SheetSource
    preview: Preview

    @property
    def map(self) -> SheetMap:
        """Return the map by which it is read."""
        return self.preview.sheet_map


class SheetWork(QObject):
    """What the parts of the page share.

    `shown` is emitted when a file was read anew, by another map or another sheet, and `changed` when something else is
    otherwise; `refused` carries why a file or a map could not be read. `is_busy` says that rows are under way.
    """

    shown = Signal()
    changed = Signal()
    refused = Signal(object)

    def __init__(self, seat: Seat, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self.opened: Opened | None = None
        self.checked: Imported | None = None
        self.column: SeenColumn | None = None
        self.is_busy = False

    def open(self, path: Path, opening: Callable[[Desk, Path], SheetSource]) -> None:
        """Open a file, and find a map for it."""

        def read(desk: Desk) -> Opened:
            source = opening(desk, path)
            return Opened(path, source, preview_sheet(desk, source, None, "", path.stem))

        self._read(read)

    def read_by(self, find: Callable[[Desk], SheetMap | None], sheet: str | None = None) -> None:
        """Read the open file by another map, which `find` gives on the lane; None finds one by itself."""
        opened = self.opened
        if opened is None:
            return
        name = opened.preview.sheet if sheet is None else sheet

        def read(desk: Desk) -> Opened:
            return replace(opened, preview=preview_sheet(desk, opened.source, find(desk), name, opened.path.stem))

        self._read(read)

    def choose(self, letters: object) -> None:
        """Choose a column by its letters."""
        columns = self.opened.preview.columns if self.opened is not None else ()
        self.column = next((one for one in columns if one.letters == letters), None)
        self.changed.emit()

    def place(self, column: SeenColumn) -> int:
        """Return the place of a column, counted from 0."""
        columns = self.opened.preview.columns if self.opened is not None else ()
        return next((at for at, one in enumerate(columns) if one.letters == column.letters), 0)

    def set_busy(self, *, is_busy: bool) -> None:
        """Note that rows are under way, or no more."""
        self.is_busy = is_busy
        self.changed.emit()

    def _read(self, read: Callable[[Desk], Opened]) -> None:
        self._seat.lanes.read(read, then=self._show, failed=self._refuse, key="case-sheets", owner=self)

    def _show(self, opened: Opened) -> None:
        self.opened, self.checked = opened, None
        self.shown.emit()

    def _refuse(self, problem: TipdeskError) -> None:
        self.refused.emit(problem)

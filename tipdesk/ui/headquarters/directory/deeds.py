"""What can be done to the rows of the directory from its pane; the rules are in `services/headquarters/directory`.

Posts get every change with their next sync. A deed is taken back by one that writes what stood there before.
"""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from tipdesk.domain.changes import Dot
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import DELETED_NAME, Row
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.services.headquarters.directory.rows import (
    add_directory_row,
    amend_directory_row,
    delete_directory_row,
    restore_directory_row,
)
from tipdesk.services.results import Changed
from tipdesk.ui.editors.drafted import row_at_end

if TYPE_CHECKING:
    from tipdesk.services.link_desk import LinkDesk

KEY = "directory:"


class DirectoryDeeds:
    """What can be done to the rows of the directory."""

    def key_of(self, record: RecordType, seen: Row | None, presets: Mapping[str, object]) -> str:
        """Return the key under which the draft of a row, or of a new one, is kept."""
        return f"{KEY}{record.name}/{seen.id.hex() if seen else 'new'}"

    def row_of(self, key: str) -> bytes | None:
        """Return the row of the directory of which a draft with this key is kept, or None."""
        return row_at_end(key) if key.startswith(KEY) else None

    def add(
        self, desk: "LinkDesk", record: RecordType, given: Mapping[str, object], *, draft: str | None = None
    ) -> Changed:
        """Add a row."""
        return add_directory_row(desk, record, given, draft=draft)

    def amend(self, desk: "LinkDesk", seen: Row, given: Mapping[str, object], *, draft: str | None = None) -> Changed:
        """Change fields of a row."""
        return amend_directory_row(desk, seen, given, draft=draft)

    def put_away(self, desk: "LinkDesk", seen: Row) -> Changed:
        """Put a row into the trash."""
        return delete_directory_row(desk, seen)

    def bring_back(self, desk: "LinkDesk", seen: Row) -> Changed:
        """Take a row out of the trash."""
        return restore_directory_row(desk, seen)

    def settle(self, desk: "LinkDesk", seen: Row, name: str, dot: Dot) -> Changed:
        """Settle a field in dispute for one of its values.

        Raises UserError `no-such-value` where no live value has that dot.
        """
        kept = next((one for one in seen.siblings.get(name, ()) if one.dot == dot), None)
        if kept is None:
            raise UserError("no-such-value", _("The conflict has no value of this name; look at it again."))
        if name == DELETED_NAME:
            return delete_directory_row(desk, seen) if kept.value == "deleted" else restore_directory_row(desk, seen)
        return amend_directory_row(desk, seen, {name: kept.value})

    def undo(self, desk: "LinkDesk", changed: Changed, before: Row | None, names: Collection[str]) -> Changed:
        """Take back one of these deeds, over the row as it stands now."""
        record = before.record if before is not None else _record_of(changed)
        with desk.read() as reader:
            now = reader.get_row(record, changed.row) if record is not None and changed.row is not None else None
        if now is None:
            return Changed(frozenset())
        if before is not None and names:
            return amend_directory_row(desk, now, {name: before[name] for name in names})
        return restore_directory_row(desk, now) if now.deleted else delete_directory_row(desk, now)


def _record_of(changed: Changed) -> RecordType | None:
    return next((BY_NAME[kind] for kind in changed.kinds if kind in BY_NAME), None)

"""What can be done to the rows of the registers from a pane; the rules are in `services/registers`."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from tipdesk.domain.changes import Dot
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.services.registers.take_back_row import take_back_row
from tipdesk.services.registers.writing import add_row, amend_row, delete_row, restore_row, settle_row
from tipdesk.services.results import Changed
from tipdesk.ui.editors.drafted import key_in, row_in

if TYPE_CHECKING:
    from tipdesk.services.link_desk import LinkDesk

PLACE = "register:"


class RegisterDeeds:
    """What can be done to the rows of the registers."""

    def key_of(self, record: RecordType, seen: Row | None, presets: Mapping[str, object]) -> str:
        """Return the key under which the draft of a row, or of a new one, is kept."""
        return key_in(PLACE, record, seen, presets)

    def row_of(self, key: str) -> bytes | None:
        """Return the row of a register of which a draft with this key is kept, or None."""
        return row_in(PLACE, key)

    def add(
        self, desk: "LinkDesk", record: RecordType, given: Mapping[str, object], *, draft: str | None = None
    ) -> Changed:
        """Add a row."""
        return add_row(desk, record, given, draft=draft)

    def amend(self, desk: "LinkDesk", seen: Row, given: Mapping[str, object], *, draft: str | None = None) -> Changed:
        """Change fields of a row."""
        return amend_row(desk, seen, given, draft=draft)

    def put_away(self, desk: "LinkDesk", seen: Row) -> Changed:
        """Put a row into the trash."""
        return delete_row(desk, seen)

    def bring_back(self, desk: "LinkDesk", seen: Row) -> Changed:
        """Take a row out of the trash."""
        return restore_row(desk, seen)

    def settle(self, desk: "LinkDesk", seen: Row, name: str, dot: Dot) -> Changed:
        """Settle a field in dispute for one of its values."""
        return settle_row(desk, seen, name, dot)

    def undo(self, desk: "LinkDesk", changed: Changed, before: Row | None, names: Collection[str]) -> Changed:
        """Take back one of these deeds, by the entries that it wrote."""
        return take_back_row(desk, changed)

"""What can be done to the rows that a pane shows: of a case, or wherever else rows are kept.

A pane asks these and does not know where its rows live. `CaseDeeds` are those of one case; the directory has its own.
All but the keys of drafts run on the write lane, with the desk first.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tipdesk.domain.changes import Dot
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.domain.rules.told_earlier import Earlier
from tipdesk.domain.schema import RecordType
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.delete_record import delete_record, restore_record
from tipdesk.services.case.move_told_earlier import move_told_earlier, take_back_move
from tipdesk.services.case.name_suspect import name_suspect
from tipdesk.services.case.settle_conflict import settle_conflict
from tipdesk.services.case.take_back import take_back
from tipdesk.services.results import Changed
from tipdesk.ui.editors.drafted import key_of, row_in

if TYPE_CHECKING:
    from tipdesk.services.link_desk import LinkDesk


class Deeds(Protocol):
    """The deeds, each of which answers what it changed and raises the UserErrors of its service."""

    def key_of(self, record: RecordType, seen: Row | None, presets: Mapping[str, object]) -> str:
        """Return the key under which the draft of a row, or of a new one, is kept."""

    def row_of(self, key: str) -> bytes | None:
        """Return the row of which a draft with this key is kept here; None for another's, or for a new row."""

    def add(
        self, desk: "LinkDesk", record: RecordType, given: Mapping[str, object], *, draft: str | None = None
    ) -> Changed:
        """Add a row."""

    def amend(self, desk: "LinkDesk", seen: Row, given: Mapping[str, object], *, draft: str | None = None) -> Changed:
        """Change fields of a row."""

    def put_away(self, desk: "LinkDesk", seen: Row) -> Changed:
        """Put a row into the trash."""

    def bring_back(self, desk: "LinkDesk", seen: Row) -> Changed:
        """Take a row out of the trash."""

    def settle(self, desk: "LinkDesk", seen: Row, name: str, dot: Dot) -> Changed:
        """Settle a field in dispute for one of its values."""

    def undo(self, desk: "LinkDesk", changed: Changed, before: Row | None, names: Collection[str]) -> Changed:
        """Take back one of these deeds; `before` is the row as it stood, and `names` are the fields that were given."""


@dataclass(frozen=True)
class CaseDeeds:
    """What can be done to the rows of one case; `override` goes past a gate that stopped a save before.

    While something is `moving` that was told earlier, the row that is added is the one into which it goes.
    """

    case: bytes
    override: Override | None = None
    moving: Earlier | None = None

    def key_of(self, record: RecordType, seen: Row | None, presets: Mapping[str, object]) -> str:
        """Return the key under which the draft of a row, or of a new one, is kept."""
        return key_of(self.case, record, seen, presets)

    def row_of(self, key: str) -> bytes | None:
        """Return the row of this case of which a draft with this key is kept, or None."""
        return row_in(f"case:{self.case.hex()}", key)

    def add(
        self, desk: "LinkDesk", record: RecordType, given: Mapping[str, object], *, draft: str | None = None
    ) -> Changed:
        """Add a row to the case, or the one into which something goes that was told earlier."""
        if self.moving is not None:
            told = {**dict.fromkeys(self.moving.values()), **given}
            return move_told_earlier(
                desk, self.moving.row, told, only=self.moving.home, draft=draft, override=self.override
            ).changed
        return add_record(desk, self.case, record, given, draft=draft, override=self.override)

    def amend(self, desk: "LinkDesk", seen: Row, given: Mapping[str, object], *, draft: str | None = None) -> Changed:
        """Change fields of a row."""
        reason = self.override.reason if self.override is not None else None
        return amend_record(desk, seen, given, reason, draft=draft, override=self.override)

    def name_suspect(
        self,
        desk: "LinkDesk",
        seen: Row | None,
        role: Mapping[str, object],
        status: Mapping[str, object],
        *,
        draft: str | None = None,
    ) -> Changed:
        """Store a role with what makes it that of a suspect."""
        return name_suspect(desk, self.case, role, status, seen=seen, draft=draft, override=self.override)

    def move(self, desk: "LinkDesk", earlier: Earlier) -> Changed:
        """Write what was told earlier where it is told now; nothing is to be asked for it."""
        return move_told_earlier(desk, earlier.row, only=earlier.home).changed

    def put_away(self, desk: "LinkDesk", seen: Row) -> Changed:
        """Put a row into the trash."""
        return delete_record(desk, seen)

    def bring_back(self, desk: "LinkDesk", seen: Row) -> Changed:
        """Take a row out of the trash."""
        return restore_record(desk, seen)

    def settle(self, desk: "LinkDesk", seen: Row, name: str, dot: Dot) -> Changed:
        """Settle a field in dispute for one of its values."""
        return settle_conflict(desk, seen, name, keep=dot)

    def undo(self, desk: "LinkDesk", changed: Changed, before: Row | None, names: Collection[str]) -> Changed:
        """Take back one of these deeds, by the entries that it wrote."""
        if self.moving is not None:
            return take_back_move(desk, changed, self.moving.row)
        return take_back(desk, changed)

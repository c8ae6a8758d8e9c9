"""A case as its pages show it: workspace, words, who wrote what, which drafts are kept, and what may be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tipdesk.domain.kinds import Kind
from tipdesk.domain.rows import Author, Row
from tipdesk.domain.rules.access import Level
from tipdesk.domain.rules.closing import signed_with
from tipdesk.services.case.open_case import Workspace
from tipdesk.ui.records.drafted_rows import Drafts
from tipdesk.ui.records.pane_body import Reading
from tipdesk.ui.records.speaker import Speaker
from tipdesk.ui.wording import Wording

NOTHING: Mapping[str, Sequence[Row]] = {}


@dataclass(frozen=True)
class CaseTold:
    """All that a page of a case needs in order to show it."""

    workspace: Workspace
    wording: Wording
    drafts: Drafts = field(default_factory=dict)

    @property
    def authors(self) -> Mapping[bytes, Author]:
        """Return who wrote each row first, as far as that has been asked for."""
        return self.workspace.authors or {}

    @property
    def can_write(self) -> bool:
        """Tell whether the officer may write to the case at all; of single answers the services decide."""
        return self.workspace.rights.edit > Level.EXISTS

    def rows_of(self, record: str) -> Sequence[Row]:
        """Return the rows of one record; of the case itself its one row."""
        return (self.workspace.case,) if record == "Case" else self.workspace.view.of(record)

    def get_row(self, row: bytes) -> Row | None:
        """Return a row of the case as it stands now, or None where it is not there any more."""
        return self.workspace.case if row == self.workspace.view.id else self.workspace.view.get_row(row)

    def children_of(self, row: bytes) -> Mapping[str, Sequence[Row]]:
        """Return what belongs to a row, by the name of the record."""
        return self._children.get(row, NOTHING)

    def pointing_at(self, row: bytes) -> Sequence[tuple[Row, Kind]]:
        """Return the rows in which another field than that of their parent names a row, each with the field."""
        return self._pointing.get(row, ())

    def reading(self, row: Row, speaker: Speaker) -> Reading:
        """Return what the pane shows of a row."""
        return Reading(
            row,
            speaker.head(row),
            self.children_of(row.id),
            speaker.authored(row),
            self.drafts,
            can_write=self.can_write and not row.record.has_own_verbs and not self._stands_with_another(row),
            can_put_away=row.record.name != "Case",
            can_unmask=self.workspace.rights.unmask > self.workspace.view.level,
        )

    def _stands_with_another(self, row: Row) -> bool:
        """Tell whether a row belongs to what was signed, and so stands with it."""
        return signed_with(row, lambda _record, named: self.get_row(named)) is not None

    @cached_property
    def _pointing(self) -> dict[bytes, list[tuple[Row, Kind]]]:
        found: dict[bytes, list[tuple[Row, Kind]]] = {}
        for rows in self.workspace.view.rows.values():
            for row in rows:
                for declared in row.record.pointing:
                    if (meant := declared.referred(row[declared.name])) is not None:
                        found.setdefault(meant.row, []).append((row, declared))
        return found

    @cached_property
    def _children(self) -> dict[bytes, dict[str, list[Row]]]:
        found: dict[bytes, dict[str, list[Row]]] = {}
        for rows in self.workspace.view.rows.values():
            for row in rows:
                if row.parent is not None:
                    found.setdefault(row.parent, {}).setdefault(row.record.name, []).append(row)
        return found

"""Runs the page of the directory: its rows, the pane of one, adding, the trash and undo.

Posts get every change with their next sync. What is typed is kept as a draft within a second, and comes back after a
crash or a lock; a refusal leaves everything as typed, and a save takes its draft along in one unit. The rules are in
`services/headquarters/directory`.
"""

from functools import partial

from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _ as mark
from tipdesk.services.directory.names import read_names
from tipdesk.services.headquarters.directory.registry import HEADQUARTERS_CODE, OFFICER, POST
from tipdesk.services.headquarters.directory.rows import can_be_added, list_directory
from tipdesk.services.headquarters.directory.writing import DIRECTORY_ROLES
from tipdesk.services.link_desk import LinkDesk
from tipdesk.ui.headquarters.directory.deeds import DirectoryDeeds
from tipdesk.ui.headquarters.directory.view import DirectoryPage
from tipdesk.ui.records.drafted_rows import find_drafted
from tipdesk.ui.records.tabbed_presenter import TabbedPresenter, Told
from tipdesk.ui.seat import Seat


class DirectoryPresenter(TabbedPresenter):
    """Connects the page with the services; it lives as long as its page."""

    read_only = mark("Only an administrator or a coordinator can change the directory.")

    def __init__(self, page: DirectoryPage, seat: Seat) -> None:
        deeds = DirectoryDeeds()
        super().__init__(page, seat, deeds, partial(_find, deeds=deeds))

    def fixed(self, row: Row) -> frozenset[str]:
        """Return the fields of a row that stay as they are: headquarters keeps its code."""
        return frozenset({"code"}) if _is_ours(row) else frozenset()

    def can_put_away(self, row: Row) -> bool:
        """Tell whether a row may go into the trash: no officer does, and not headquarters itself."""
        return can_be_added(row.record) and not _is_ours(row)

    def saved(self, record: RecordType) -> None:
        """Read the officer's roles again, since they may have changed what they may do themselves."""
        if record is OFFICER:
            self._seat.refresh_actor()


def _is_ours(row: Row) -> bool:
    return row.record is POST and row["code"] == HEADQUARTERS_CODE


def _find(desk: LinkDesk, record: RecordType, with_deleted: bool, *, deeds: DirectoryDeeds) -> Told:  # noqa: FBT001 - called by the lane
    """Return, on the read lane, a record's rows, the names, the drafts, and whether the directory may be changed."""
    rows = list_directory(desk, record, with_deleted=with_deleted)
    return Told(rows, read_names(desk), find_drafted(desk, deeds), bool(desk.actor.roles & DIRECTORY_ROLES))

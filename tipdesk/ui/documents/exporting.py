"""Exports a file of a case: asks why, warns of what is inside it, then asks where to, and writes it on the link lane.

The name that is proposed tells nothing. The service writes the look into the audit and signs before a byte leaves.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rows import Row
from tipdesk.services.files.export_attachment import proposed_name
from tipdesk.services.link_desk import LinkDesk
from tipdesk.ui.access.questions import REASON, reason_field
from tipdesk.ui.documents.words import Found, inside_words, not_known_words
from tipdesk.ui.seat import CaseFiles, Seat
from tipdesk.ui.theme import dye
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.buttons import primary
from tipdesk.ui.widgets.labels import small


class ExportDialog(AskDialog):
    """Asks why a copy leaves; `warning` says what the file tells of its making, and has its room from the start."""

    def __init__(self, name: str, parent: QWidget) -> None:
        said = _(
            "You make a copy of {name} that anybody who has it can read. Your name, the time and your reason are "
            "recorded, and you sign for the copy."
        )
        field = reason_field(_("&What is it for?"))
        deed = primary(_("&Export…"), icon="upload")
        super().__init__(_("Export the file"), said.format(name=name), [field], deed, parent)
        self.warning = small(_("Looking for a place and a time inside the file…"))
        self.warning.setMinimumHeight(self.warning.fontMetrics().lineSpacing() * 3)
        self.column.insertWidget(2, self.warning)

    def warn(self, found: Found) -> None:
        """Say what was found inside the file."""
        self.warning.setText(inside_words(found))
        dye(self.warning, "ink", "warn" if found else "")


class Exporting(QObject):
    """Exports files of the case in front; `parent` is the widget over which it asks."""

    def __init__(self, seat: Seat, parent: QWidget) -> None:
        super().__init__(parent)
        self._seat, self._over = seat, parent

    def ask(self, case: bytes, reference: str, row: Row, name: str) -> None:
        """Ask why, and then where to."""
        files = self._seat.files
        if files is None:
            return
        dialog = ExportDialog(name, self._over.window())
        dialog.agreed.connect(partial(self._choose, dialog, files, case, row, proposed_name(reference, row)))

        def find_inside(desk: LinkDesk) -> Found:
            with files.look(desk, case, row.id).viewing as viewing:
                return viewing.inside

        def not_read(_problem: TipdeskError) -> None:
            dialog.warning.setText(not_known_words())
            dye(dialog.warning, "ink", "warn")

        self._seat.lanes.read(find_inside, then=dialog.warn, failed=not_read, owner=dialog)
        dialog.open()

    def _choose(
        self, dialog: AskDialog, files: CaseFiles, case: bytes, row: Row, name: str, said: dict[str, object]
    ) -> None:
        path = self._seat.choosing.target(dialog, _("Export the file"), name, _("All files (*)"))
        if path is None:
            dialog.deed.setEnabled(True)
            return
        reason = str(said[REASON] or "").strip() or None

        def write(desk: LinkDesk) -> Path:
            return files.export(desk, case, row.id, path, reason)

        self._seat.lanes.write(write, then=partial(self._written, dialog), failed=dialog.refuse_beside, owner=dialog)

    def _written(self, dialog: AskDialog, path: Path) -> None:
        dialog.accept()
        self._seat.say(
            _("Exported: {name} in {folder}, its signature beside it").format(name=path.name, folder=path.parent.name)
        )

"""What the officer says of the columns of a sheet: what each fills, for what else it serves, what its words mean.

Each answer makes another map, by which the file is read anew. The standard's own map stays as it is.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from tipdesk.services.desk import Desk
from tipdesk.services.import_export.fillable import filled, understood
from tipdesk.services.import_export.maps import MapColumn, SheetMap
from tipdesk.services.import_export.preview import SeenColumn, words_of
from tipdesk.ui.case_sheets.fields import CASE, DATED, KEY, NOTE, Fields
from tipdesk.ui.case_sheets.sheet_work import SheetWork
from tipdesk.ui.case_sheets.view import CaseSheetsView
from tipdesk.ui.seat import CaseSheets, Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.buttons import primary
from tipdesk.ui.widgets.choice import choices_of
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.field_frame import FieldFrame

MOST_WORDS = 8


class MappingDeeds(QObject):
    """What can be done to the map. `dialog` is the one that is open."""

    def __init__(self, page: CaseSheetsView, seat: Seat, files: CaseSheets, fields: Fields, work: SheetWork) -> None:
        super().__init__(page)
        self._page, self._seat, self._files, self._fields, self._work = page, seat, files, fields, work
        self.dialog: AskDialog | None = None
        page.map_pressed.connect(self.choose)
        page.own_pressed.connect(self.begin_own)
        page.keep_pressed.connect(self.keep)
        page.words_pressed.connect(self.ask_words)
        page.field_chosen.connect(self.fill)
        page.uses_chosen.connect(self.use)

    def choose(self) -> None:
        """Ask for a map, and read the file by it."""
        path = self._seat.choosing.file(self._page, _("Open a map"), _("Map of a sheet (*.toml)"))
        if path is not None:
            self._work.read_by(lambda desk: self._files.open_map(desk, path), "")

    def begin_own(self) -> None:
        """Begin a map of the officer's own, with what each column fills now."""
        opened = self._work.opened
        if opened is None:
            return
        heads = {one.column.name: one.heading for one in opened.preview.columns if one.column is not None}
        columns = tuple(MapColumn(heads[one.name], one.target) for one in opened.map.columns if heads.get(one.name))
        dated = tuple(heads[name] for name in opened.map.dated if heads.get(name))
        self._read_by(SheetMap(opened.path.stem, columns, dated=dated))

    def keep(self) -> None:
        """Ask where to, and write the map."""
        opened = self._work.opened
        if opened is None:
            return
        path = self._seat.choosing.target(
            self._page, _("Save the map"), f"{opened.path.stem}.toml", _("Map of a sheet (*.toml)")
        )
        if path is not None:
            self._seat.lanes.write(
                self._files.save_map, path, opened.map, owner=self, failed=self._work.refused.emit,
                then=lambda file: self._seat.say(_("Map saved: {name}").format(name=file.name)),
            )  # fmt: skip

    def fill(self, key: object) -> None:
        """Have the chosen column fill a field, or keep its words."""
        opened, name = self._work.opened, _name_of(self._work.column)
        if opened is not None and name:
            self._read_by(filled(opened.map, name, self._fields.target(key), kept=key == NOTE))

    def use(self, ticked: frozenset[object]) -> None:
        """Have the chosen column serve as key, as what rows of one case share, or as what dates a row."""
        opened, name = self._work.opened, _name_of(self._work.column)
        if opened is None or not name:
            return
        found = opened.map
        if all(one.name != name for one in found.columns):
            found = replace(found, columns=(*found.columns, MapColumn(name)))
        others = tuple(one for one in found.dated if one != name)
        key = name if KEY in ticked else "" if found.key == name else found.key
        case = name if CASE in ticked else "" if found.case == name else found.case
        self._read_by(replace(found, key=key, case=case, dated=(*others, name) if DATED in ticked else others))

    def ask_words(self) -> None:
        """Ask what words of the chosen column mean that are no answer to its question."""
        opened, column = self._work.opened, self._work.column
        if opened is None or column is None or column.column is None or column.column.target is None:
            return
        declared, place = column.column.target.field, self._work.place(column)
        wrong = [row for row in opened.preview.rows if any(one.column == column.letters for one in row.problems)]
        cells = {row.cells[place] for row in wrong if place < len(row.cells)}
        words = [one for one in words_of(opened.preview, column.letters) if one in cells][:MOST_WORDS]
        if not words:
            self._seat.say(_("Every word of this column in the first rows is understood."))
            return
        choices = choices_of(self._seat.codes.list_of(declared.codes), self._seat.language)
        frames = [FieldFrame(one, one, CodeCombo(choices), can_be_missing=False, problem_lines=0) for one in words]
        told = _("What these words of the sheet mean. The map keeps it.")
        deed = primary(_("&Keep"), icon="check")
        self.dialog = AskDialog(_(declared.label), told, frames, deed, self._page.window())
        self.dialog.agreed.connect(partial(self._understand, self.dialog, column.column.name))
        self.dialog.finished.connect(self._forget)
        self.dialog.open()

    def _understand(self, dialog: AskDialog, name: str, answers: Mapping[str, object]) -> None:
        dialog.accept()
        if self._work.opened is None:
            return
        found = self._work.opened.map
        for words, code in answers.items():
            if isinstance(code, str):
                found = understood(found, name, words, code)
        self._read_by(found)

    def _read_by(self, sheet_map: SheetMap) -> None:
        def given(_desk: Desk) -> SheetMap:
            return sheet_map

        self._work.read_by(given)

    def _forget(self, _result: int) -> None:
        self.dialog = None


def _name_of(column: SeenColumn | None) -> str:
    """Return by what a map names a column: what heads it, or its letters."""
    if column is None:
        return ""
    return column.column.name if column.column is not None else column.heading or column.letters

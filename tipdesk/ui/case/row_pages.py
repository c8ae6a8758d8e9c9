"""The page of one row over the tabs of a case: to read it, or to write it.

One page is open at a time, and what is half typed stays as a draft. A row that stands for good is only opened for what
may still be written of it: what was left empty, or what is in dispute. From the page on which a row is read one comes
to its editor, and back to it. The presenter sees to the case around the page.
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.closing import find_frozen, is_closed
from tipdesk.services.case.beginnings import begin_record
from tipdesk.services.case.open_case import Workspace
from tipdesk.ui.case.authorship import Author
from tipdesk.ui.case.reading import Reading
from tipdesk.ui.case.reading_page import ReadingPage
from tipdesk.ui.case.view import CaseView
from tipdesk.ui.editors.editing import Editing, Target
from tipdesk.ui.editors.form import RecordForm
from tipdesk.ui.editors.page import EditorPage
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.wording import Wording

_FIXED = ("reference", "register_no")


class RowPages(QObject):
    """Opens and closes the page of one row.

    `saved` is emitted with the name of the record and the row's id. `unmask_asked` and `refused` are passed on from
    whatever page is open.
    """

    saved = Signal(str, object)
    unmask_asked = Signal()
    refused = Signal(object)

    def __init__(self, seat: Seat, view: CaseView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._view, self._wording = seat, view, seat.wording
        self._case: bytes | None = None
        self._workspace: Workspace | None = None
        self._authors: Mapping[bytes, Author] = {}
        self._editing: Editing | None = None
        self._reading: Reading | None = None
        self._is_leaving = False

    def show(self, workspace: Workspace, authors: Mapping[bytes, Author], wording: Wording) -> None:
        """Use the case as it stands now, and the authors of its rows; a page that asked for its row gets it."""
        self._case, self._workspace, self._authors, self._wording = workspace.view.id, workspace, authors, wording
        seen = self._editing.target.seen if self._editing else None
        if self._editing is not None and seen is not None:
            now = workspace.case if seen.id == workspace.view.id else workspace.view.get_row(seen.id)
            if now is not None:
                self._editing.offer(now)
        self._show_reading()

    def open(self, row: Row) -> None:
        """Open a row: to read it where it stands for good and is not in dispute, else to write it."""
        if self._case is None:
            return
        if is_closed(row) and not row.in_conflict():
            self._read(row)
        else:
            self._edit(Target(self._case, row.record, row))

    def read(self, row: Row) -> None:
        """Open a row to read it, whether or not it can be changed."""
        if self._case is not None:
            self._read(row)

    def add(self, record: str, presets: Mapping[str, object], read_after: Row | None = None) -> None:
        """Open the editor of a new row: what is known is not asked for, and what it begins with is filled in.

        `read_after` is the row that is read when the officer is done with the new one.
        """
        if self._case is None:
            return
        target = Target(self._case, BY_NAME[record], None, presets)
        if any(field.begins for field in target.record.fields):
            then = partial(self._begin, target, read_after)
            self._seat.lanes.read(begin_record, target.record, then=then, key="case-row-begins", owner=self)
        else:
            self._edit(target, read_after=read_after)

    def correct(self, seen: Row) -> None:
        """Open the editor of a row that corrects this one; what was told first is filled in."""
        if self._case is None:
            return
        known = {name: seen[name] for name in ("report",) if seen[name] is not None}
        told = {field.name: value for field in seen.record.fields if (value := seen[field.name]) is not None}
        self._edit(Target(self._case, seen.record, None, {**known, "corrects": seen.id}), told)

    def save(self) -> None:
        """Save the row that is being written, if one is."""
        if self._editing is not None:
            self._editing.save()

    def keep(self) -> None:
        """Keep what is half typed as a draft now."""
        if self._editing is not None:
            self._editing.keep()
        if self._reading is not None:
            self._reading.keep()

    def close(self) -> None:
        """Close whatever is open; what is half typed stays as a draft."""
        self._leave()
        self._case = self._workspace = None
        self._authors = {}

    def _leave(self) -> None:
        self._is_leaving = True
        if self._editing is not None:
            self._editing.leave()
        if self._reading is not None:
            self._reading.leave()
        self._is_leaving = False

    def _begin(self, target: Target, read_after: Row | None, begun: Mapping[str, Value]) -> None:
        if target.case == self._case:
            self._edit(target, begun, read_after)

    def _edit(self, target: Target, begun: Mapping[str, Value] | None = None, read_after: Row | None = None) -> None:
        self._leave()
        form = RecordForm(target.record, self._wording, skipped=_skipped(target))
        page = EditorPage(form, _title(target, self._wording), can_delete=_can_delete(target))
        self._view.show_editor(page)
        self._editing = Editing(self._seat, target, page, self)
        self._editing.done.connect(partial(self._edited, target, read_after))
        self._editing.unmask_asked.connect(self.unmask_asked)
        if begun:
            form.preset(begun)
        self._editing.start()
        form.focus_first()

    def _edited(self, target: Target, read_after: Row | None, row: bytes | None) -> None:
        editing, self._editing = self._editing, None
        if editing is not None:
            self._view.close_editor()
            editing.deleteLater()
        if row is not None:
            self.saved.emit(target.record.name, row)
        if read_after is not None and not self._is_leaving:
            self._read(read_after)

    def _read(self, row: Row) -> None:
        case = self._case
        if case is None:
            return
        self._leave()
        page = ReadingPage(_title(Target(case, row.record, row), self._wording), row.record)
        self._view.show_editor(page)
        self._reading = reading = Reading(self._seat, case, row, page, self)
        reading.done.connect(self._put_down)
        reading.edit_asked.connect(self._edit_read)
        reading.read_asked.connect(self.read)
        reading.child_asked.connect(partial(self.add, read_after=row))
        reading.add_asked.connect(self.add)
        reading.correct_asked.connect(self.correct)
        reading.refused.connect(self.refused)
        self._show_reading()
        page.back.setFocus()

    def _edit_read(self, row: Row) -> None:
        """Open the editor of the row that is read; one that can be changed is read again afterwards."""
        if self._case is not None:
            self._edit(Target(self._case, row.record, row), read_after=None if is_closed(row) else row)

    def _put_down(self) -> None:
        reading, self._reading = self._reading, None
        if reading is not None:
            self._view.close_editor()
            reading.deleteLater()

    def _show_reading(self) -> None:
        if self._reading is not None and self._workspace is not None:
            self._reading.show(self._workspace.view, self._authors, self._wording)


def _skipped(target: Target) -> tuple[str, ...]:
    """Return the fields that are not asked for: what is known, what is fixed, and what stands for good undisputed."""
    record, seen = target.record, target.seen
    if seen is None:
        return tuple(target.presets or ())
    fixed = _FIXED if record.name == "Case" else ()
    return (*fixed, *(name for name in find_frozen(seen, record.by_name) if name not in seen.siblings))


def _can_delete(target: Target) -> bool:
    return target.seen is not None and target.record.name != "Case" and not is_closed(target.seen)


def _title(target: Target, wording: Wording) -> str:
    """Return the title of the page: the row, or the new record and to whom it will belong."""
    label = _(target.record.label)
    if target.seen is not None:
        title = wording.title(target.seen)
        return label if title == label else _("{record}: {title}").format(record=label, title=title)
    named = (target.record.by_name[name].referred(value) for name, value in (target.presets or {}).items())
    whose = [wording.rows[meant.row] for meant in named if meant is not None and meant.row in wording.rows]
    return "   ·   ".join([_("New: {record}").format(record=label), *whose])

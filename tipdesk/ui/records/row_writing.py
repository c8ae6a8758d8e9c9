"""What the reading pane asks and answers: sections opened and saved, rows added, disputes settled, the trash, undo.

One section is open at a time. Going to another row, page or window keeps what is typed as a draft and asks nothing.
The pane is `RecordPane`; a section is saved by `Editing`; where rows live is known to the deeds.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from tipdesk.domain.changes import Dot
from tipdesk.domain.kinds import Value
from tipdesk.domain.pages import OWN_PANE
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.services.case.beginnings import begin_record
from tipdesk.services.results import Changed
from tipdesk.ui.editors.form import RecordForm
from tipdesk.ui.records.also_form import AlsoForm, asks_also
from tipdesk.ui.records.beginning_beside import BeginningBeside
from tipdesk.ui.records.deeds import Deeds
from tipdesk.ui.records.editing import Editing
from tipdesk.ui.records.fact_rows import LABELS
from tipdesk.ui.records.hinted import hint, hints_for
from tipdesk.ui.records.moving import move_earlier
from tipdesk.ui.records.open_rows import offer_open_rows
from tipdesk.ui.records.pane import RecordPane
from tipdesk.ui.records.pane_body import Part, Reading
from tipdesk.ui.records.section_form import SectionForm
from tipdesk.ui.records.section_view import SectionView
from tipdesk.ui.records.sections import first_names, open_names
from tipdesk.ui.records.target import Target
from tipdesk.ui.records.thing_view import ThingView
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.wording import Wording

if TYPE_CHECKING:
    from tipdesk.services.link_desk import LinkDesk


class RowWriting(QObject):
    """Presents one pane. `fixed` returns the fields of a row that stay as they are, whoever asks.

    `wording` has the rows that references are chosen from.

    `saved` is emitted with the name of a record and the id of the row that was saved, and `left` when a section or a
    new row was closed. `drafts_changed` is emitted when a draft was kept or dropped, once that is on the disk.
    `unmask_asked`, `refused`, `offered` (what a rule offers that leads elsewhere) and `open_asked` (with a row that is
    read in a pane of its own) are for whoever shows the rows.
    """

    saved = Signal(str, object)
    left = Signal()
    drafts_changed = Signal()
    unmask_asked = Signal()
    refused = Signal(object)
    offered = Signal(object)
    open_asked = Signal(object)

    def __init__(
        self,
        seat: Seat,
        pane: RecordPane,
        deeds: Deeds,
        parent: QObject | None = None,
        *,
        fixed: Callable[[Row], Collection[str]] = lambda _row: (),
    ) -> None:
        super().__init__(parent)
        self._seat, self._pane, self._deeds, self.wording, self._fixed = seat, pane, deeds, seat.wording, fixed
        self._reading: Reading | None = None
        self._editing: Editing | None = None
        self._open_part: Part | None = None
        body, head = pane.body, pane.head
        body.change_pressed.connect(self.change)
        body.add_pressed.connect(self._add_child)
        body.kept.connect(self._settle)
        body.show_pressed.connect(self.unmask_asked)
        body.move_pressed.connect(lambda one: move_earlier(seat, self._deeds, one, self.add, self.refused.emit))
        head.trash_pressed.connect(self._put_away)
        head.restore_pressed.connect(self._bring_back)
        head.correct_pressed.connect(lambda: self._reading and self.correct(self._reading.row))

    @property
    def editing(self) -> Editing | None:
        """Return what is being written, or None."""
        return self._editing

    @property
    def is_adding(self) -> bool:
        """Tell whether a new row has the pane to itself."""
        editing = self._editing
        return editing is not None and editing.target.seen is None and self._open_part is None

    def serve(self, deeds: Deeds) -> None:
        """Write to other rows from now on, because those of another case are shown."""
        self._deeds = deeds

    def show(self, reading: Reading | None, wording: Wording) -> None:
        """Show a row as it stands now, or none; what is being written of another row is closed, its draft kept."""
        before, self._reading, self.wording = self._reading, reading, wording
        is_same = before is not None and reading is not None and before.row.id == reading.row.id
        stays = is_same or (self.is_adding and (before is None or reading is None))
        if self._editing is not None and not stays:
            self.close()
        if self.is_adding:
            return
        if reading is None:
            self._pane.show_nothing()
            return
        self._offer(reading)
        self._pane.show_row(reading, wording)

    def change(self, view: SectionView) -> None:
        """Open a section for changing."""
        row = view.row
        if row is None or self._reading is None:
            return
        if row.record.name in OWN_PANE and row.id != self._reading.row.id:
            self.open_asked.emit(row)
            return
        fixed = self._fixed(row)
        if names := open_names(row, [one.name for one in view.fields if one.is_asked and one.name not in fixed]):
            self._open(Target(row.record, row), names, view.title, view)

    def change_first(self) -> None:
        """Open the section that is to be changed first."""
        first = self._pane.body.first_to_change()
        if first is not None:
            self.change(first)

    def add(
        self,
        record: RecordType,
        presets: Mapping[str, object],
        told: Mapping[str, Value] | None = None,
        deeds: Deeds | None = None,
    ) -> None:
        """Open the form of a new row, known and told answers filled in; `deeds` save it otherwise than others."""
        target = Target(record, None, presets, told=told or {})
        then = partial(self._begin, target, deeds or self._deeds)
        if any(field.begins for field in record.fields):
            self._seat.lanes.read(begin_record, record, then=then, key=f"begins:{record.name}", owner=self)
        else:
            then({})

    def correct(self, seen: Row) -> None:
        """Open the form of a row that corrects this one; what was told first is filled in."""
        known = {name: seen[name] for name in ("report", seen.record.parent) if name and seen[name] is not None}
        told = {field.name: value for field in seen.record.fields if (value := seen[field.name]) is not None}
        self.add(seen.record, {**known, "corrects": seen.id}, told)

    def leave_new(self) -> None:
        """Close the form of a new row and show the row that was shown before; what is typed stays as a draft."""
        if self.is_adding:
            self.close()
            self._show_again()

    def save(self) -> None:
        """Save what is being written, if anything is."""
        if self._editing is not None:
            self._editing.save()

    def keep(self) -> None:
        """Keep what is half typed as a draft now."""
        if self._editing is not None:
            self._editing.keep()

    def close(self) -> None:
        """Close what is being written; what is half typed stays as a draft."""
        if self._editing is not None:
            self._editing.done.disconnect()
            self._editing.leave()
            self._shut()

    def _offer(self, reading: Reading) -> None:
        editing = self._editing
        if editing is None or (seen := editing.target.seen) is None:
            return
        rows = (reading.row, *(row for rows in reading.children.values() for row in rows))
        if (now := next((row for row in rows if row.id == seen.id), None)) is None:
            self.close()
        else:
            editing.offer(now)

    def _begin(self, target: Target, deeds: Deeds, begun: Mapping[str, Value]) -> None:
        record, known = target.record, set(target.presets)
        part = self._pane.body.thing_of(record.name) if record is not self._pane.record else None
        if record is not self._pane.record and part is None:
            return
        wanted = first_names(record, known) if not target.told else ()
        names = wanted or tuple(field.name for field in record.fields if field.is_asked and field.name not in known)
        title = _("New: {record}").format(record=_(record.label))
        self._open(replace(target, begun=begun), names, title, part, deeds)

    def _open(
        self,
        target: Target,
        names: Sequence[str],
        title: str,
        part: Part | None,
        deeds: Deeds | None = None,
    ) -> None:
        self.close()
        form = RecordForm(target.record, self.wording, names=names, label_width=LABELS)
        if target.seen is None:
            offer_open_rows(form, self.wording)
        children = self._reading.children if self._reading is not None else {}
        also = AlsoForm(form, self.wording) if asks_also(target.record, children) else None
        page = SectionForm(form, title, is_new=target.seen is None, also=also, hints=hints_for(target, names))
        if part is None:
            self._pane.open_new(page, target.headed(title, self.wording))
        else:
            self._pane.open_form(part, page)
        self._open_part = part
        self._editing = editing = Editing(self._seat, deeds or self._deeds, target, page, self._tell_of_drafts, self)
        BeginningBeside(self._seat, self._deeds, page, self.wording, editing)
        editing.done.connect(partial(self._done, target))
        editing.unmask_asked.connect(self.unmask_asked)
        editing.offered.connect(self.offered)
        editing.start()
        hint(self._seat, page, target, editing)
        form.focus_first(skipped={**target.begun, **target.told} if "corrects" not in target.presets else ())

    def _done(self, target: Target, row: bytes | None) -> None:
        part, is_here = self._open_part, self._pane.isAncestorOf(self._pane.window().focusWidget())
        self._shut()
        if row is not None:
            self.saved.emit(target.record.name, row)
        self._show_again()
        if is_here:  # else the officer has gone on elsewhere while it was saved
            self._focus_after(part)
        self.left.emit()

    def _focus_after(self, part: Part | None) -> None:
        """Leave the focus where the form was opened: Qt would hand it to whatever comes next, outside the page."""
        button = part.add if isinstance(part, ThingView) else part.change if part is not None else None
        if button is not None and (isinstance(part, ThingView) or button.isVisible()):
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._pane.focus_sections()
        if part is not None:
            self._pane.keep_in_sight(part)

    def _shut(self) -> None:
        editing, self._editing, self._open_part = self._editing, None, None
        self._pane.close_forms()
        if editing is not None:
            editing.deleteLater()
            self._tell_of_drafts()

    def _tell_of_drafts(self) -> None:
        """Tell that drafts have changed, when what is to be kept or dropped is on the disk: one write after another."""
        self._seat.lanes.write(_end_of_writes, then=lambda _nothing: self.drafts_changed.emit(), owner=self)

    def _show_again(self) -> None:
        if self._reading is None:
            self._pane.show_nothing()
        else:
            self._pane.show_row(self._reading, self.wording)

    def _add_child(self, name: str) -> None:
        reading, thing = self._reading, self._pane.body.thing_of(name)
        if reading is None or thing is None:
            return
        record = next(one for one in thing.records if one.name == name)
        parent = record.by_name[record.parent]
        self.add(record, {parent.name: parent.naming(reading.row.record.number, reading.row.id)})

    def _settle(self, row: Row, name: str, dot: Dot) -> None:
        then = partial(self._did, _("Settled"), row, frozenset({name}))
        self._write(self._deeds.settle, row, name, dot, then=then)

    def _put_away(self) -> None:
        self._do_with_row(self._deeds.put_away, _("Moved to the trash"))

    def _bring_back(self) -> None:
        self._do_with_row(self._deeds.bring_back, _("Taken out of the trash"))

    def _do_with_row(self, deed: Callable[..., Changed], words: str) -> None:
        if self._reading is not None:
            row = self._reading.row
            self._write(deed, row, then=partial(self._did, words, row, frozenset()))

    def _write(self, deed: Callable[..., Changed], *given: object, then: Callable[[Changed], object]) -> None:
        self._seat.lanes.write(deed, *given, then=then, failed=self.refused.emit, owner=self)

    def _did(self, words: str, before: Row, names: Collection[str], changed: Changed) -> None:
        write = self._seat.lanes.write
        undo = partial(write, self._deeds.undo, changed, before, names, failed=self.refused.emit)
        self._seat.say(words, offer=_("Undo"), undo=undo)


def _end_of_writes(_desk: "LinkDesk") -> None:
    """Do nothing on the write lane, after all that was asked of it before."""

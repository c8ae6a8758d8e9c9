"""What scrolls in the reading pane: the sections of a row, what belongs to it, cards of the page, and the open form.

One form is open at a time, where its answers stood; a new row has the pane to itself.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.domain.kinds import Kind
from tipdesk.domain.pages import things_in
from tipdesk.domain.rows import DELETED_NAME, Row
from tipdesk.domain.rules.told_earlier import find_earlier
from tipdesk.domain.schema import RecordType
from tipdesk.ui.editors.apart import answers_apart
from tipdesk.ui.records.drafted_rows import Drafts
from tipdesk.ui.records.section_form import SectionForm
from tipdesk.ui.records.section_view import DRAFT, NONE, SectionView
from tipdesk.ui.records.sections import sections_of
from tipdesk.ui.records.speaker import RowWords
from tipdesk.ui.records.thing_view import ThingView
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.room import take_away
from tipdesk.ui.wording import Wording

Part = SectionView | ThingView


@dataclass(frozen=True)
class Reading:
    """What the pane shows of a row: its `words`, what belongs to it by record, and what the officer may do.

    `authored` says who made it and when, `drafts` are the fields of which something is typed and not saved, by row.
    """

    row: Row
    words: RowWords
    children: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    authored: str = ""
    drafts: Drafts = field(default_factory=dict)
    can_write: bool = True
    can_put_away: bool = True
    can_unmask: bool = True


class Addition(Protocol):
    """A card that a page adds to the pane of its record, beside the sections."""

    def show_row(self, reading: Reading, wording: Wording) -> object:
        """Show what the card has to say of a row."""


class PaneBody(QFrame):
    """The sections of one record; `children` are the records of which rows may belong to one of its rows.

    `change_pressed` is emitted with a section, `add_pressed` with the name of a record that belongs to the row, `kept`
    with a row, a field and the dot of the value to keep, `show_pressed` when a hidden answer is asked for, and
    `move_pressed` with what was told earlier and is to go where it is told now.
    """

    change_pressed = Signal(object)
    add_pressed = Signal(str)
    kept = Signal(object, str, object)
    show_pressed = Signal()
    move_pressed = Signal(object)

    def __init__(self, record: RecordType, children: Sequence[RecordType] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sections = [self._made_section(one.heading, one.fields) for one in sections_of(record)]
        self.things = [self._made_thing(ThingView(thing, parts)) for thing, parts in things_in(children)]
        self._additions: list[tuple[QWidget, Addition]] = []
        self._new: SectionForm | None = None
        self._dispute: QWidget | None = None
        self._column = QVBoxLayout(self)
        for part in (*self.sections, *self.things):
            self._column.addWidget(part)
        self._column.setContentsMargins(8, 4, 8, 12)
        self._column.setSpacing(0)
        self._column.addStretch(1)

    def add(self, widget: QWidget, addition: Addition, *, is_first: bool = False) -> None:
        """Put a card of the page below the sections, or with `is_first` above them."""
        self._additions.append((widget, addition))
        self._column.insertWidget(0 if is_first else self._column.count() - 1, widget)

    def leave_out(self, names: Collection[str]) -> None:
        """Show no section that has nothing but these fields: a card of the page tells them."""
        for view in [one for one in self.sections if {asked.name for asked in one.fields} <= set(names)]:
            self.sections.remove(view)
            take_away(self._column, view)

    def show_row(self, reading: Reading, wording: Wording, *, is_other: bool) -> None:
        """Show a row; a section that is being changed stays open. `is_other` tells that another row was shown."""
        row = reading.row
        can_write = reading.can_write and not row.deleted
        for view in self.sections:
            view.can_show = reading.can_unmask
            view.show_row(row, wording, can_write=can_write, drafted=reading.drafts.get(row.id, NONE))
            view.show()
        rows = (row, *(one for rows in reading.children.values() for one in rows))
        earlier = [told for one in rows for told in find_earlier(one)]
        for thing in self.things:
            thing.can_show = reading.can_unmask
            if is_other:
                thing.forget()
            thing.show_rows(reading.children, wording, can_write=can_write, drafts=reading.drafts, earlier=earlier)
            thing.show()
        for widget, addition in self._additions:
            addition.show_row(reading, wording)
            widget.show()
        self._show_dispute(row if reading.can_write else None, wording)

    def open_new(self, form: SectionForm) -> None:
        """Show the form of a new row in place of everything else."""
        self._new = form
        for part in (*self.sections, *self.things, *(widget for widget, _one in self._additions)):
            part.hide()
        self._show_dispute(None, None)
        self._column.insertWidget(0, form)

    def open_form(self, part: Part, form: SectionForm) -> None:
        """Open a section of the row for changing, or the form of a new row that will belong to it."""
        if isinstance(part, SectionView):
            part.open_form(form)
        else:
            part.open_new(form)

    def close_forms(self) -> None:
        """Show everything for reading."""
        for view in self.all_sections():
            view.close_form()
        for thing in self.things:
            thing.close_new()
        form, self._new = self._new, None
        if form is not None:
            take_away(self._column, form)

    def parts(self) -> list[Part]:
        """Return what stands below each other, as the index names it."""
        every: tuple[Part, ...] = (*self.sections, *self.things)
        return [part for part in every if not part.isHidden()]

    def all_sections(self) -> list[SectionView]:
        """Return every section that is shown, of the row itself and of what belongs to it."""
        return [*self.sections, *(view for thing in self.things for view in thing.views())]

    def first_to_change(self) -> SectionView | None:
        """Return the section of which a draft is kept, or else the first one that can be changed."""
        drafted = [view for view in self.all_sections() if view.state == DRAFT and view.row]
        belonging = [view for view in drafted if view not in self.sections]
        return next(iter([*belonging, *(view for view in self.sections if not view.change.isHidden())]), None)

    def section_of(self, names: Sequence[str], row: bytes | None) -> SectionView | None:
        """Return the section of a row in which the first of these fields stands."""
        for view in self.all_sections():
            is_row = view.row is not None and view.row.id == row
            if is_row and any(one.name in names for one in view.fields):
                return view
        return None

    def thing_of(self, record: str) -> ThingView | None:
        """Return the thing of which the rows of a record are parts, or None where they do not belong here."""
        return next((one for one in self.things if any(part.name == record for part in one.records)), None)

    def _show_dispute(self, row: Row | None, wording: Wording | None) -> None:
        """Show the two answers to whether the row is in the trash, above its sections, if that is in dispute."""
        if self._dispute is not None:
            take_away(self._column, self._dispute)
            self._dispute = None
        if row is None or wording is None or DELETED_NAME not in row.siblings:
            return
        self._dispute = answers_apart(row, DELETED_NAME, wording, partial(self.kept.emit, row, DELETED_NAME))
        self._column.insertWidget(0, self._dispute)

    def _made_section(self, heading: str, fields: Sequence[Kind]) -> SectionView:
        view = SectionView(_(heading), fields)
        view.change_pressed.connect(self.change_pressed)
        view.kept.connect(self.kept)
        view.show_pressed.connect(self.show_pressed)
        return view

    def _made_thing(self, thing: ThingView) -> ThingView:
        thing.change_pressed.connect(self.change_pressed)
        thing.add_pressed.connect(self.add_pressed)
        thing.kept.connect(self.kept)
        thing.move_pressed.connect(self.move_pressed)
        thing.show_pressed.connect(self.show_pressed)
        return thing

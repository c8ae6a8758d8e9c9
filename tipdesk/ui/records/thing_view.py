"""What belongs to a row and is one thing to an officer: a heading, a button that adds, and each row in its section.

The rows may be of several records, as a role and a relationship are. Each is read and changed where it stands. Of very
many the first are shown, and the others at a press.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from tipdesk.domain.ordering import in_order
from tipdesk.domain.pages import BY_CARD, OWN_PANE, Thing
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.told_earlier import Earlier
from tipdesk.domain.schema import RecordType
from tipdesk.ui.plain import button_text, set_name
from tipdesk.ui.records.drafted_rows import Drafts
from tipdesk.ui.records.earlier_view import EarlierView
from tipdesk.ui.records.section_form import SectionForm
from tipdesk.ui.records.section_view import COMPLETE, DISPUTED, DRAFT, EMPTY, MISSING, NONE, SIGNS, SectionView
from tipdesk.ui.records.sections import is_read
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.labels import PlainLabel, heading
from tipdesk.ui.widgets.room import take_away
from tipdesk.ui.wording import Wording

FIRST_SHOWN = 12


class ThingView(QFrame):
    """The rows of one thing.

    `add_pressed` is emitted with the name of a record of which a row is to be added; `change_pressed`, `kept` and
    `show_pressed` are those of its sections, and `move_pressed` that of what was told earlier and belongs here.
    """

    add_pressed = Signal(str)
    change_pressed = Signal(object)
    kept = Signal(object, str, object)
    show_pressed = Signal()
    move_pressed = Signal(object)

    def __init__(self, thing: Thing, records: Sequence[RecordType], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "section")
        self.thing, self.records, self.state = thing, tuple(records), EMPTY
        self._rows: Sequence[Row] = ()
        self.earlier: list[EarlierView] = []
        self._views: dict[str, list[SectionView]] = {record.name: [] for record in records}
        self._most, self.can_show = FIRST_SHOWN, True
        self._showing: tuple[Wording, bool, Drafts] | None = None
        self.form: SectionForm | None = None
        self._sign, self._told = PlainLabel(), ElidedLabel("muted")
        self._added = [record for record in records if record.name not in BY_CARD]
        self.add = self._made_add()
        self._more = quiet("", pressed=self._show_more)
        self._more.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.setContentsMargins(13, 10, 13, 2)
        for part in (heading(self.title), self._sign):
            head.addWidget(part)
        head.addWidget(self._told, 1)
        head.addWidget(self.add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addWidget(self._more)

    @property
    def title(self) -> str:
        """The words of the heading."""
        return _(self.thing.label)

    def views(self) -> list[SectionView]:
        """Return the sections that are shown, one for each row."""
        return [view for views in self._views.values() for view in views if not view.isHidden()]

    def view_of(self, row: bytes) -> SectionView | None:
        """Return the section of a row, or None where it is not shown."""
        return next((view for view in self.views() if view.row is not None and view.row.id == row), None)

    def show_rows(
        self,
        rows: Mapping[str, Sequence[Row]],
        wording: Wording,
        *,
        can_write: bool,
        drafts: Drafts,
        earlier: Sequence[Earlier] = (),
    ) -> None:
        """Show the rows that belong to one row, by the name of their record; those that are being changed stay open.

        `earlier` is what was told elsewhere; what belongs into a row of this thing stands below the rows.
        """
        self._show_earlier([one for one in earlier if one.home.record in self.records], wording, can_write=can_write)
        self._rows = [row for record in self.records for row in in_order(rows.get(record.name, ()), wording.codes)]
        self._showing = (wording, can_write, drafts)
        self.add.setVisible(can_write and bool(self._added))
        self._fill()

    def forget(self) -> None:
        """Begin with the first rows again, because they will belong to another row."""
        self._most = FIRST_SHOWN

    def open_new(self, form: SectionForm) -> None:
        """Show the form of a row that is being added, below the others."""
        self.form = form
        self._column.insertWidget(self._column.indexOf(self._more), form)

    def close_new(self) -> None:
        """Take the form of the row that was being added away."""
        form, self.form = self.form, None
        if form is not None:
            take_away(self._column, form)

    def words(self) -> str:
        """Return how the thing stands."""
        return self._told.text()

    def _fill(self) -> None:
        if self._showing is None:
            return
        wording, can_write, drafts = self._showing
        used: dict[str, int] = dict.fromkeys(self._views, 0)
        for row in self._rows[: self._most]:
            view = self._view(row.record, used[row.record.name])
            used[row.record.name] += 1
            title = wording.title(row)
            label = _(row.record.label)
            shown = title if title == label or len(self.records) == 1 else f"{label}: {title}"
            view.can_show = self.can_show
            view.show_row(row, wording, shown, can_write=can_write, drafted=drafts.get(row.id, NONE))
            view.show()
        for name, views in self._views.items():
            for view in views[used[name] :]:
                view.hide()
        rest = len(self._rows) - self._most
        self._more.setText(plural("Show {count} more", "Show {count} more", max(rest, 0)))
        self._more.setVisible(rest > 0)
        self._tell(drafts)

    def _show_earlier(self, earlier: Sequence[Earlier], wording: Wording, *, can_write: bool) -> None:
        while len(self.earlier) < len(earlier):
            made = EarlierView()
            made.move_pressed.connect(self.move_pressed)
            made.kept.connect(self.kept)
            made.show_pressed.connect(self.show_pressed)
            self.earlier.append(made)
            self._column.addWidget(made)
        for view, one in zip(self.earlier, earlier, strict=False):
            view.can_show = self.can_show
            view.show_earlier(one, wording, can_write=can_write)
            view.show()
        for view in self.earlier[len(earlier) :]:
            view.hide()

    def _tell(self, drafts: Drafts) -> None:
        disputed = sum(row.in_conflict() for row in self._rows)
        words = plural("{count} row", "{count} rows", len(self._rows)) if self._rows else _("Nothing recorded")
        self.state = COMPLETE if self._rows else EMPTY
        if not self._rows and any(not view.isHidden() for view in self.earlier):
            self.state, words = MISSING, _("Told earlier, to be moved here")
        if disputed:
            self.state, words = DISPUTED, plural("{count} row to settle", "{count} rows to settle", disputed)
        if any(row.id in drafts for row in self._rows):
            self.state, words = DRAFT, _("A draft is kept")
        icon, colour = SIGNS[self.state]
        current().dress(self._sign, icon, colour, 16)
        self._told.setText(words)

    def _view(self, record: RecordType, at: int) -> SectionView:
        views = self._views[record.name]
        if at == len(views):
            fields = [field for field in record.fields if is_read(record, field) and field.name != record.parent]
            opens = record.name in OWN_PANE
            made = SectionView("", sorted(fields, key=lambda field: field.is_code), is_small=True, opens=opens)
            made.change_pressed.connect(self.change_pressed)
            made.kept.connect(self.kept)
            made.show_pressed.connect(self.show_pressed)
            views.append(made)
            self._column.insertWidget(self._column.indexOf(self._more), made)
        return views[at]

    def _show_more(self) -> None:
        self._most += FIRST_SHOWN
        self._fill()

    def _made_add(self) -> QWidget:
        button = quiet(_("Add"), icon="plus")
        button.setProperty("guise", "foot-link")
        set_name(button, _("{thing}: add").format(thing=self.title))
        if len(self._added) == 1:
            button.clicked.connect(lambda _checked=False: self.add_pressed.emit(self._added[0].name))
        else:
            menu = QMenu(button)
            for record in self._added:
                menu.addAction(button_text(_(record.label)), partial(self.add_pressed.emit, record.name))
            button.setMenu(menu)
        return button

"""The menu of a list: sort, group, filter, and which columns stand beside the row where there is room for them.

What can be chosen is what the speaker offers; the menu is made anew each time it is opened, so that its counts are
those of the rows in the list.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from tipdesk.domain.rows import Row
from tipdesk.ui.counting import counted_fields
from tipdesk.ui.plain import button_text, set_name, set_tip
from tipdesk.ui.records.arranging import Arrangement
from tipdesk.ui.records.speaker import Speaker
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain


class ListMenu(QObject):
    """The button with the menu, which is `button`.

    `chosen` is emitted with the arrangement that the officer wants, `column_toggled` with the name of a field, and
    `count_asked` with rows, speaker and arrangement when those that are shown are to be counted.
    `read` returns what is shown now: the rows, the speaker, the arrangement, and the columns, None where there is no
    room for any.
    """

    chosen = Signal(object)
    column_toggled = Signal(str)
    count_asked = Signal(object, object, object)

    def __init__(
        self,
        read: Callable[[], tuple[Sequence[Row], Speaker, Arrangement, Collection[str] | None]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._read, self._words, self._is_tight = read, "", False
        self.button = plain(_("View"), icon="filter")
        set_name(self.button, _("View"))  # also before it says how the list is grouped
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self.fill)
        self.button.setMenu(self.menu)

    def show_state(self, chosen: Arrangement, speaker: Speaker) -> None:
        """Say on the button how the list is grouped."""
        grouped = dict(speaker.groupings()).get(chosen.group)
        words = _("By {column}").format(column=grouped[:1].lower() + grouped[1:]) if grouped else _("View")
        self._words = button_text(words)
        self.show_tight(is_tight=self._is_tight)
        name = _("{view}: sort, group, filter").format(view=words)
        set_name(self.button, name)
        set_tip(self.button, name)

    def show_tight(self, *, is_tight: bool) -> None:
        """Show the sign of the button alone, where there is no room for its words beside the search line."""
        self._is_tight = is_tight
        self.button.setText("" if is_tight else self._words)

    def fill(self) -> None:
        """Make the menu of what can be chosen now."""
        rows, speaker, chosen, columns = self._read()
        self.menu.clear()
        if groupings := speaker.groupings():
            group = self._one_of(_("Group by"), [("", _("No groups")), *groupings], chosen.group)
            group.triggered.connect(lambda action: self.chosen.emit(replace(chosen, group=action.data())))
        by = chosen.sort.removeprefix("-")
        sort = self._one_of(_("Sort by"), [("", _("As usual")), *speaker.sorts()], by)
        sort.triggered.connect(lambda action: self.chosen.emit(chosen.turned(action.data())))
        for label, offers in speaker.filters(rows):
            told = [(one.key, f"{one.label}  {one.passing}") for one in offers]
            field = offers[0].key.partition("=")[0] if offers else ""
            others = frozenset(key for key in chosen.passing if key.partition("=")[0] != field)
            here = next(iter(chosen.passing - others), "")
            menu = self._one_of(_("Filter by {column}").format(column=label), [("", _("All")), *told], here)
            menu.triggered.connect(
                lambda action, rest=others: self.chosen.emit(
                    replace(chosen, passing=rest | frozenset(filter(None, (action.data(),))))
                )
            )
        if columns is not None:
            self._add_columns(speaker, columns)
        if counted_fields(speaker.record):
            count = self.menu.addAction(_("Count…"))
            count.setEnabled(bool(rows))
            count.triggered.connect(lambda: self.count_asked.emit(rows, speaker, chosen))

    def _one_of(self, label: str, choices: Sequence[tuple[str, str]], here: str) -> QMenu:
        menu = self.menu.addMenu(label)
        group = QActionGroup(menu)
        for key, words in choices:
            action = menu.addAction(button_text(words))
            action.setData(key)
            action.setCheckable(True)
            action.setChecked(key == here)
            group.addAction(action)
        return menu

    def _add_columns(self, speaker: Speaker, columns: Collection[str]) -> None:
        menu = self.menu.addMenu(_("Columns"))
        for field in speaker.record.columns:
            action = menu.addAction(button_text(_(field.label)))
            action.setCheckable(True)
            action.setChecked(field.name in columns)
            action.triggered.connect(lambda _checked=False, one=field.name: self.column_toggled.emit(one))

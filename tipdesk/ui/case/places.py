"""Where an officer was on a page of a case: what was chosen, how far it was scrolled, to come back to the very place.

A page that knows better (`KeepsPlace`: its filter, the section that was open) says so itself. Of any other page each
part that scrolls is remembered, with the row under its cursor.
"""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QComboBox, QWidget

from tipdesk.ui.widgets.keeps_place import KeepsPlace
from tipdesk.ui.widgets.line_model import LineModel


class Spot(NamedTuple):
    """Where one part of a page stood: pixels from its top, and the row under the cursor with its number."""

    scrolled: int
    row: bytes | None
    number: int


def place_on(page: QWidget) -> object:
    """Return where one is on a page."""
    keeper = page if isinstance(page, KeepsPlace) else page.findChild(KeepsPlace)
    if keeper is not None:
        return keeper.tell_place()
    return {at: _spot(area) for at, area in enumerate(_areas(page))}


def go_to(page: QWidget, place: object) -> None:
    """Go back to where one was on a page; what is not there any more is passed over."""
    keeper = page if isinstance(page, KeepsPlace) else page.findChild(KeepsPlace)
    if keeper is not None:
        keeper.go_to(place)
        return
    spots: Mapping[int, Spot] = place if isinstance(place, Mapping) else {}
    for at, area in enumerate(_areas(page)):
        if at in spots:
            _go(area, spots[at])


def _areas(page: QWidget) -> list[QAbstractScrollArea]:
    found = [page] if isinstance(page, QAbstractScrollArea) else []
    found += page.findChildren(QAbstractScrollArea)
    return [area for area in found if not isinstance(area.parentWidget(), QComboBox)]


def _spot(area: QAbstractScrollArea) -> Spot:
    scrolled = area.verticalScrollBar().value()
    if not isinstance(area, QAbstractItemView):
        return Spot(scrolled, None, -1)
    index = area.currentIndex()
    return Spot(scrolled, _row_of(area.model(), index.row()), index.row())


def _go(area: QAbstractScrollArea, spot: Spot) -> None:
    if isinstance(area, QAbstractItemView) and spot.number >= 0 and area.model() is not None:
        model, number = area.model(), spot.number
        if spot.row is not None:
            rows = (at for at in range(model.rowCount()) if _row_of(model, at) == spot.row)
            number = next(rows, number)
        if number < model.rowCount():
            area.setCurrentIndex(model.index(number, 0, QModelIndex()))
    area.verticalScrollBar().setValue(spot.scrolled)


def _row_of(model: QAbstractItemModel | None, number: int) -> bytes | None:
    if isinstance(model, LineModel) and 0 <= number < model.rowCount():
        found = getattr(model.subject(number), "id", None)
        return found if isinstance(found, bytes) else None
    return None


def focus_in(page: QWidget) -> tuple[str, QWidget] | None:
    """Return the name of what has the focus on a page, with the widget itself; None where nothing has it there."""
    focused: QWidget | None = QApplication.focusWidget()
    return (focused.accessibleName(), focused) if focused is not None and page.isAncestorOf(focused) else None


def focus_again(page: QWidget, focused: tuple[str, QWidget]) -> None:
    """Give the focus to what has the same name as what had it, where that went while the page was filled."""
    name, before = focused
    if before.isVisible():
        return
    again = (one for one in page.findChildren(type(before)) if one.isVisible() and one.accessibleName() == name)
    target = next(again, None)
    if target is not None and name:
        target.setFocus(Qt.FocusReason.OtherFocusReason)


class Places:
    """Where one was on each page of each case, and which page was in front, for as long as the window is open."""

    def __init__(self) -> None:
        self._places: dict[tuple[bytes, str], object] = {}
        self._fronts: dict[bytes, str] = {}

    def keep(self, case: bytes, name: str, place: object, *, front: str) -> None:
        """Remember where one is on a page, and that this or another page is in front."""
        self._places[case, name] = place
        self._fronts[case] = front

    def of(self, case: bytes, name: str) -> object:
        """Return where one was on a page, or None where one never was."""
        return self._places.get((case, name))

    def page_of(self, case: bytes) -> str:
        """Return the page that was in front when the case was left, or "" for one that is opened for the first time."""
        return self._fronts.get(case, "")

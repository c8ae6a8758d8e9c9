"""Puts words where Qt would guess whether they are markup: tooltips, accessible names, titles, boxes, cells of tables.

Here they are read as they stand: no markup is obeyed, and invisible characters are shown as marks
(`domain/characters`), whatever a log holds. This is THE ONE PLACE for tooltips and message boxes, and
`tests/test_house_plain.py` holds it; labels are made in `widgets/labels`.

Decision: Qt takes a tooltip for HTML when it finds a sign of a tag in it, and cannot be told not to. So `<` stands as ‹
and `>` as › in tooltips alone; the cell or button itself shows what was written.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from tipdesk.domain.characters import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMessageBox, QWidget

P = ParamSpec("P")
M = TypeVar("M")
_WITHOUT_TAGS = str.maketrans("<>", "‹›")
_SHOWN, _TIP, _STATUS, _WHATS_THIS, _READ_OUT, _EXPLAINED = 0, 3, 4, 5, 11, 12
"""Numbers of `Qt.ItemDataRole`, without touching `Qt` (see `theme`); the tests hold them together."""
_WORDS = frozenset({_SHOWN, _READ_OUT, _EXPLAINED})
_TIPS = frozenset({_TIP, _STATUS, _WHATS_THIS})


def tip_text(text: str) -> str:
    """Return words for a tooltip, a status tip or "What's this", changed so that Qt finds no tag in them."""
    return visible(text).translate(_WITHOUT_TAGS).replace("&lt;", "& lt;")


def button_text(text: str) -> str:
    """Return words that people typed for use on a button, with "&" standing for itself and not for an access key."""
    return visible(text).replace("&", "&&")


def without_access_key(label: str) -> str:
    """Return the words of a label as people read them: "&" before an access key goes, "&&" is one "&"."""
    return "&".join(part.replace("&", "") for part in label.split("&&"))


def set_tip(widget: QWidget, text: str) -> None:
    """Give a widget its tooltip, as plain words."""
    widget.setToolTip(tip_text(text))


def set_name(widget: QWidget, text: str) -> None:
    """Give a widget the name that a screen reader says."""
    widget.setAccessibleName(visible(text))


def set_description(widget: QWidget, text: str) -> None:
    """Give a widget what a screen reader says after its name."""
    widget.setAccessibleDescription(visible(text))


def set_title(window: QWidget, text: str) -> None:
    """Give a window its title."""
    window.setWindowTitle(visible(text, paragraphs=False))


def make_box(title: str, text: str, parent: QWidget | None = None) -> QMessageBox:
    """Return a message box with these words and no buttons; the program has no other kind of box."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    set_title(box, title)
    box.setText(visible(text))
    return box


def plain_cells(data: Callable[Concatenate[M, P], object]) -> Callable[Concatenate[M, P], object]:
    """Make a model's `data` answer plain words for every role that a view shows or reads out."""

    @wraps(data)
    def answer(model: M, /, *given: P.args, **named: P.kwargs) -> object:
        found = data(model, *given, **named)
        if not isinstance(found, str):
            return found
        role = named.get("role", given[1] if len(given) > 1 else _SHOWN)
        number = getattr(role, "value", role)
        if number in _TIPS:
            return tip_text(found)
        return visible(found) if number in _WORDS else found

    return answer

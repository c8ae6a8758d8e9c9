"""Who is with them: the officer's own words, and beside them the companion's sex, and a name where it is known.

The words are typed once. They describe the companion and are never taken for a name. What is recorded of them is
decided in services.
"""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.services.case.worry import PAPERS
from tipdesk.ui.passport.opening import NUMBER
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.editor import Editor
from tipdesk.ui.widgets.yes_no_unsure import YesNoUnsure
from tipdesk.ui.worry.person_strip import SCANNED, line, scan_button, sexes
from tipdesk.ui.worry.question import EMPTY, told

NAMES = ("given_names", "family_name")


class WhoIsWithThem(Editor):
    """An editor whose answer is what the officer says of the companion in words.

    `values` returns what is known of the companion besides, by the field names of Person. `scan_pressed` is emitted
    when `scans`, which the sheet puts in its place, is pressed: a passport is to be read for them.
    """

    scan_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = line("", _("What you see: a man of about 40, grey cap"))
        self.editors: dict[str, Editor] = {
            "sex": sexes(),
            "given_names": line(_("Given names of who is with them"), _("Given names")),
            "family_name": line(_("Family name of who is with them"), _("Family name")),
        }
        self.editors["sex"].set_name(_("Sex of who is with them"))
        self._scanned: dict[str, object] = {}
        self.scans = scan_button(_("Scan or paste passport of who is with them"), self.scan_pressed.emit)
        column, row = QVBoxLayout(), QHBoxLayout()
        column.setSpacing(4)
        row.setSpacing(6)
        row.addWidget(self.editors["sex"], 7)
        for name in NAMES:
            row.addWidget(self.editors[name], 4)
        column.addWidget(self.words)
        column.addLayout(row)
        self._row.addLayout(column, 1)
        self.faces = list(self.words.faces)
        self.setFocusProxy(self.words)
        for editor in (self.words, *self.editors.values()):
            editor.changed.connect(self.changed)

    def value(self) -> object:
        """Return the words, or None when there are none."""
        return told(self.words)

    def set_value(self, value: object) -> None:
        """Show these words; what is known besides stays as it is."""
        self.words.set_value(value)

    def values(self) -> dict[str, object]:
        """Return what is known besides the words, by the field names of Person, without empty answers."""
        typed = {name: value for name, editor in self.editors.items() if (value := told(editor)) not in EMPTY}
        has_name = any(name in typed for name in NAMES)
        return typed | (self._scanned if has_name else {})

    def show_values(self, values: object) -> None:
        """Show what is known besides the words; anything but a mapping empties it."""
        given = values if isinstance(values, Mapping) else {}
        self._scanned = {name: given[name] for name in (*SCANNED, "about_age", NUMBER) if name in given}
        for name, editor in self.editors.items():
            editor.set_value(given.get(name))

    def has_papers(self) -> bool:
        """Tell whether a passport was read for them."""
        return bool(self.values().get(PAPERS))

    def show_scanned(self, values: Mapping[str, object]) -> None:
        """Show what the officer took over from a passport."""
        self.show_values(values)
        self.changed.emit()

    def fit(self, *, is_tight: bool) -> None:
        """Take less room where the window is narrow."""
        sex = self.editors["sex"]
        if isinstance(sex, YesNoUnsure):
            sex.show_tight(is_tight=is_tight)

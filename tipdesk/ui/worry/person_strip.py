"""What one sees of one person: sex, about how old, looks, and a name or passport number where known and wished.

An age that is chosen as "12 to 17" stands as a number in the line beside it, where it can be corrected. What is typed
and cannot be read stays as typed.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QWidget

from tipdesk.domain.rules.acknowledging import is_young
from tipdesk.domain.values import Missing
from tipdesk.services.case.worry import PAPERS
from tipdesk.ui.passport.opening import NUMBER, papers_of
from tipdesk.ui.plain import set_name, set_tip
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.labels import small
from tipdesk.ui.widgets.number_edit import NumberEdit
from tipdesk.ui.widgets.text_edit import TextEdit
from tipdesk.ui.widgets.yes_no_unsure import YesNoUnsure
from tipdesk.ui.worry.question import EMPTY, told

if TYPE_CHECKING:
    from tipdesk.ui.widgets.editor import Editor

LONGEST_TYPED = 32_767
"""What a line takes, so that nothing is cut that somebody pastes; what is too long for its answer is kept as typed."""
CANNOT_TELL = Missing.UNKNOWN.code
OLDEST = 120
AGES = {"8": (0, 11), "15": (12, 17), "21": (18, 25), "40": (26, OLDEST)}
"""What is written for each choice, and the ages that it stands for."""
NAMES = ("given_names", "family_name", "document_number")
SCANNED = ("birth_date", "age_basis", "citizenships", "stateless", PAPERS)
"""What a passport tells of somebody beside what has a line here; it goes with the person."""
LABEL_PIXELS, AGE_PIXELS = 88, 64


def sexes() -> YesNoUnsure:
    """Return the row of answers for a person's sex."""
    return YesNoUnsure(
        (Choice("female", _("Female")), Choice("male", _("Male")), Choice(CANNOT_TELL, _("Cannot tell"))),
        is_joined=True,
    )


def line(name: str, example: str = "") -> TextEdit:
    """Return a line of words called `name` that is long enough to cut nothing somebody pastes."""
    edit = TextEdit(example, LONGEST_TYPED)
    edit.set_name(name)
    return edit


def scan_button(name: str, pressed: Callable[[], object]) -> QPushButton:
    """Return the button that reads a passport for somebody; `name` says for whom."""
    button = quiet(_("Passport"), icon="id", pressed=pressed)
    button.setProperty("guise", "foot")
    set_name(button, name)
    set_tip(button, name)
    return button


class PersonStrip(QFrame):
    """The answers about one person, by the field names of Person; `changed` is emitted when the officer changes one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._scanned: dict[str, object] = {}
        self._ages = YesNoUnsure(
            (
                Choice("8", _("Under 12")),
                Choice("15", _("12\u201317")),
                Choice("21", _("18\u201325")),
                Choice("40", _("Older")),
                Choice(CANNOT_TELL, _("Cannot tell")),
            ),
            is_joined=True,
        )
        self.age = NumberEdit(0, OLDEST)
        self.age.line.setFixedWidth(current().pixels(AGE_PIXELS))
        self.age.show_example(_("Age"))
        self.editors: dict[str, Editor] = {
            "sex": sexes(),
            "about_age": self.age,
            "description": line(_("Description"), _("What they look like or wear")),
            "given_names": line(_("Given names"), _("Given names")),
            "family_name": line(_("Family name"), _("Family name")),
            "document_number": line(_("Passport number"), _("Passport no.")),
        }
        self._labels = [small(_("Sex")), small(_("About how old")), small(_("Description")), small(_("If known"))]
        self._lay_out()
        self._ages.set_name(_("About how old"))
        self.editors["sex"].set_name(_("Sex"))
        self.age.set_name(_("Age in years"))
        self._ages.changed.connect(self._choose_age)
        self.age.changed.connect(self._show_age)
        for editor in self.editors.values():
            editor.changed.connect(self.changed)

    def values(self) -> dict[str, object]:
        """Return what the strip holds, as JSON keeps it, without empty answers."""
        kept = {name: told(editor) for name, editor in self.editors.items()}
        if self._ages.value() == CANNOT_TELL and kept["about_age"] is None:
            kept["about_age"] = {"missing": CANNOT_TELL}
        return {name: value for name, value in (self._kept_of_scan() | kept).items() if value not in EMPTY}

    def show_values(self, values: Mapping[str, object]) -> None:
        """Show the answers of another person in place of these."""
        self._scanned = {name: values[name] for name in SCANNED if name in values}
        for name, editor in self.editors.items():
            value = values.get(name)
            editor.set_value(None if isinstance(value, dict) else value)
        self._show_age()
        if isinstance(values.get("about_age"), dict):
            self._ages.set_value(CANNOT_TELL)

    def is_young(self) -> bool:
        """Tell whether the person is said to be under 18."""
        return is_young(told(self.age))

    def allow_names(self, *, is_allowed: bool) -> None:
        """Let a name be typed, or not; one that is typed already can always be changed."""
        for name in NAMES:
            editor = self.editors[name]
            editor.setEnabled(is_allowed or told(editor) is not None)

    def fit(self, *, is_tight: bool) -> None:
        """Take less room where the window is narrow."""
        for label in self._labels:
            label.setFixedWidth(current().pixels(LABEL_PIXELS))
        self.age.line.setFixedWidth(current().pixels(AGE_PIXELS))
        for editor in (self._ages, self.editors["sex"]):
            if isinstance(editor, YesNoUnsure):
                editor.show_tight(is_tight=is_tight)

    def _kept_of_scan(self) -> dict[str, object]:
        """Return what a passport told beside the lines; its number is the one in the line, and goes with it."""
        number, papers = told(self.editors[NUMBER]), papers_of(self._scanned)
        if papers:
            papers[-1] = {**papers[-1], "number": number}
        return {**self._scanned, PAPERS: papers if number is not None else []}

    def _choose_age(self) -> None:
        chosen = self._ages.value()
        self.age.set_value(None if chosen == CANNOT_TELL else chosen)
        self.changed.emit()

    def _show_age(self) -> None:
        age = told(self.age)
        bounds = AGES.items() if isinstance(age, int) else ()
        self._ages.set_value(next((code for code, (low, high) in bounds if low <= int(str(age)) <= high), None))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        sex_row, names = QHBoxLayout(), QHBoxLayout()
        sex_row.setSpacing(8)
        names.setSpacing(6)
        sex_row.addWidget(self.editors["sex"], 1)
        sex_row.addWidget(self.age)
        for name in NAMES:
            names.addWidget(self.editors[name], 1)
        for at, label in enumerate(self._labels):
            grid.addWidget(label, at, 0)
        grid.addLayout(sex_row, 0, 1)
        grid.addWidget(self._ages, 1, 1)
        grid.addWidget(self.editors["description"], 2, 1)
        grid.addLayout(names, 3, 1)

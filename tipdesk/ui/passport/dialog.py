"""The dialog "Scan or paste passport": the lines, whether their check digits are right, and what differs from before.

Nothing is taken over that is not ticked, and Enter presses nothing here, since scanners end their lines with it. What
was ticked is handed to whoever opened the dialog; the dialog stores nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.kinds import Value
from tipdesk.domain.mrz.hints import WHAT
from tipdesk.domain.mrz.read_mrz import Mrz, read_mrz
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.acknowledging import is_young
from tipdesk.domain.rules.case_roles import UNASKED
from tipdesk.domain.rules.childhood import youngest_age
from tipdesk.domain.texts import _ as mark
from tipdesk.services.case.passport import (
    PAPER,
    PERSON,
    KnownPaper,
    Told,
    answers_of_paper,
    compare_passport,
    find_known_paper,
    with_basis,
)
from tipdesk.services.case.record_passport import Passport
from tipdesk.ui.passport.differences import Differences, Unlisted
from tipdesk.ui.passport.hint_lines import HintLines
from tipdesk.ui.passport.scan_box import ScanBox
from tipdesk.ui.spoken import speak
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.labels import body
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.widgets.titled_dialog import TitledDialog
from tipdesk.ui.wording import Wording

WIDTH, HEIGHT = 740, 655
FORMS = {
    "TD1": mark("Card of three lines (TD1)"),
    "TD2": mark("Card of two lines (TD2)"),
    "TD3": mark("Passport (TD3)"),
    "MRV-A": mark("Visa (MRV-A)"),
    "MRV-B": mark("Visa (MRV-B)"),
}
ALL_RIGHT = mark("{form}: every check digit is right.")
WRONG = mark("{form}: the check digit is wrong of: {what}. Compare with the document.")
EXPIRED = mark("It is no longer valid.")
CHILD = mark("Under 18 by this document.")
WAITING = mark("Scan or paste the lines at the foot of the document.")


@dataclass(frozen=True)
class KnownPerson:
    """What is known already of the person whose passport it is, and of the person's papers."""

    values: Mapping[str, Value] = field(default_factory=dict)
    papers: Sequence[KnownPaper] = ()
    hidden: Collection[str] = ()

    @classmethod
    def of_rows(cls, person: Row, papers: Sequence[Row]) -> "KnownPerson":
        """Return what the rows of a case say, as far as their reader may see it."""
        known = [KnownPaper(one.values, one.masked | one.sealed, one) for one in papers]
        return cls(person.values, known, person.masked | person.sealed)


@dataclass(frozen=True)
class Taken:
    """What the officer ticked: answers of the person and of the paper, and that paper where it is known already.

    `role` is what somebody new is in the case, where that was asked and answered.
    """

    person: Mapping[str, Value]
    paper: Mapping[str, Value]
    known_paper: KnownPaper | None = None
    role: str | None = None

    @property
    def passport(self) -> Passport:
        """What is to be recorded in a case."""
        known = self.known_paper.row if self.known_paper is not None else None
        return Passport(self.person, self.paper, known, self.role)


class PassportDialog(TitledDialog):
    """The dialog; `taken` carries a `Taken` when the officer takes over what is ticked.

    `name` says whose passport it is, "" where that is plain. `asks_role` lets the officer say what somebody new is in
    the case, and `role` is what is known of that.
    """

    taken = Signal(object)

    def __init__(
        self,
        wording: Wording,
        known: KnownPerson,
        name: str = "",
        parent: QWidget | None = None,
        *,
        asks_role: bool = False,
        role: str | None = None,
    ) -> None:
        title = _("Scan or paste passport")
        super().__init__(title, f"{title}: {name}" if name else title, current().pixels(WIDTH), parent)
        self._wording, self._known, self._read = wording, known, Mrz()
        self._paper: KnownPaper | None = None
        self.box, self.state = ScanBox(), Banner(_(WAITING), "info")
        self.hints = HintLines(self.box.box)
        self.differences = Differences(wording)
        self.column.addWidget(
            body(_("Scan the document into the box, or paste its lines. Only what is ticked is taken over."))
        )
        self.column.setSpacing(8)
        self.state.keep_room()
        for widget in (self.box, self.state, self.hints):
            self.column.addWidget(widget)
        self.column.addWidget(scrolled(self.differences, is_low=True), 1)
        self.role = _role_field(wording, role) if asks_role else None
        if self.role is not None:
            self.column.addWidget(self.role)
        self.deed = primary(_("&Take over what is ticked"), icon="check", pressed=self._press)
        self.deed.setEnabled(False)
        self.add_buttons(self.deed, plain(_("Cancel"), pressed=self.reject))
        self.resize(current().pixels(WIDTH), current().pixels(HEIGHT))
        self.box.changed.connect(self._read_again)
        self.hints.proposed.connect(self._read_so)
        self.differences.changed.connect(self._count)
        self.box.box.setFocus()

    @property
    def read(self) -> Mrz:
        """What was read last."""
        return self._read

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take over what is ticked on Ctrl+Enter, wherever the focus is."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.deed.click()
        else:
            super().keyPressEvent(event)

    def read_lines(self, lines: str) -> None:
        """Read lines that were pasted before the dialog was asked for."""
        self.box.retype(lines)
        self._read_again()

    def refuse(self, problem: TipdeskError) -> None:
        """Say in the dialog why nothing was taken over."""
        self.state.refuse(" ".join(dict.fromkeys([problem.text(_), *(one.text(_) for one in problem.fields)])))
        self._count()

    def _read_again(self) -> None:
        was_read = self._read.format is not None
        today = self._wording.now().date()
        self._read = read = read_mrz([self.box.typed()], today)
        codes, known = self._wording.codes, self._known
        self._paper = find_known_paper(known.papers, answers_of_paper(read, codes))
        told = compare_passport(read, codes, known.values, known.papers, known.hidden) if read.format else ()
        self.differences.show_told(told, self._unlisted(told))
        self.hints.show_hints(read.hints if self.box.value() else ())
        self._say_state()
        if read.format is not None and not was_read:
            speak(self, self.state.accessibleName())
        self._count()

    def _say_state(self) -> None:
        read = self._read
        if read.format is None:
            self.state.say(_(WAITING), "info")
            return
        form, wrong = _(FORMS[read.format]), [_(WHAT[one.name]) for one in read.checks if not one.ok]
        said = _(WRONG).format(form=form, what=", ".join(wrong)) if wrong else _(ALL_RIGHT).format(form=form)
        today, ends = self._wording.now().date(), read.fields.expires
        is_over = ends is not None and ends.last_day < today
        age = youngest_age(Row(PERSON, b"", None, {"birth_date": read.fields.birth_date}), today)
        is_child = is_young(age)
        more = [*([_(CHILD)] if is_child else []), *([_(EXPIRED)] if is_over else [])]
        self.state.say(" ".join([said, *more]), "danger" if wrong or is_child else "warn" if is_over else "ok")

    def _unlisted(self, told: Sequence[Told]) -> list[Unlisted]:
        """Return the States that no list of countries has, as they are written."""
        fields, named = self._read.fields, {one.name for one in told}
        found = []
        if fields.nationality and not {"citizenships", "stateless"} & named:
            found.append(Unlisted("citizenships", fields.nationality))
        if fields.issuer and "country" not in named:
            found.append(Unlisted("country", fields.issuer))
        return found

    def _read_so(self, lines: Sequence[str]) -> None:
        """Read the lines that were proposed in place of those in the box."""
        self.box.box.setFocus()
        self.read_lines("\n".join(lines))

    def _count(self) -> None:
        self.deed.setEnabled(bool(self.differences.taken()))

    def _press(self) -> None:
        self.deed.setEnabled(False)
        taken = self.differences.taken()
        of_person, of_paper = (
            {one.name: one.answer for one in taken if one.record is record} for record in (PERSON, PAPER)
        )
        role = self.role.value() if self.role is not None else None
        person = with_basis(of_person, self._known.values)
        self.taken.emit(Taken(person, of_paper, self._paper, role if isinstance(role, str) else None))


def _role_field(wording: Wording, role: str | None) -> FieldFrame:
    """Return the question what somebody new is in the case; a suspect is named with grounds, and not in passing."""
    declared = BY_NAME["CaseRole"].by_name["role"]
    choices = [one for one in wording.choices_of(declared) if one.code not in UNASKED]
    field = FieldFrame("role", _("Role in this case"), CodeCombo(choices), can_be_missing=False)
    field.set_value(role)
    return field

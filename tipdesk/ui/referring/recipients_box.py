"""To whom: the agencies of the directory as a list, those that may get a letter before those that may not yet."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.domain.phone import phone_text
from tipdesk.domain.rules.referring.recipients import Fit
from tipdesk.services.referring.find_recipients import Recipient
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.entry_delegate import Entry
from tipdesk.ui.widgets.entry_list import EntryList, Group
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.problem_line import ProblemLine

HEIGHT = 196


class RecipientsBox(QFrame):
    """The list, and under it how the chosen agency is reached. `changed` is emitted when another one is chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.list, self._found = EntryList(_("To whom")), dict[bytes, Recipient]()
        self._is_filling, self._wanted = False, b""
        self._reached, self.problem = muted(""), ProblemLine(1)
        self._none = EmptyState("building", _("No agency is known for this"), _("Headquarters adds them."))
        self._early = EmptyState("building", _("First choose what is needed"), _("Then you see here who could help."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.list, self._none, self._early):
            widget.setFixedHeight(current().pixels(HEIGHT))
            column.addWidget(widget)
        column.addWidget(self._reached)
        column.addWidget(self.problem)
        self.show_recipients(None)
        self.list.chosen.connect(lambda _entry: self._choose())

    def show_recipients(self, asked: Sequence[Recipient] | None, begins: bytes = b"") -> None:
        """Show these agencies; the one that is chosen stays so where it is among them. None while nothing is needed.

        One that was chosen before nothing was needed is chosen again. `begins` is the agency that is chosen while the
        officer has chosen none.
        """
        found = asked or ()
        before = self.chosen()
        self._wanted = before.agency if before is not None else self._wanted
        wanted = self._wanted or begins
        self._is_filling = True
        self._found = {one.agency: one for one in found}
        may, may_not = ([one for one in found if bool(one.obstacles) is is_barred] for is_barred in (False, True))
        groups = (Group(_("May get a letter"), [_entry(one) for one in may]),
                  Group(_("Not now, and why"), [_entry(one) for one in may_not]))  # fmt: skip
        self.list.entry_model.show_groups(groups)
        self.list.setVisible(bool(found))
        self._none.setVisible(asked is not None and not found)
        self._early.setVisible(asked is None)
        if wanted in self._found:
            self.list.choose(wanted)
        self._is_filling = False
        self._tell()

    def chosen(self) -> Recipient | None:
        """Return the agency that is chosen, or None."""
        entry = self.list.current()
        return self._found.get(entry.key) if entry is not None and isinstance(entry.key, bytes) else None

    def refuse(self, sentence: str) -> None:
        """Say why the chosen agency does not do, with the focus in the list."""
        self.problem.setText(sentence)
        if sentence:
            self.list.setFocus()

    def _choose(self) -> None:
        self._tell()
        if not self._is_filling:
            self.problem.setText("")
            self._wanted = b""
            self.changed.emit()

    def _tell(self) -> None:
        one = self.chosen()
        parts = (phone_text(one.phone or ""), one.focal_point, one.hours) if one is not None else ()
        self._reached.setText("  ·  ".join(filter(None, parts)) or " ")


def _entry(one: Recipient) -> Entry:
    below = "  ·  ".join(_(obstacle.value) for obstacle in one.obstacles) or _fits(one.fit)
    pill = ((_("Agreed"), "ok"),) if one.agreed.is_live else ()
    return Entry(one.agency, one.name, below, pills=pill, icon="building", subject=one.agency)


def _fits(fit: Fit) -> str:
    """Return in words how an agency fits: what it does, and what is not known of it."""
    told = (
        (fit.service, _("offers it"), _("does not offer it")),
        (fit.group, _("for this person"), _("not for this person")),
        (fit.district, _("here"), _("elsewhere")),
        (fit.language, _("speaks the language"), _("does not speak the language")),
    )
    return "  ·  ".join(yes if fits else no for fits, yes, no in told if fits is not None) or _(
        "Nothing is recorded about it"
    )

"""The answers of a case that differ, side by side on its summary, to be settled where they stand.

What was settled stays in its place until the case is opened again, and what comes to differ while the officer reads is
told in the head of the part and shown when asked for: so nothing moves under the pointer. What counts meanwhile is the
more cautious answer (`domain/rules/caution`).
"""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.rows import DELETED_NAME, Row
from tipdesk.domain.rows import Sibling as Answer
from tipdesk.domain.rules.caution import cautious_value
from tipdesk.domain.rules.childhood import Ages
from tipdesk.services.case.dots import dot_text
from tipdesk.services.case.open_case import Workspace
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.labels import heading, muted
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.room import keep_room
from tipdesk.ui.widgets.siblings_view import Sibling, SiblingsView
from tipdesk.ui.wording import Wording

AGES = frozenset({"birth_date", "about_age"})
"""The answers of a person of which both may stand: the age is then disputed."""
BASIS = "age_basis"
MOST = 12
"""How many answers that differ are shown at first, and how many more at each press."""
SHOWN = 40
"""How many characters of the answer that was kept stand in the sentence that says so."""


class Dispute(NamedTuple):
    """One field of one row that has several answers."""

    row: Row
    field: str


class DisputesCard(QFrame):
    """The part of the summary with what differs.

    `kept` is emitted with the row, the name of the field and the answer that is to be kept, and `both_kept` with the
    row whose age is to stay disputed. `opened` carries a row that is to be seen whole.
    """

    kept = Signal(object, str, object)
    both_kept = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._views: dict[tuple[bytes, str], SiblingsView] = {}
        self._answers: dict[tuple[bytes, str], dict[str, Answer]] = {}
        self._rows: dict[bytes, Row] = {}
        self._last: tuple[Workspace, Wording] | None = None
        self._most = MOST
        self._title, self._none = heading(_("Answers that differ")), muted(_("None: whoever told, told the same."))
        self._none.setWordWrap(False)
        self.more = quiet("", icon="refresh", pressed=self._show_more)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._none)
        head.addStretch(1)
        head.addWidget(self.more)
        self._lines = Lines(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._lines)
        keep_room(self.more)
        self.more.ensurePolished()  # else its room, while it was never shown, is that of a button without our style
        self.more.hide()

    def begin(self) -> None:
        """Show what differs when the case is shown next, because another case is coming."""
        self._views, self._answers, self._last, self._most = {}, {}, None, MOST
        self._lines.fill(())

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Show what differs; of a case that is in sight already, only what has changed of it."""
        is_first = self._last is None
        self._last = (workspace, wording)
        self._rows = {row.id: row for row in (workspace.case, *workspace.in_conflict)}
        found = {(row.id, field): Dispute(row, field) for row in workspace.in_conflict for field in row.siblings}
        if is_first:
            self._fill(list(found.values())[: self._most], wording, workspace.ages)
        new = [key for key in found if key not in self._views]
        for key in self._views:
            if key not in found:
                self._show_settled(key, workspace, wording)
        self.more.setText(plural("{count} more: show", "{count} more: show", len(new)))
        self.more.setVisible(bool(new))
        self._none.setVisible(not self._views and not new)

    def _show_more(self) -> None:
        if self._last is not None:
            (workspace, wording), most = self._last, self._most + MOST
            self.begin()
            self._most = most
            self.show_case(workspace, wording)

    def _fill(self, found: Sequence[Dispute], wording: Wording, ages: Ages) -> None:
        for row, field in found:
            key = (row.id, field)
            answers = {dot_text(one.dot): one for one in row.siblings[field]}
            self._answers[key] = answers
            shown = [_sibling(name, one, row, field, wording) for name, one in answers.items()]
            is_age = row.record.name == "Person" and field in AGES
            both = _("Keep both: age disputed") if is_age and row[BASIS] != "disputed" else ""
            meanwhile = _meanwhile(row, field, wording, is_child=is_age and ages.is_child(row))
            view = SiblingsView(_field_of(row, field, wording), shown, meanwhile, both, _("See the whole record"))
            view.whole_pressed.connect(partial(self._open, row.id))
            view.kept.connect(partial(self._keep, key))
            view.both_kept.connect(partial(self.both_kept.emit, row))
            self._views[key] = view
        self._lines.fill(self._views.values())

    def _keep(self, key: tuple[bytes, str], name: str) -> None:
        row = self._rows.get(key[0])
        if row is None and self._last is not None:
            row = self._last[0].view.get_row(key[0])
        if row is not None:
            self.kept.emit(row, key[1], self._answers[key][name])

    def _open(self, row: bytes) -> None:
        if self._last is not None:
            workspace = self._last[0]
            found = workspace.case if row == workspace.view.id else workspace.view.get_row(row)
            if found is not None:
                self.opened.emit(found)

    def _show_settled(self, key: tuple[bytes, str], workspace: Workspace, wording: Wording) -> None:
        row = workspace.case if key[0] == workspace.view.id else workspace.view.get_row(key[0])
        if row is None:
            self._views[key].show_settled("", _("The record is in the trash now."))
            return
        stands = None if key[1] == DELETED_NAME else row[key[1]]
        kept = next((name for name, one in self._answers[key].items() if one.value == stands), "")
        declared = row.record.by_name.get(key[1])
        words = wording.written(declared, key[1], stands) if declared else _("Kept")
        words = words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
        self._views[key].show_settled(kept, _("Settled: {answer}").format(answer=words))


def _field_of(row: Row, field: str, wording: Wording) -> str:
    declared = row.record.by_name.get(field)
    label = _("In the trash or not") if declared is None or field == DELETED_NAME else _(declared.label)
    if row.record.name == "Case":
        return label
    return _("{field} of {row}").format(field=label, row=wording.title(row))


def _sibling(name: str, one: Answer, row: Row, field: str, wording: Wording) -> Sibling:
    declared = None if field == DELETED_NAME else row.record.by_name.get(field)
    return Sibling(
        name, wording.written(declared, field, one.value), wording.origin(one), _how(one, row, field, wording)
    )


def _how(one: Answer, row: Row, field: str, wording: Wording) -> str:
    """Return how an age was known, where whoever told it told that as well, in the same deed."""
    if field not in AGES or BASIS not in row.record.by_name:
        return ""
    declared = row.record.by_name[BASIS]
    told = next((other.value for other in row.siblings.get(BASIS, ()) if other.dot == one.dot), None)
    if told is None and one.dot in row.dots.get(declared.number, ()):
        told = row[BASIS]
    words = wording.value(declared, told)
    return _("How known: {how}").format(how=words[:1].lower() + words[1:]) if words else ""


def _meanwhile(row: Row, field: str, wording: Wording, *, is_child: bool) -> str:
    if is_child:
        return _("Until it is settled this person counts as a child.")
    if field == DELETED_NAME or field not in row.record.by_name:
        return _("Until it is settled the record stays.")
    words = wording.value(row.record.by_name[field], cautious_value(row, field)) or _("no answer")
    return _("Until it is settled this counts: {answer}").format(answer=words)

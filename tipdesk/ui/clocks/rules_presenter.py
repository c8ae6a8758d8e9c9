"""Runs the page *Rules and clocks*: reads what counts now, and asks for a change in a dialog.

What can be set is asked for: of a clock its length and its warning, of a gate who approves and how strict it is, of a
figure its years or its day. Each refusal stands beside its field, and nothing typed is lost.
"""

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.domain.values import PartialDate
from tipdesk.services.headquarters.directory.rows import add_directory_row
from tipdesk.services.headquarters.directory.rules_now import RuleLine, Rules, find_rules
from tipdesk.services.results import Changed
from tipdesk.ui.clocks.rules_page import RulesPage
from tipdesk.ui.clocks.rules_words import counts_now, facts_of_rule, groups_of, how_it_counts
from tipdesk.ui.editors.editor_of import editor_of
from tipdesk.ui.notices import touches
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.buttons import primary
from tipdesk.ui.widgets.entry_delegate import Entry
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.text_edit import TextEdit

_SETTING = BY_NAME["RuleSetting"]
_DECIDED = ("reason", "decided_by", "since")
DIRECTORY_PAGE, MOST_REASON = "directory", 500


class RulesPresenter(QObject):
    """Connects the page with the services; it lives as long as its page."""

    def __init__(self, page: RulesPage, seat: Seat) -> None:
        super().__init__(page)
        self._page, self._seat, self._wording = page, seat, seat.wording
        self.dialog: AskDialog | None = None
        page.shown.connect(self.refresh)
        page.chosen.connect(self._read)
        page.change_pressed.connect(self.ask)
        page.holidays_pressed.connect(lambda: seat.go(DIRECTORY_PAGE, BY_NAME["Holiday"]))
        seat.notices.subscribe(self._heard)

    def refresh(self) -> None:
        """Ask again for what counts now."""
        self._seat.lanes.read(find_rules, then=self._show, key="rules", owner=self)

    def ask(self) -> None:
        """Ask what is to be set for the chosen rule."""
        entry = self._page.list.current()
        line = entry.subject if entry is not None else None
        if not isinstance(line, RuleLine):
            return
        frames = [self._frame(name, line) for name in (*_settable(line), *_DECIDED)]
        now = _("Now: {what}.").format(what=counts_now(line, self._wording))
        explanation = f"{now} {how_it_counts(line)}"
        dialog = AskDialog(_(line.label), explanation, frames, primary(_("&Save"), icon="check"), self._page.window())
        today = day_of(self._seat.now_ms())
        dialog.field("since").set_value(PartialDate.of(line.value if isinstance(line.value, date) else today))
        dialog.agreed.connect(partial(self._save, dialog, line))
        self.dialog = dialog
        dialog.open()

    def _frame(self, name: str, line: RuleLine) -> FieldFrame:
        declared = _SETTING.by_name[name]
        label = _(declared.label)
        if isinstance(line.value, int) and name == "length":
            label = _("Years, like 30 y")
        elif isinstance(line.value, date) and name == "since":
            label = _("First day")
        editor = TextEdit(most=MOST_REASON) if name == "reason" else editor_of(declared, self._wording)
        return FieldFrame(name, label, editor, can_be_missing=False)

    def _save(self, dialog: AskDialog, line: RuleLine, given: Mapping[str, object]) -> None:
        told = {"rule": line.id, **{name: value for name, value in given.items() if value is not None}}
        then, failed = partial(self._saved, dialog), dialog.refuse_beside
        self._seat.lanes.write(add_directory_row, _SETTING, told, then=then, failed=failed, owner=dialog)

    def _saved(self, dialog: AskDialog, _changed: Changed) -> None:
        dialog.accept()
        self._seat.say(_("Set. The posts have it with their next sync."))

    def _heard(self, changed: Changed) -> None:
        if self._page.isVisible() and touches(changed, "RuleSetting", "Holiday"):
            self.refresh()

    def _show(self, rules: Rules) -> None:
        groups = groups_of(rules, self._wording)
        self._page.show_groups(groups, len(rules.holidays), can_change=rules.can_change)
        self._read(self._page.list.current())

    def _read(self, entry: Entry | None) -> None:
        if entry is not None and isinstance(entry.subject, RuleLine):
            self._page.show_rule(entry, facts_of_rule(entry.subject, self._wording))


def _settable(line: RuleLine) -> tuple[str, ...]:
    """Return the fields that can be set for a rule."""
    if line.clock is not None:
        return ("length", "warn_before") if line.clock.length is not None else ("warn_before",)
    if line.figure is not None:
        return ("length",) if isinstance(line.value, int) else ()
    has_approver = line.gate is not None and len(line.gate.approvers) > 1
    return ("stricter", "approver") if has_approver else ("stricter",)


def make_rules_page(seat: Seat) -> RulesPage:
    """Return the page with its presenter."""
    page = RulesPage()
    RulesPresenter(page, seat)
    return page

"""The cases of the list as something to count: by stage, risk, post, officer, child, dispute and hold."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from tipdesk.domain.rules.case_filter import CaseFilter
from tipdesk.services.desk import Desk
from tipdesk.services.directory.names import read_names
from tipdesk.services.documents.counted import Counted
from tipdesk.services.lists.count_words import COLUMNS, cases_in_words
from tipdesk.services.lists.find_cases import count_cases
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice import Choice


class CasesSource(QObject):
    """The cases that a filter lets through; `rule` is that filter in words."""

    def __init__(self, seat: Seat, asked: CaseFilter, rule: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._asked, self._rule = seat, asked, rule

    @property
    def title(self) -> str:
        """Return what is counted, as the heading of the dialog says it."""
        return _("Count: {what}").format(what=_("Cases"))

    @property
    def columns(self) -> Sequence[Choice]:
        """Return the columns by which cases are counted."""
        return [Choice(name, _(label)) for name, label in COLUMNS.items()]

    def ask(self, by: tuple[str, ...], then: Callable[[Counted], object]) -> None:
        """Count by one or two columns and call `then` with the answer."""
        self._seat.lanes.read(
            _count, self._asked, by, self._rule, self._seat.language, then=then, key="cases-count", owner=self
        )


def _count(desk: Desk, asked: CaseFilter, by: tuple[str, ...], rule: str, language: str) -> Counted:
    return cases_in_words(desk, count_cases(desk, asked, by), rule, read_names(desk), language)

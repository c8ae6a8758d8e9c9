"""Finds the cases and people that Ctrl+K shows below its actions, as far as the officer may know of them.

The search passes the door of `services`, which decides who may see what. While one types, nothing that identifies a
person is shown: a case stands there by its reference. The page Search shows all that was found, with the words in it.
"""

from functools import partial
from typing import TYPE_CHECKING

from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.find_words import Found, find_words
from tipdesk.services.registers.find_in_registers import FoundRow, find_in_registers
from tipdesk.ui.actions import Reply, Result
from tipdesk.ui.search.groups import GROUPS, REGISTERS, group_of
from tipdesk.ui.translate import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from tipdesk.services.link_desk import LinkDesk
    from tipdesk.ui.lanes import Lanes

MOST = 12
CASE_ICON = BY_NAME["Case"].icon


class WorkFinder:
    """The finder of one window; `open_case`, `open_row` and `search_all` are set by whoever knows the pages."""

    def __init__(self, lanes: "Lanes[LinkDesk]") -> None:
        self._lanes = lanes
        self.open_case: Callable[[bytes, bytes | None], object] = lambda _case, _row: None
        self.open_row: Callable[[str, bytes], object] = lambda _record, _row: None
        self.search_all: Callable[[str], object] = lambda _words: None

    def find(self, words: str, reply: Reply) -> None:
        """Search for the words and call `reply` on the GUI thread; the answer to an older search is dropped."""

        def show(answer: tuple[list[Found], list[FoundRow]]) -> None:
            found, rows = answer
            told = sorted(found, key=lambda one: list(GROUPS).index(group_of(one)))
            reply([*(self._result(one) for one in told), *(self._row(one) for one in rows), self._all(words)])

        self._lanes.read(_find, words, key="palette", then=show)

    def _result(self, found: Found) -> Result:
        record = BY_NAME.get(found.kind)
        kind = _(record.label) if record else _("Another post's case")
        called = found.title if found.kind == "Case" else found.label or found.title  # its reference stands before it
        detail = " · ".join(part for part in (kind, called, found.post) if part)
        icon = record.icon if record and record.icon else CASE_ICON
        run = partial(self.open_case, found.case, found.row)
        return Result(found.reference, detail, icon, run, _(GROUPS[group_of(found)]))

    def _row(self, found: FoundRow) -> Result:
        record = BY_NAME[found.record]
        run = partial(self.open_row, found.record, found.row)
        return Result(found.label, _(record.label), record.icon or CASE_ICON, run, _(GROUPS[REGISTERS]))

    def _all(self, words: str) -> Result:
        told = _("Search all records for “{words}”").format(words=words)
        return Result(told, _("with the words found in them"), "search", partial(self.search_all, words), _("Search"))


def _find(desk: "LinkDesk", words: str) -> tuple[list[Found], list[FoundRow]]:
    found = find_words(desk, words, limit=MOST, finished=False)
    return found, find_in_registers(desk, words, limit=MOST, finished=False)

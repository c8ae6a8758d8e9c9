"""What Ctrl+K finds besides actions: cases and people, through the gate, as far as the officer may know of them.

Promises: while one types nothing identifying is shown. Leaves to others: the index and who may see what (services).
"""

from functools import partial
from typing import TYPE_CHECKING

from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.find_words import Found, find_words
from tipdesk.ui.actions import Reply, Result
from tipdesk.ui.translate import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from tipdesk.services.link_desk import LinkDesk
    from tipdesk.ui.lanes import Lanes

MOST = 12
CASE_ICON = BY_NAME["Case"].icon


class WorkFinder:
    """The shell's finder. `open_case` is set by whoever knows the pages."""

    def __init__(self, lanes: "Lanes[LinkDesk]") -> None:
        self._lanes = lanes
        self.open_case: Callable[[bytes, bytes | None], object] = lambda _case, _row: None

    def find(self, words: str, reply: Reply) -> None:
        """Search and reply on the GUI thread; a newer search makes an older one pointless."""
        self._lanes.read(
            find_words,
            words,
            limit=MOST,
            finished=False,
            key="palette",
            then=lambda found: reply([self._result(one) for one in found]),
        )

    def _result(self, found: Found) -> Result:
        record = BY_NAME.get(found.kind)
        kind = _(record.label) if record else _("Another post's case")
        detail = " · ".join(part for part in (kind, found.label or found.title, found.post) if part)
        icon = record.icon if record and record.icon else CASE_ICON
        return Result(found.reference, detail, icon, partial(self.open_case, found.case, found.row))

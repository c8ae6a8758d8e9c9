"""What the presenters of one unlocked window share: lanes, notices, the window, code lists, and the way to a page.

Promises: `go` opens a page and tells it what to show; after `changed` every screen hears. Leaves to others: making it
(bootstrap), and all that a page shows. It is handed to every page's factory.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.errors import TipdeskError
from tipdesk.ui.notices import Notices
from tipdesk.ui.shell import Shell
from tipdesk.ui.translate import _

if TYPE_CHECKING:
    from tipdesk.services.link_desk import LinkDesk
    from tipdesk.ui.lanes import Lanes

CASES_PAGE = "cases"
STORE_PAGE = "store"
QUARANTINE_PAGE = "quarantine"


@runtime_checkable
class TurnsTo(Protocol):
    """A page that shows one thing among many: a case, a saved worry."""

    def turn_to(self, subject: object) -> object:
        """Show this one."""


@runtime_checkable
class OpensCases(Protocol):
    """The page of cases."""

    def open_case(self, case: bytes) -> object:
        """Bring a case's workspace to the front."""


@dataclass
class Workplace:
    """One unlocked window. `language`: of code lists. `refresh_actor`: reads the officer's roles again, after a grant.

    `now_ms`, `offset_minutes`: the desk's clock, for showing times. `officer`: login and post, as known so far.
    """

    lanes: "Lanes[LinkDesk]"
    notices: Notices
    shell: Shell
    codes: CodeBook
    now_ms: Callable[[], int]
    offset_minutes: Callable[[], int]
    refresh_actor: Callable[[], object]
    is_headquarters: bool = False
    language: str = "en"
    officer: str = ""

    def go(self, page: str, subject: object = None) -> None:
        """Open a page and, where there is a subject, turn it to that. KeyError when there is no such page."""
        widget = self.shell.open_page(page)
        if subject is not None and isinstance(widget, TurnsTo):
            widget.turn_to(subject)

    def open_case(self, case: bytes) -> None:
        """Open a case's workspace."""
        page = self.shell.open_page(CASES_PAGE)
        if isinstance(page, OpensCases):
            page.open_case(case)

    def now(self) -> datetime:
        """Return the time on the desk's clock, in the officer's zone."""
        return datetime.fromtimestamp(self.now_ms() / 1000, timezone(timedelta(minutes=self.offset_minutes())))

    def label(self, list_name: str, code: object) -> str:
        """Return what a code is called, "" for none."""
        return self.codes.label_of(list_name, code, self.language) if isinstance(code, str) else ""

    def say_problem(self, problem: TipdeskError) -> None:
        """Say a refusal that no field takes."""
        self.shell.toast.say(problem.text(_))

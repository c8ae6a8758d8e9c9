"""Keeps a report that is written without login: sealed every few seconds while somebody types, and when it is done.

What is typed is never on the disk except sealed. Sealing is done by `Locked`.
"""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.ui.lanes import Lanes
from tipdesk.ui.translate import _
from tipdesk.ui.unlock.locked import Locked
from tipdesk.ui.unlock.report_page import ReportPage
from tipdesk.ui.worry.draft import Answers, Autosave

EVERY_MS = 3_000
AUTHOR = "author"
"""Under this name an autosave carries the writer's name beside the answers."""


class ReportPresenter(QObject):
    """Connects the page of a report with the locked home; it lives as long as its page."""

    def __init__(self, lanes: Lanes[Locked], page: ReportPage) -> None:
        super().__init__(page)
        self._lanes, self._page = lanes, page
        self._autosave = Autosave(self._keep_draft, self, EVERY_MS)
        page.changed.connect(self._change)
        page.keep_pressed.connect(self._keep)
        page.emptied.connect(self._empty)
        page.left.connect(self._leave)

    def begin(self) -> None:
        """Note that a report is being written, and show whom to ring, when the page comes to the front."""
        self._lanes.write(_begin, owner=self, failed=self._ignore)
        self._lanes.read(_numbers, then=self._show_numbers, key="locked-numbers", owner=self)

    def _show_numbers(self, lines: list[DutyLine]) -> None:
        self._page.show_numbers(lines)

    def _change(self, draft: Mapping[str, object], author: str) -> None:
        self._autosave.change({**draft, AUTHOR: author})

    def _keep_draft(self, answers: Answers) -> None:
        rest = {name: value for name, value in answers.items() if name != AUTHOR}
        author = str(answers.get(AUTHOR) or "")
        self._lanes.write(
            _keep_draft, rest, author, then=self._tell_kept, failed=self._ignore, key="locked-draft", owner=self
        )

    def _tell_kept(self, _answer: None) -> None:
        self._page.show_kept(_("What you type is kept, sealed."))

    def _ignore(self, _problem: TipdeskError) -> None:
        """Say nothing when what is being typed cannot be sealed yet; *Keep* will say why."""
        self._page.show_kept("")

    def _keep(self, answers: Mapping[str, object], author: str) -> None:
        self._autosave.forget()
        self._lanes.write(_keep, answers, author, then=self._done, failed=self._page.show_refusal, owner=self)

    def _done(self, _answer: None) -> None:
        self._page.show_done()

    def _empty(self) -> None:
        self._autosave.forget()
        self._lanes.write(_drop, owner=self)

    def _leave(self) -> None:
        self._autosave.flush()
        self._lanes.write(_end, owner=self)


def _begin(home: Locked) -> None:
    home.begin_writing()


def _end(home: Locked) -> None:
    home.end_writing()


def _drop(home: Locked) -> None:
    home.drop_draft()


def _numbers(home: Locked) -> list[DutyLine]:
    return home.find_numbers()


def _keep_draft(home: Locked, answers: Mapping[str, object], author: str) -> None:
    home.keep_draft(answers, author)


def _keep(home: Locked, answers: Mapping[str, object], author: str) -> None:
    home.keep(answers, author)

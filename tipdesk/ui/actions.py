"""Everything one can do, written down once: menus, palette, shortcut sheet and help read it here.

Promises: ids and shortcuts are unique; a search finds by every word; an action is offered only on its page. Leaves to
others: what an action does, and showing the registry.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from tipdesk.ui.translate import _


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Action:
    """One thing to do. `text`: message id. `page`: the page it belongs to, "" for everywhere. `words`: other names.

    `is_bound`: False where something else listens for the keys of the shortcut.
    """

    id: str
    text: str
    run: Callable[[], object]
    shortcut: str = ""
    icon: str = "chevron-right"
    page: str = ""
    words: str = ""
    is_offered: Callable[[], bool] = _always
    is_bound: bool = True


class Result(NamedTuple):
    """Something found that is not an action: a case, a person, a help page."""

    text: str
    detail: str
    icon: str
    run: Callable[[], object]


Reply: TypeAlias = Callable[[Sequence[Result]], object]
Finder: TypeAlias = Callable[[str, Reply], object]
"""Asked with the words and a reply to call on the GUI thread, now or later, as often as there is news."""


class Actions:
    """The registry of one window."""

    def __init__(self) -> None:
        self._actions: dict[str, Action] = {}
        self.page = ""

    def add(self, action: Action) -> None:
        """Add an action. ValueError when its id or, on the same page, its shortcut is taken: a programming error."""
        pages = {action.page, ""} if action.page else {other.page for other in self}
        taken = {other.shortcut for other in self if other.shortcut and other.page in pages}
        if action.id in self._actions or action.shortcut in taken:
            raise ValueError(action.id)
        self._actions[action.id] = action

    def __iter__(self) -> Iterator[Action]:
        return iter(tuple(self._actions.values()))

    def run(self, action_id: str) -> None:
        """Do it. KeyError when there is no such action."""
        self._actions[action_id].run()

    def find_offered(self, words: str = "") -> list[Action]:
        """Return what can be done on the open page, best first; every word must begin some word of the action."""
        asked = words.lower().split()
        ranked = [
            (rank, action) for action in self if self._is_here(action) and (rank := _rank(action, asked)) is not None
        ]
        return [action for _rank, action in sorted(ranked, key=lambda pair: pair[0])]

    def find_shortcuts(self) -> list[Action]:
        """Return the actions with a shortcut, those of the whole window first."""
        return sorted((action for action in self if action.shortcut), key=lambda action: action.page)

    def bind(self, window: QWidget) -> None:
        """Let every shortcut work in `window`. Call once, when all actions are there."""
        for shortcut in dict.fromkeys(action.shortcut for action in self.find_shortcuts() if action.is_bound):
            entry = QAction(window)
            entry.setShortcut(QKeySequence(shortcut))
            entry.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            entry.triggered.connect(partial(self._run_here, shortcut))
            window.addAction(entry)

    def _run_here(self, shortcut: str) -> None:
        """Two pages may use one shortcut: run the action of the open page."""
        for action in self:
            if action.shortcut == shortcut and self._is_here(action):
                action.run()
                return

    def _is_here(self, action: Action) -> bool:
        return action.page in ("", self.page) and action.is_offered()


def _rank(action: Action, asked: Sequence[str]) -> int | None:
    """0: the text begins so. 1: each word begins a word of it. 2: by its other names. None: no match."""
    text = _(action.text).lower()
    own = text.split()
    other = own + action.words.lower().split() + _(action.words).lower().split()
    if text.startswith(" ".join(asked)):
        return 0
    if all(any(word.startswith(part) for word in own) for part in asked):
        return 1
    return 2 if all(any(word.startswith(part) for word in other) for part in asked) else None

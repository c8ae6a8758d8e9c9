"""The registry of everything one can do in a window, written down once.

Menus, the palette (Ctrl+K), the list of shortcuts and the help all read it here. Ids are unique, and so are shortcuts
among the actions of one page; a search finds an action by every word it has; an action that belongs to a page is
offered only there. What an action does is the function it carries.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
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
    """One thing that an officer can do.

    `text` is the message id of what it is called, and `words` are other names by which a search finds it. `page` is the
    id of the page it belongs to, "" for everywhere. `is_offered` tells whether it can be done just now. `is_bound` is
    False where something else already listens for the keys of its shortcut. `is_help` puts it among the helps.
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
    is_help: bool = False


class Result(NamedTuple):
    """Something that a search found and that is not an action, under the heading of its `group`: a case, a person."""

    text: str
    detail: str
    icon: str
    run: Callable[[], object]
    group: str = ""


Reply: TypeAlias = Callable[[Sequence[Result]], object]
Finder: TypeAlias = Callable[[str, Reply], object]
"""Asked with the words and a reply to call on the GUI thread, now or later, as often as there is news."""


class Actions:
    """The registry of one window.

    `page` is the id of the page that is open, and `front` the page itself, None before the first. `names` says what
    pages are called, by their ids.
    """

    def __init__(self) -> None:
        self._actions: dict[str, Action] = {}
        self.page = ""
        self.front: QWidget | None = None
        self.names: dict[str, str] = {}

    def add(self, action: Action) -> None:
        """Add an action. Raises ValueError, a programming error, when its id or its shortcut is taken.

        Two pages may use the same shortcut; an action of one page and one of the whole window may not.
        """
        pages = {action.page, ""} if action.page else {other.page for other in self}
        taken = {other.shortcut for other in self if other.shortcut and other.page in pages}
        if action.id in self._actions or action.shortcut in taken:
            raise ValueError(action.id)
        self._actions[action.id] = action

    def __iter__(self) -> Iterator[Action]:
        return iter(tuple(self._actions.values()))

    def run(self, action_id: str) -> None:
        """Run the action with this id. Raises KeyError when there is none."""
        self._actions[action_id].run()

    def find_offered(self, words: str = "") -> list[Action]:
        """Return what can be done on the open page, the best match first.

        Every word asked for must begin some word of the action; without words all that is offered is returned.
        """
        return matching([action for action in self if self._is_here(action)], words)

    def find_shortcuts(self) -> list[Action]:
        """Return the actions that have a shortcut, those of the whole window before those of single pages."""
        return sorted((action for action in self if action.shortcut), key=lambda action: action.page)

    def bind(self, window: QWidget) -> None:
        """Let every shortcut work in `window`. Call it once, when all actions have been added."""
        for shortcut in dict.fromkeys(action.shortcut for action in self.find_shortcuts() if action.is_bound):
            entry = QAction(window)
            entry.setShortcut(QKeySequence(shortcut))
            entry.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            entry.triggered.connect(partial(self.press, shortcut))
            window.addAction(entry)

    def press(self, shortcut: str) -> None:
        """Run the action that this shortcut means on the open page, since two pages may use the same one."""
        for action in self:
            if action.shortcut == shortcut and self._is_here(action):
                action.run()
                return

    def _is_here(self, action: Action) -> bool:
        return action.page in ("", self.page) and action.is_offered()


def matching(actions: Iterable[Action], words: str) -> list[Action]:
    """Return those of the actions that fit the words, the best match first; without words all of them."""
    asked = words.lower().split()
    ranked = [(rank, action) for action in actions if (rank := _rank(action, asked)) is not None]
    return [action for _rank, action in sorted(ranked, key=lambda pair: pair[0])]


def _rank(action: Action, asked: Sequence[str]) -> int | None:
    """Return how well an action fits the words asked for, 0 being best, or None when it does not.

    0 means that its text begins with the words, 1 that each of them begins a word of its text, 2 that it needs the
    action's other names.
    """
    text = _(action.text).lower()
    own = text.split()
    other = own + action.words.lower().split() + _(action.words).lower().split()
    if text.startswith(" ".join(asked)):
        return 0
    if all(any(word.startswith(part) for word in own) for part in asked):
        return 1
    return 2 if all(any(word.startswith(part) for word in other) for part in asked) else None

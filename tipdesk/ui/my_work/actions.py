"""What can be done with the chosen line of My work, for the registry of actions, with the letters that do it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.actions import Action

PAGE = "my-work"


class WorkDeed(NamedTuple):
    """What can be done with a line: words of its action and of its button, icon, and the letter that does it."""

    words: str
    button: str
    icon: str
    letter: str


DEEDS = {
    "done": WorkDeed(mark("Done: the chosen task"), mark("&Done"), "check", "D"),
    "take": WorkDeed(mark("Take the chosen task"), mark("&Take it"), "user", "T"),
    "have": WorkDeed(mark("I have it: the chosen report"), mark("&I have it"), "check", "I"),
    "decide": WorkDeed(mark("Decide the chosen review"), mark("De&cide"), "eye", "C"),
    "approve": WorkDeed(
        mark("Approve or refuse what the chosen line asks"), mark("A&pprove or refuse"), "circle-check", "P"
    ),
    "take_on": WorkDeed(
        mark("Accept or decline the case that is handed over"), mark("Accept or dec&line"), "route", "L"
    ),
    "ring": WorkDeed(mark("Ring about the chosen line"), mark("&Ring…"), "phone", "R"),
    "answers": WorkDeed(mark("Show the answers to settle"), mark("&Answers"), "scale", "A"),
    "open": WorkDeed(mark("Open the chosen line"), mark("&Open"), "folder", "O"),
}
"""What can be done with a line of My work, by name, in the order of the buttons."""


@runtime_checkable
class WorkFront(Protocol):
    """The page My work, as these actions ask for it."""

    def press(self, deed: str) -> None:
        """Do a deed with the chosen line."""

    def can_press(self, deed: str) -> bool:
        """Tell whether a deed can be done with the chosen line."""


def work_actions(front: Callable[[], QWidget | None]) -> Sequence[Action]:
    """Return the actions of My work, which are offered on that page alone; `front` returns the page in front."""

    def press(deed: str) -> None:
        page = front()
        if isinstance(page, WorkFront):
            page.press(deed)

    def can_press(deed: str) -> bool:
        page = front()
        return isinstance(page, WorkFront) and page.can_press(deed)

    return tuple(
        Action(
            f"work-{name}", deed.words, partial(press, name), deed.letter, deed.icon, PAGE,
            is_offered=partial(can_press, name), is_bound=False,
        )
        for name, deed in DEEDS.items()
    )  # fmt: skip

"""What can be done with the chosen line of My work, for the registry of actions, with the letters that do it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.actions import Action

PAGE = "my-work"
_DEEDS = (
    ("done", mark("Done: the chosen task"), "check", "D"),
    ("take", mark("Take the chosen task"), "user", "T"),
    ("have", mark("I have it: the chosen report"), "check", "I"),
    ("decide", mark("Decide the chosen review"), "eye", "C"),
    ("approve", mark("Approve or refuse what the chosen line asks"), "circle-check", "P"),
    ("ring", mark("Ring about the chosen line"), "phone", "R"),
    ("answers", mark("Show the answers to settle"), "scale", "A"),
    ("open", mark("Open the chosen line"), "folder", "O"),
)


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
            f"work-{deed}", words, partial(press, deed), letter, icon, PAGE,
            is_offered=partial(can_press, deed), is_bound=False,
        )
        for deed, words, icon, letter in _DEEDS
    )  # fmt: skip

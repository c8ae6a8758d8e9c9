"""What can be done with the case in front, for the registry of actions: how it stands, its pages, a window's parts.

Importing this module loads no screen of a case; an action is offered only while a case is in sight.
"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea, QStackedWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.actions import Action
from tipdesk.ui.round import HasParts, Part, go_round, sides_of

if TYPE_CHECKING:
    from tipdesk.ui.seat import Seat
    from tipdesk.ui.shell import Shell

PAGE = "cases"
STAGE, RISK, CHARGE = "stage", "risk", "charge"


def head_actions(seat: "Seat") -> Sequence[Action]:
    """Return the actions about the case in front of this window."""

    def is_offered() -> bool:
        return seat.case is not None and seat.case.is_in_front()

    def ask(what: str) -> None:
        if seat.case is not None and is_offered():
            seat.case.ask(what)

    def find() -> None:
        if seat.case is not None and is_offered():
            seat.case.find()

    def turn(step: int) -> None:
        if seat.case is not None and is_offered():
            seat.case.turn_page(step)

    return (
        Action(
            "case-stage", mark("Change the stage"), partial(ask, STAGE), "Ctrl+T", "flag", PAGE,
            words=mark("case open close reopen follow-up"), is_offered=is_offered,
        ),
        Action(
            "case-risk", mark("Change the risk"), partial(ask, RISK), "Ctrl+R", "alert-triangle", PAGE,
            words=mark("case danger level"), is_offered=is_offered,
        ),
        Action(
            "case-charge", mark("Change who is in charge"), partial(ask, CHARGE), "Ctrl+I", "user", PAGE,
            words=mark("case officer assign owner"), is_offered=is_offered,
        ),
        Action(
            "case-find", mark("Search this case"), find, "Ctrl+Shift+F", "search", PAGE,
            words=mark("find within here person text"), is_offered=is_offered,
        ),
        Action(
            "case-next-page", mark("Next page of the case"), partial(turn, 1), "Ctrl+PgDown", "chevron-right", PAGE,
            is_offered=is_offered,
        ),
        Action(
            "case-page-before", mark("Page of the case before this one"), partial(turn, -1), "Ctrl+PgUp",
            "chevron-left", PAGE, is_offered=is_offered,
        ),
    )  # fmt: skip


def round_actions(shell: "Shell") -> Sequence[Action]:
    """Return the actions that move from part to part of a window."""
    return (
        Action("round", mark("Next part of the window"), lambda: go_round(parts_of(shell)), "F6", "refresh"),
        Action(
            "round-back", mark("Part of the window before this one"), lambda: go_round(parts_of(shell), -1),
            "Shift+F6", "refresh",
        ),
    )  # fmt: skip


def parts_of(shell: "Shell") -> list[Part]:
    """Return the parts of a window: its rail, the head and the sides of the page in front, and its foot."""
    stack = shell.findChild(QStackedWidget)
    area = stack.currentWidget() if stack is not None else None
    page = area.widget() if isinstance(area, QScrollArea) else area
    own: list[Part] = [[shell.top]]
    if isinstance(page, HasParts):
        own = [[*page.parts()[0], shell.top], *page.parts()[1:]]
    elif page is not None:
        own += sides_of(page)
    return [[shell.rail], *own, [shell.statusBar()]]

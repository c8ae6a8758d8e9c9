"""What can be done with the case in front, for the registry of actions: how it stands, its pages, a window's parts.

Importing this module loads no screen of a case; an action is offered only while a case is in sight.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea, QStackedWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.actions import Action
from tipdesk.ui.calls.ring_actions import ring_actions
from tipdesk.ui.round import HasParts, Part, go_round, sides_of
from tipdesk.ui.seat import SHARE

if TYPE_CHECKING:
    from tipdesk.ui.seat import OpenCase, Seat
    from tipdesk.ui.shell import Shell

PAGE = "cases"
STAGE, RISK, CHARGE, JOIN, PART, REFER = "stage", "risk", "charge", "join", "part", "refer"
HAND_OVER, ANSWER_HAND_OVER = "hand_over", "answer_hand_over"


_DEEDS: tuple[tuple[str, str, str, str, str, Callable[["OpenCase"], object]], ...] = (
    (
        "case-stage", mark("Change the stage"), "Ctrl+T", "flag", mark("case open close reopen follow-up"),
        lambda case: case.ask(STAGE),
    ),
    (
        "case-risk", mark("Change the risk"), "Ctrl+R", "alert-triangle", mark("case danger level"),
        lambda case: case.ask(RISK),
    ),
    (
        "case-charge", mark("Change who is in charge"), "Ctrl+I", "user", mark("case officer assign owner"),
        lambda case: case.ask(CHARGE),
    ),
    (
        "case-join", mark("Join this case into another: it was entered twice"), "", "affiliate",
        mark("case duplicate double merge same"), lambda case: case.ask(JOIN),
    ),
    (
        "case-part", mark("Part this case from the one into which it was joined"), "", "arrow-back-up",
        mark("case duplicate undo moved"), lambda case: case.ask(PART),
    ),
    (
        "case-share", mark("Share with another post…"), "", "building", mark("case give together end stop forget"),
        lambda case: case.ask(SHARE),
    ),
    (
        "case-refer", mark("Refer…"), "", "heart-handshake", mark("agency letter help send service need"),
        lambda case: case.ask(REFER),
    ),
    (
        "case-hand-over", mark("Hand over to another post…"), "", "route",
        mark("case transfer move give away station responsibility"), lambda case: case.ask(HAND_OVER),
    ),
    (
        "case-answer-hand-over", mark("Accept, decline or take back a hand-over…"), "", "circle-check",
        mark("case transfer take on receive post"), lambda case: case.ask(ANSWER_HAND_OVER),
    ),
    (
        "case-find", mark("Search this case"), "Ctrl+Shift+F", "search", mark("find within here person text"),
        lambda case: case.find(),
    ),
    (
        "case-next-page", mark("Next page of the case"), "Ctrl+PgDown", "chevron-right", "",
        lambda case: case.turn_page(1),
    ),
    (
        "case-page-before", mark("Page of the case before this one"), "Ctrl+PgUp", "chevron-left", "",
        lambda case: case.turn_page(-1),
    ),
)  # fmt: skip
"""What is done with the case in front: id, text, keys, icon, other words for it, and the deed."""


def head_actions(seat: "Seat") -> Sequence[Action]:
    """Return the actions about the case in front of this window, and those that need none: to ring, and for a slip."""

    def is_offered() -> bool:
        return seat.case is not None and seat.case.is_in_front()

    def run(deed: Callable[["OpenCase"], object]) -> None:
        if seat.case is not None and is_offered():
            deed(seat.case)

    slip, words = mark("A reply slip came back…"), mark("referral answer code letter agency")
    own = [
        Action(name, text, partial(run, deed), keys, icon, PAGE, other, is_offered)
        for name, text, keys, icon, other, deed in _DEEDS
    ]
    own.append(Action("reply-slip", slip, partial(_ask_slip, seat), icon="message-2", words=words))
    return [*own, *ring_actions(seat)]


def _ask_slip(seat: "Seat") -> None:
    """Ask for the code on a slip; its module is a screen's, and imported when it is asked for."""
    from tipdesk.ui.referring.slip import open_slip

    open_slip(seat)


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

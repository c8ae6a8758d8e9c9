"""The actions of tags only: F4 hides names in every list or shows them, and a supervisor decides how lists begin.

When the switch turns, every screen asks again, so that nothing stays readable that should be hidden. How lists begin on
this PC is read from the store once, when the window opens.
"""

from collections.abc import Sequence
from functools import partial

from tipdesk.domain.texts import _ as mark
from tipdesk.services.lists.tags_only import ListDefault, get_list_default, set_list_default
from tipdesk.services.results import Changed
from tipdesk.ui.actions import Action
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _


def tags_actions(seat: Seat) -> Sequence[Action]:
    """Let the switch of a window reach all of its screens, and return the actions that turn it."""
    switch = seat.names_switch
    switch.turned.connect(lambda: seat.notices.announce(Changed(frozenset())))

    def begin(default: ListDefault) -> None:
        switch.turn(is_on=default.is_hidden)

    seat.lanes.read(get_list_default, then=begin, key="tags-only", owner=seat.shell)
    turn, decide = partial(_turn, seat), partial(_decide, seat)
    return (
        Action("tags-only", mark("Tags only: hide names in lists, or show them"), turn, "F4", "eye-off"),
        Action(
            "tags-default",
            mark("Begin lists on this PC with tags only, or with names"),
            decide,
            icon="eye-off",
            words=mark("counter privacy default supervisor"),
        ),
    )


def _turn(seat: Seat) -> None:
    """Hide names in every list, or show them."""
    switch = seat.names_switch
    switch.turn(is_on=not switch.is_on)
    hidden = _("Tags only: lists show tags and codes. F4 shows names again.")
    seat.say(hidden if switch.is_on else _("Lists show names."))


def _decide(seat: Seat) -> None:
    """Let lists of this PC begin the other way from now on, and turn the switch to it."""

    def told(default: ListDefault) -> None:
        seat.names_switch.turn(is_on=default.is_hidden)
        hidden, shown = _("Lists on this PC begin with tags only."), _("Lists on this PC begin with names.")
        seat.say(hidden if default.is_hidden else shown)

    def decided(default: ListDefault) -> None:
        seat.lanes.write(set_list_default, is_hidden=not default.is_hidden, then=told, owner=seat.shell)

    seat.lanes.read(get_list_default, then=decided, owner=seat.shell)

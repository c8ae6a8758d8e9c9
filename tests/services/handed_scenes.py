"""Scenes of a case that goes to another post past its gate: somebody elsewhere put in charge, and moved unanswered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.fakes.desk import make_actor
from tests.services.determined import put
from tests.services.gates_scenes import Scene, the_case
from tests.services.moving_scenes import BEFORE, change
from tests.services.rooms import COORDINATOR

if TYPE_CHECKING:
    from tests.services.rooms import Room

HERE, THERE, OFFICE = (name.ljust(16, b".") for name in (b"post", b"other post", b"office"))
AWAY = make_actor("away", frozenset({"investigator", "supervisor"}))


def two_posts(room: Room) -> None:
    """Let there be this post, which began the case, and another one with an officer."""
    for row, code in ((HERE, "VFT"), (THERE, "DEN"), (OFFICE, "HQ")):
        room.write_directory("Post", row, {"code": code, "name": code.title()})
    room.write_directory("Device", room.store.place.device, {"post": HERE, "sign_key": b"k" * 32})
    room.write_directory("Device", b"pc of the others", {"post": THERE, "sign_key": b"o" * 32})
    room.write_directory("Officer", AWAY.officer, {"login": AWAY.login, "roles": AWAY.roles, "post": THERE})
    room.store.clock.pass_minutes(1)


def worded(room: Room) -> None:
    """Offer the case to the other post, with headquarters' word for it."""
    two_posts(room)
    offer(room, grant="read out by telephone")


def offer(room: Room, **given: Any) -> None:  # noqa: ANN401 - as rows take them
    """Write an offer to the other post past every gate."""
    put(room, "CaseHandover", {"to_post": THERE, "why": "They live there.", "asked_at": BEFORE, **given})


def accepted(room: Room) -> None:
    """Write that the other post has accepted."""
    change(room, "CaseHandover", answer="accepted", answered_by=AWAY.officer, answered_at=BEFORE)


def taken_on(room: Room) -> None:
    """Write that the other post has accepted and has the case."""
    accepted(room)
    put(room, "Case", {"post": THERE}, room.rows("Case")[0])


HANDED = "handover-accepted"
OWNER_SCENES = (
    Scene(HANDED, "Case", {"owner": AWAY.officer}, the_case, actor=COORDINATOR, prepare=worded, mend=taken_on),
)
MOVED_SCENES = (Scene(HANDED, "Case", {"post": THERE}, the_case, actor=COORDINATOR, prepare=worded, mend=accepted),)
HANDED_SCENES = (*OWNER_SCENES, *MOVED_SCENES)

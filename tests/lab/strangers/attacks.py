"""All attacks, in the order in which they are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.lab.strangers import found, questions, requests, sockets

if TYPE_CHECKING:
    from tests.lab.strangers.attack import Attack

ATTACKS: tuple[Attack, ...] = (
    *sockets.ATTACKS,
    requests.BODIES,
    requests.NONSENSE,
    found.BEGINNING,
    questions.OVER,
    questions.AGAIN,
)

"""All attacks, in the order in which they are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.lab.strangers import found, questions, requests, sockets
from tests.lab.strangers.hidden_words import IN_THE_WINDOW, ON_TERMINALS
from tests.lab.strangers.sticks import BAD_NAMES, HIDDEN, JUNK

if TYPE_CHECKING:
    from tests.lab.strangers.attack import Attack

ATTACKS: tuple[Attack, ...] = (
    ON_TERMINALS,
    IN_THE_WINDOW,
    JUNK,
    BAD_NAMES,
    HIDDEN,
    *sockets.ATTACKS,
    requests.BODIES,
    requests.NONSENSE,
    found.BEGINNING,
    questions.OVER,
    questions.AGAIN,
)

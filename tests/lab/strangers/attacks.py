"""All attacks, in the order in which they are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.lab.strangers import enrolments, found, questions, requests, sockets
from tests.lab.strangers.at_once import AT_ONCE_RIGHT
from tests.lab.strangers.full_disk import FULL_DISK
from tests.lab.strangers.grown import GROWN
from tests.lab.strangers.hidden_words import IN_THE_WINDOW, ON_TERMINALS
from tests.lab.strangers.long_papers import LONG_CASE_FILE
from tests.lab.strangers.open_home import OPEN_HOME
from tests.lab.strangers.planted_link import PLANTED_LINK
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
    *enrolments.ATTACKS,
    GROWN,
    PLANTED_LINK,
    OPEN_HOME,
    AT_ONCE_RIGHT,
    LONG_CASE_FILE,
    *FULL_DISK,
)

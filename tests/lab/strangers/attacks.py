"""All attacks, in the order in which they are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.lab.strangers.at_once import AT_ONCE_RIGHT
from tests.lab.strangers.full_disk import FULL_DISK
from tests.lab.strangers.open_home import OPEN_HOME
from tests.lab.strangers.planted_link import PLANTED_LINK

if TYPE_CHECKING:
    from tests.lab.strangers.attack import Attack

ATTACKS: tuple[Attack, ...] = (
    PLANTED_LINK,
    OPEN_HOME,
    AT_ONCE_RIGHT,
    *FULL_DISK,
)

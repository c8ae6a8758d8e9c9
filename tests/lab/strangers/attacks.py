"""All attacks, in the order in which they are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.lab.strangers.sticks import BAD_NAMES, HIDDEN, JUNK

if TYPE_CHECKING:
    from tests.lab.strangers.attack import Attack

ATTACKS: tuple[Attack, ...] = (
    JUNK,
    BAD_NAMES,
    HIDDEN,
)

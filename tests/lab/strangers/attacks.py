"""All attacks, in the order in which they are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.lab.strangers import enrolments

if TYPE_CHECKING:
    from tests.lab.strangers.attack import Attack

ATTACKS: tuple[Attack, ...] = (*enrolments.ATTACKS,)

"""Argon2id (RFC 9106): how a passphrase becomes a key, and how dear that is made on this PC.

No parameters below the floor or above the ceiling are ever run, so that neither a weakened nor a greedy slots file does
harm. The parameters are kept in each slot (`slots_file`).
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from tipdesk.adapters.keys.primitives import KEY_BYTES
from tipdesk.domain.errors import Distrust, Trouble
from tipdesk.domain.texts import _

SALT_BYTES: Final = 16
_MIB: Final = 1024


@dataclass(frozen=True)
class Cost:
    """Argon2id's three parameters: memory in KiB, passes over it, and lanes."""

    memory_kib: int
    passes: int
    lanes: int


FLOOR: Final = Cost(64 * _MIB, 3, 4)
CEILING: Final = Cost(512 * _MIB, 64, 16)


def check_cost(cost: Cost) -> None:
    """Raise Distrust `slots-parameters` for parameters outside floor and ceiling, before anything is allocated."""
    inside = (
        FLOOR.memory_kib <= cost.memory_kib <= CEILING.memory_kib
        and FLOOR.passes <= cost.passes <= CEILING.passes
        and FLOOR.lanes <= cost.lanes <= CEILING.lanes
    )
    if not inside:
        raise Distrust("slots-parameters", _("The key file asks for passphrase settings that are not allowed."))


def stretch(passphrase: bytes, salt: bytes, cost: Cost) -> bytes:
    """Return the 32-byte key of a passphrase.

    Raises:
        Distrust: `slots-parameters` where the cost is outside floor and ceiling.
        Trouble: `no-memory` where the PC cannot spare the memory just now.
    """
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    check_cost(cost)
    try:
        return hash_secret_raw(
            passphrase,
            salt,
            time_cost=cost.passes,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
            hash_len=KEY_BYTES,
            type=Type.ID,
        )
    except (HashingError, MemoryError) as error:
        raise Trouble("no-memory", _("This PC has too little free memory to check a passphrase.")) from error


def measured_seconds(cost: Cost) -> float:
    """Return how many seconds one stretching at this cost takes on this PC now."""
    start = time.perf_counter()
    stretch(b"calibration", bytes(SALT_BYTES), cost)
    return time.perf_counter() - start


def calibrate(measure: Callable[[Cost], float] = measured_seconds, *, low: float = 0.5, high: float = 1.0) -> Cost:
    """Return the cost that takes `low` to `high` seconds on this PC, by more memory first and then by more passes.

    A PC on which the floor already takes longer gets the floor.
    """
    cost = FLOOR
    took = measure(cost)
    while took < low and cost.memory_kib < CEILING.memory_kib:
        larger = replace(cost, memory_kib=cost.memory_kib * 2)
        try:
            larger_took = measure(larger)
        except Trouble:
            break
        if larger_took > high:
            break
        cost, took = larger, larger_took
    if took >= low:
        return cost
    wanted = math.ceil(cost.passes * (low + high) / 2 / took)
    return replace(cost, passes=min(CEILING.passes, wanted))

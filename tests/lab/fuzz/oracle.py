"""Gives bytes to a target and says what is wrong: another exception than a declared one, or more than a second."""

from __future__ import annotations

import resource
import time
import traceback
from typing import TYPE_CHECKING

from tipdesk.domain.errors import TipdeskError

if TYPE_CHECKING:
    import random

    from tests.lab.fuzz.targets import Target

from tests.lab.fuzz.mutating import mutate

MOST_SECONDS, MOST_MEBIBYTES = 1.0, 256
_SHOWN = 300


def problem_of(target: Target, content: bytes) -> str:
    """Return what is wrong, "" where the target bears these bytes. The time is that of the processor."""
    began = time.process_time()
    try:
        target.run(content)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a bug
        if isinstance(error, (TipdeskError, *target.declared)):
            return _late(target, content, began)
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{last.filename.rpartition('/')[2]}:{last.lineno}"
        return f"{target.name}: {type(error).__name__} in {where} for {content[:_SHOWN].hex()} ({len(content)} bytes)"
    return _late(target, content, began)


def _late(target: Target, content: bytes, began: float) -> str:
    spent = time.process_time() - began
    return f"{target.name}: {spent:.1f} s for {content[:_SHOWN].hex()}" if spent > MOST_SECONDS else ""


def fuzz(target: Target, dice: random.Random, times: int) -> list[str]:
    """Give a target so many changed seeds; return what is wrong, memory included."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    problems = [problem for _time in range(times) if (problem := problem_of(target, mutate(dice, target.seeds)))]
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    return [*dict.fromkeys(problems), *([f"{target.name}: {grown} MiB"] if grown > MOST_MEBIBYTES else [])]

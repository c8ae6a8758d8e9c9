"""Time taken so that it can be trusted on a shared machine: a warm-up that is not counted, paired runs, medians.

Where a run lasts a second, the quickest of several stands for it: neighbours can only make it slower, by half and more.
"""

from __future__ import annotations

import gc
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


@dataclass
class Stopwatch:
    """Seconds, one figure a run."""

    runs: list[float] = field(default_factory=list)

    @contextmanager
    def run(self) -> Iterator[None]:
        """Time one long run."""
        gc.collect()
        gc.freeze()
        with self.short_run():
            yield
        gc.unfreeze()

    @contextmanager
    def short_run(self) -> Iterator[None]:
        """Time a run so short that clearing away before it would cost more than it."""
        began = time.perf_counter()
        yield
        self.runs.append(time.perf_counter() - began)

    @property
    def median(self) -> float:
        """Return the median of the runs, in seconds."""
        return median(self.runs)


def timed(deed: Callable[[], object]) -> float:
    """Return how many seconds a deed takes."""
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def spin() -> None:
    """Compute for some milliseconds, in nothing but this thread: how long it takes tells the pace of the machine."""
    one = 1
    for _ in range(100_000):
        one = one * 3 % 1_000_003


def paired_ratio(ours: Sequence[float], floors: Sequence[float]) -> float:
    """Return the median of the ratios pair by pair: it holds when the machine's speed drifts."""
    return median(our / floor for our, floor in zip(ours, floors, strict=True))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which this share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(share * 100) * len(ordered) // 100) - 1))]

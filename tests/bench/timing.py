"""Time taken so that it can be trusted on a shared machine: medians, paired runs, a warm-up that is not counted."""

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


def paired_ratio(ours: Sequence[float], floors: Sequence[float]) -> float:
    """Return the median of the ratios pair by pair: it holds when the machine's speed drifts."""
    return median(our / floor for our, floor in zip(ours, floors, strict=True))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which this share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(share * 100) * len(ordered) // 100) - 1))]

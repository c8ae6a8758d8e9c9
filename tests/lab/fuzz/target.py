"""What the fuzzer feeds: one parser of bytes from outside, and what it begins from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True)
class Target:
    """One parser. `seeds`: what it begins from; `declared`: what else than the three families it may raise."""

    name: str
    run: Callable[[bytes], object]
    seeds: Sequence[bytes]
    declared: tuple[type[Exception], ...] = ()

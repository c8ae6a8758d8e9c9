"""A passphrase in tests: Argon2id over a few KiB, so that it costs next to nothing.

At the floor a passphrase takes a fifth of a second of a processor, and a test run tries thousands. What is made small
is the work of the library alone: the costs that the program chooses, writes and refuses are those of every day, and two
costs give two keys. The program knows nothing of this. Another process stretches in earnest, unless a test has it
stretch as it does itself: `AsHere` does so for a function, `words_of` for a module, which is then run by
`python -m tests.stretching MODULE …`. Files that start the program as an officer does are marked `earnest` and make
their homes in earnest as well; so do all tests of keys.
"""

from __future__ import annotations

import runpy
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from argon2 import low_level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_IN_EARNEST = low_level.hash_secret_raw
_LITTLE = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
_SALT_BYTES = 16


def _cheaply(secret: bytes, salt: bytes, **asked: Any) -> bytes:  # noqa: ANN401 - whatever the library takes
    """Stretch as the library does, with a salt that stands for the cost asked for instead of that cost."""
    cost = " ".join(f"{asked[name]}" for name in _LITTLE)
    return _IN_EARNEST(secret, sha256(cost.encode() + salt).digest()[:_SALT_BYTES], **(asked | _LITTLE))


def is_cheap() -> bool:
    """Tell whether this process stretches cheaply now."""
    return low_level.hash_secret_raw is not _IN_EARNEST


@dataclass(frozen=True)
class AsHere:
    """A deed for another process of the tests, which is to stretch as this one does now."""

    deed: Callable[..., object]
    is_cheap: bool = field(default_factory=is_cheap)

    def __call__(self, *given: object) -> None:
        """Do it there."""
        with stretching(cheaply=self.is_cheap):
            self.deed(*given)


def words_of(module: str) -> list[str]:
    """Return the words that run a module in another process, which is to stretch as this one does now."""
    return [sys.executable, "-m", *(["tests.stretching"] if is_cheap() else []), module]


@contextmanager
def stretching(*, cheaply: bool) -> Iterator[None]:
    """Stretch cheaply, or in earnest, until the end of the block."""
    before = low_level.hash_secret_raw
    _put(_cheaply if cheaply else _IN_EARNEST)
    try:
        yield
    finally:
        _put(before)


def _put(stretch: Callable[..., bytes]) -> None:
    low_level.hash_secret_raw = stretch


if __name__ == "__main__":
    from tests.stretching import stretching as stretching_there  # of the module that others import, not of this one

    sys.argv.pop(0)
    with stretching_there(cheaply=True):
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)

"""What the screens of the store's state are handed by bootstrap: what was noticed, the eight words, comparing them.

Screens import no adapter. Everything here is a callable, so that a test hands in its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


class Noticed(NamedTuple):
    """Why the store can only be read.

    `kinds` are the checks that did not hold, the most telling first; `call_code` is the code to read out to
    headquarters.
    """

    kinds: tuple[str, ...]
    call_code: str


class ShownWords(NamedTuple):
    """The eight words of now, and the entry of the own log that they name."""

    words: tuple[str, ...]
    seq: int


@dataclass(frozen=True)
class WholeStore:
    """The callables themselves.

    `noticed` returns why the store can only be read, or None; it may change while the window is open, when words that
    are compared are of another state. `words` and `compare` may block and are called on lanes. `compare` returns the
    entry that the words name, or None where the store does not have it; it raises UserError `bad-words` where they are
    no such words.
    """

    noticed: Callable[[], Noticed | None]
    words: Callable[[], ShownWords]
    compare: Callable[[str], int | None]

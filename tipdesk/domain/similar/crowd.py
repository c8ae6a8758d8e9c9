"""Among how many people somebody is sought, and how rare a word is among them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log10

from tipdesk.domain.similar.search_keys import spelled_key

_FEWEST_PEOPLE = 1_000
"""Among fewer people a name only looks rare, since the rest of the country was never here."""
_RAREST, _COMMONEST = 0.0004, 0.05


@dataclass(frozen=True)
class Crowd:
    """So many people, and how many of them lie under each key that was asked for."""

    people: int = 0
    having: Mapping[int, int] = field(default_factory=dict)

    @property
    def beforehand(self) -> float:
        """Return what speaks for any one of them before anything is compared: next to nothing."""
        return log10(0.5 / self._size)

    def surprise(self, word: str) -> float:
        """Return by how much it surprises, as a power of ten, that somebody else has this word in a name."""
        share = (self.having.get(spelled_key(word), 0) + 1) / self._size
        return -log10(min(max(share, _RAREST), _COMMONEST))

    @property
    def _size(self) -> int:
        return max(self.people, _FEWEST_PEOPLE)

"""The nearness of two texts by rapidfuzz, which is imported when the first two are compared."""

from collections.abc import Callable
from functools import cached_property


class LetterNearness:
    """Compares the letters of two texts (`domain/similar/nearness`)."""

    def share(self, one: str, other: str) -> float:
        """Return how much of two texts is the same, by Jaro and Winkler: 1 for equal."""
        return self._share(one, other)

    def slips(self, one: str, other: str) -> int:
        """Return how many slips make one text of the other; no part of a text slips twice."""
        return self._slips(one, other)

    @cached_property
    def _share(self) -> Callable[[str, str], float]:
        from rapidfuzz.distance import JaroWinkler

        return JaroWinkler.normalized_similarity

    @cached_property
    def _slips(self) -> Callable[[str, str], int]:
        from rapidfuzz.distance import OSA

        return OSA.distance

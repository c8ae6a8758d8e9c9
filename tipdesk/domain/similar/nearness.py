"""How near two words are to one another in their letters, as it is asked for; `adapters/matching` answers."""

from typing import Protocol


class Nearness(Protocol):
    """Compares the letters of two texts."""

    def share(self, one: str, other: str) -> float:
        """Return how much of two texts is the same, the beginning counting most (Jaro and Winkler): 1 for equal."""

    def slips(self, one: str, other: str) -> int:
        """Return how many slips make one text of the other.

        A letter added, left out or exchanged for another is one slip, and so are two neighbours that changed places.
        """

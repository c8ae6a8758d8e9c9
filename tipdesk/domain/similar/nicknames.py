"""Short forms of given names, and forms of one name in several languages: Liz and Elizabeth, Paco and Francisco.

They are asked of what is sought, never of what is held, so that a longer list helps at once with all who are known.
"""

from collections import defaultdict
from collections.abc import Iterable

from tipdesk.domain.similar.spelling import words_of


class Nicknames:
    """Which given names stand for one another; a name may belong to several groups, as Alex does."""

    def __init__(self, groups: Iterable[Iterable[str]] = ()) -> None:
        found: dict[str, set[str]] = defaultdict(set)
        for group in groups:
            words = {word for name in group for word in words_of(name)}
            for word in words:
                found[word] |= words - {word}
        self._of = {word: frozenset(others) for word, others in found.items()}

    @classmethod
    def parse(cls, text: str) -> "Nicknames":
        """Return the nicknames of a file that has one group a line; lines that begin with # explain."""
        lines = (line.strip() for line in text.splitlines())
        return cls(line.split() for line in lines if line and not line.startswith("#"))

    def of(self, word: str) -> frozenset[str]:
        """Return the folded names for which a folded name may stand, apart from itself."""
        return self._of.get(word, frozenset())


NO_NICKNAMES = Nicknames()

"""Short forms of given names, and forms of one name in several languages: Liz and Elizabeth, Paco and Francisco.

They are asked of what is sought, never of what is held, so that a longer list helps at once with all who are known.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from tipdesk.domain.folding import words_of


class Nicknames:
    """Which given names stand for one another; a name may belong to several groups, as Alex does.

    The groups are taken apart when the first name is asked for, since most sessions ask for none.
    """

    def __init__(self, groups: Collection[Iterable[str]] = ()) -> None:
        self._groups = groups

    @cached_property
    def _of(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for group in self._groups:
            words = {word for name in group for word in words_of(name)}
            for word in words:
                found[word] |= words - {word}
        return {word: frozenset(others) for word, others in found.items()}

    @classmethod
    def parse(cls, text: str) -> "Nicknames":
        """Return the nicknames of a file that has one group a line; lines that begin with # explain."""
        lines = (line.strip() for line in text.splitlines())
        return cls(tuple(line.split() for line in lines if line and not line.startswith("#")))

    def of(self, word: str) -> frozenset[str]:
        """Return the folded names for which a folded name may stand, apart from itself."""
        return self._of.get(word, frozenset())


NO_NICKNAMES = Nicknames()

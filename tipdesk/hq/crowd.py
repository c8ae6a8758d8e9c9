"""A crowd of connections that have proved nothing yet, and who of them must leave when there are too many.

Newcomers are never turned away: the oldest connection of the address that holds most leaves for them. So a flood from
one address pushes out itself, posts at other addresses are not touched by it, and a post at the same address (behind
the same router, or proxy) keeps its place for as long as it takes others to come as many as there are places. That is
much longer than an honest PC needs to prove itself.
"""

from collections import Counter
from dataclasses import dataclass, field

from tipdesk.hq.visitor import Visitor


@dataclass
class Crowd:
    """The connections that have proved nothing: at most `most` in all, and `most_of_one` of one address."""

    most: int
    most_of_one: int
    _members: dict[Visitor, None] = field(default_factory=dict)
    _of_peer: Counter[str] = field(default_factory=Counter)

    def __len__(self) -> int:
        return len(self._members)

    def __contains__(self, visitor: Visitor) -> bool:
        return visitor in self._members

    def enter(self, visitor: Visitor) -> Visitor | None:
        """Take a newcomer in, and return the visitor who has to leave for it, if any.

        Whoever is returned is out of the crowd already.
        """
        self._members[visitor] = None
        self._of_peer[visitor.peer] += 1
        if self._of_peer[visitor.peer] > self.most_of_one:
            return self._oldest(visitor.peer)
        return self.let_one_go() if len(self._members) > self.most else None

    def let_one_go(self) -> Visitor | None:
        """Take the oldest visitor of the address that holds most out of the crowd, and return it.

        Returns None where nobody is there.
        """
        if not self._members:
            return None
        return self._oldest(max(self._of_peer, key=lambda peer: self._of_peer[peer]))

    def leave(self, visitor: Visitor) -> None:
        """Forget a visitor who is gone or has proved itself; one who is not in the crowd is no error."""
        if self._members.pop(visitor, visitor) is visitor:
            return
        self._of_peer[visitor.peer] -= 1
        if not self._of_peer[visitor.peer]:
            del self._of_peer[visitor.peer]

    def _oldest(self, peer: str) -> Visitor:
        found = next(visitor for visitor in self._members if visitor.peer == peer)
        self.leave(found)
        return found

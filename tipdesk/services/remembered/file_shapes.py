"""What a home remembers of files that travel, as their verbs use it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tipdesk.sync.document import Mark  # at run time it would bring MessagePack into the unlock window


@dataclass(frozen=True)
class FileTold:
    """Headquarters' last word about a file that lies here, by its epoch and its clock, both 0 before there is one.

    `missing` are the parts that it lacks, from the first number up to the second, where 0 stands for the end of the
    file; none where it holds the file whole.
    """

    epoch: int = 0
    time: int = 0
    missing: tuple[tuple[int, int], ...] = ((0, 0),)

    @property
    def is_whole(self) -> bool:
        """Tell whether headquarters has said that it holds the whole file, which is the file's receipt."""
        return not self.missing


@dataclass(frozen=True)
class StickFile:
    """A file of which parts lie on sticks: its content id, its sealed size, and the keyset to which they are sealed.

    `put` tells which parts were put on some stick, as ranges of their numbers, each without its end.
    """

    content_id: bytes
    size: int
    mark: Mark
    put: tuple[tuple[int, int], ...] = ()

    def has_put(self, index: int) -> bool:
        """Tell whether a part was put on some stick."""
        return any(first <= index < end for first, end in self.put)

    def with_put(self, index: int) -> StickFile:
        """Return the same once a further part was put on a stick."""
        before, (first, end) = self.put[:-1], self.put[-1] if self.put else (index, index)
        is_next = end == index
        put = (*before, (first, index + 1)) if is_next else (*self.put, (index, index + 1))
        return replace(self, put=put)

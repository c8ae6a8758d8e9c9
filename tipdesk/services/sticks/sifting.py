"""What lies on a stick, judged by the beginning of each file before anything is counted against a limit.

A stick may carry ten thousand files that nobody signed beside the one that counts. So only the beginning of every file
with a name of ours is read at first; that holds the signed header of a bundle, or a whole document. What is signed by a
key that is known here is read, oldest first, and the same signed thing only once. All else is a *stray*, which never
takes the place of what is signed. What was not read is counted by its reason, and is read first the next time.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

from tipdesk.services.sticks.worth import Sift, Sifted, Worth, altered
from tipdesk.sync.limits import LIMITS

HEAD_BYTES: Final = LIMITS.document
"""How many bytes of each file are read to judge it: any whole document, and more than the header of any bundle."""
MOST_STRAYS: Final = 200
"""How many strays are told one by one; the rest are counted."""
MOST_DOUBTS: Final = 20
MOST_LINES: Final = 100_000
"""How many signed things are remembered with their place while a stick is read: more than any stick of ours holds."""
UNSIGNED, NEXT_TIME, AGAIN, TOO_LARGE, EMPTY, GONE = "unsigned", "next-time", "again", "too-large", "empty", "gone"
"""The reasons why something was not read, or was not told one by one."""


Fetch = Callable[[str], bytes | None]
"""Reads the file that was met under a name; None when it is gone."""


@dataclass(frozen=True, slots=True)
class Lying:
    """One file as it lies on the stick, with what it is worth.

    `name` is how it is shown to people, `changed` when it was last written, and `head` its beginning, kept of a stray
    alone.
    """

    name: str
    size: int
    changed: float
    worth: Worth
    head: bytes = b""

    @property
    def order(self) -> tuple[bool, bool, float, str]:
        """Return the key by which files are sorted.

        Doubtful files come after all others, and what was read the last time after what was not.
        """
        return self.worth.sifted is Sifted.DOUBT, self.worth.is_later, self.changed, self.name


@dataclass
class Sieve:
    """One sifting of all files of a kind.

    `fetch` reads a file, and `digest` gives its SHA-256, read piece by piece. `strays`, `unread` (counts by reason) and
    `marks` (of what was read) are complete once `read` has come to its end.
    """

    sift: Sift
    fetch: Fetch
    digest: Fetch
    most: int = LIMITS.stick_files
    strays: list[Lying] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)
    marks: list[bytes] = field(default_factory=list)
    _lines: list[Lying] = field(default_factory=list)

    def meet(self, name: str, size: int, changed: float, head: bytes) -> bool:
        """Judge a file by its beginning; tell whether it may be asked for again."""
        worth = self.sift(head, size)
        if worth.sifted is Sifted.STRAY:
            return self._stray(Lying(name, size, changed, worth, head))
        return worth.sifted is not Sifted.LEAVE and self._line(Lying(name, size, changed, worth))

    def pass_by(self, reason: str) -> None:
        """Count a file that was not even opened, by the reason."""
        self.unread[reason] += 1

    def read(self) -> Iterator[tuple[Lying, bytes | None]]:
        """Yield what is signed with its content, and strays without, in one order.

        Only what is signed counts towards the limits.
        """
        read, count, doubts = set[bytes](), 0, 0
        for one in sorted([*self._lines, *self.strays], key=lambda line: line.order):
            if one.worth.sifted is Sifted.STRAY:
                yield one, None
                continue
            is_doubt = one.worth.sifted is Sifted.DOUBT
            is_over = count >= self.most
            if reason := _why_not(one, read, is_over=is_over, is_doubted=is_doubt and doubts >= MOST_DOUBTS):
                self.unread[reason] += 1
                continue
            content = self.fetch(one.name)
            if content is None:
                self.unread[GONE] += 1
            elif not one.worth.is_whole(content):
                yield from self._altered(one, content)
            else:
                count, doubts = count + 1, doubts + is_doubt
                if one.worth.mark:
                    read.add(one.worth.mark)
                    self.marks.append(one.worth.mark)
                yield one, content

    def _altered(self, one: Lying, content: bytes) -> Iterator[tuple[Lying, None]]:
        """Yield as a stray a header that somebody signed before bytes that nobody did; its author is known."""
        stray = Lying(one.name, one.size, one.changed, altered(one.worth), content[:HEAD_BYTES])
        if self._stray(stray):
            yield stray, None

    def _stray(self, one: Lying) -> bool:
        if len(self.strays) >= MOST_STRAYS:
            self.unread[UNSIGNED] += 1
            return False
        self.strays.append(one)
        return True

    def _line(self, one: Lying) -> bool:
        if len(self._lines) >= MOST_LINES:
            self.unread[NEXT_TIME] += 1
            return False
        self._lines.append(one)
        return True


def _why_not(one: Lying, read: Collection[bytes], *, is_over: bool, is_doubted: bool) -> str:
    """Return why a file is not read, "" where it is."""
    if one.worth.mark in read:
        return AGAIN
    if is_doubted:
        return UNSIGNED
    return NEXT_TIME if is_over else ""

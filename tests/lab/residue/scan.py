"""Looks for planted words in every byte of every file, in nine encodings.

Promises to find a word wherever it begins and however long the file is. It looks at the files as they lie: what is
encrypted or compressed inside is as unreadable to it as to a finder.
"""

from __future__ import annotations

import base64
import json
import quopri
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

PIECE = 6
"""Bytes by which a pattern is found first: six random bytes are one of 281 million million."""
_ALIGNMENTS = 3


class Hit(NamedTuple):
    """One planted word in one file."""

    file: str
    word: str
    encoding: str


def _base64(word: str) -> Iterator[bytes]:
    """Yield what stands in base64 of anything that holds the word, at each of three places it can begin."""
    for shift in range(_ALIGNMENTS):
        padded = b"\x00" * shift + word.encode() + b"\x00" * (-(shift + len(word.encode())) % 3)
        encoded = base64.b64encode(padded)
        start = (8 * shift + 5) // 6
        whole = (8 * (shift + len(word.encode()))) // 6
        yield encoded[start:whole]


ENCODINGS: dict[str, Callable[[str], Iterable[bytes]]] = {
    "utf-8": lambda word: (word.encode(), word.lower().encode(), word.upper().encode()),
    "utf-16-le": lambda word: (word.encode("utf-16-le"), word.lower().encode("utf-16-le")),
    "utf-16-be": lambda word: (word.encode("utf-16-be"),),
    "utf-32-le": lambda word: (word.encode("utf-32-le"),),
    "latin-1": lambda word: (word.encode("latin-1", "replace"),),
    "hex": lambda word: (word.encode().hex().encode(), word.encode().hex().upper().encode()),
    "base64": _base64,
    "json": lambda word: (json.dumps(word)[1:-1].encode(),),
    "quoted-printable": lambda word: (quopri.encodestring(word.encode()),),
}


class Scanner:
    """Every pattern of every word, found by a piece of it.

    Of a file one place in so many (`step`) is looked at: so many that of the shortest pattern, and so of any, a whole
    piece begins at one of them.
    """

    def __init__(self, words: Iterable[str]) -> None:
        patterns = [
            (pattern, word, name) for word in words for name, made in ENCODINGS.items() for pattern in made(word)
        ]
        self.step = max(1, min((len(pattern) for pattern, _word, _name in patterns), default=PIECE) - PIECE + 1)
        self._pieces: dict[bytes, list[tuple[int, bytes, str, str]]] = {}
        for pattern, word, name in patterns:
            for before in range(self.step):
                piece = pattern[before : before + PIECE]
                self._pieces.setdefault(piece, []).append((before, pattern, word, name))

    def scan(self, *folders: Path) -> list[Hit]:
        """Return every hit in the files below the folders, and in their names."""
        hits: list[Hit] = []
        for folder in folders:
            for path in sorted(folder.rglob("*")):
                content = path.read_bytes() if path.is_file() else b""
                hits += [Hit(path.name, word, name) for word, name in self._found(path.name.encode() + b"\n" + content)]
        return hits

    def _found(self, content: bytes) -> Iterator[tuple[str, str]]:
        known = self._pieces
        for place in range(0, len(content) - PIECE + 1, self.step):
            piece = content[place : place + PIECE]
            if piece in known:
                for before, pattern, word, name in known[piece]:
                    if place >= before and content.startswith(pattern, place - before):
                        yield word, name

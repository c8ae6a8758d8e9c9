"""How the fake store finds words: any part of names and numbers, the beginnings of other words."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from tipdesk.domain.kinds import Search

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row


def fold(text: str) -> str:
    """Return a text without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))


def matches(row: Row, word: str) -> bool:
    """Tell whether a searched field of a row has a folded word, or begins one of its words with it."""
    for declared in row.record.fields:
        value = row[declared.name]
        if declared.search is Search.NONE or value is None:
            continue
        text = fold(" ".join(sorted(value)) if isinstance(value, frozenset) else str(value))
        if declared.search is Search.NAMES and word in text:
            return True
        if any(token.startswith(word) for token in text.replace("-", " ").split()):
            return True
    return False

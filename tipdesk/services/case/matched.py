"""Where the words of a search stand in an answer, for an officer who may see that answer.

It is asked only of rows that are masked already, so it never says more than the row shows. An answer is compared as
search compares it (`fold`): small letters, no accents, single spaces; in numbers hyphens and spaces do not count.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tipdesk.domain.kinds import Search
from tipdesk.domain.rows import Row

BEFORE, AFTER = 32, 88
"""How many characters of a long answer stand before and after the first word that was found."""
CUT = "…"
Span = tuple[int, int]


@dataclass(frozen=True)
class Matched:
    """A part of one answer in which words were found; `marks` say where they begin and end in `text`.

    `field` is the name of the answer's field in its record.
    """

    field: str
    text: str
    marks: tuple[Span, ...]


def matched_in(row: Row, words: Sequence[str]) -> Matched | None:
    """Return the answer of a masked row that has most of these folded words, None where no shown answer has any."""
    best: Matched | None = None
    most = 0
    for name, text in _searched(row):
        found = {word: spans for word in words if (spans := find_marks(text, [word]))}
        if len(found) > most:
            best, most = _cut(name, text, find_marks(text, words)), len(found)
    return best


def find_marks(text: str, words: Sequence[str]) -> tuple[Span, ...]:
    """Return where folded words stand in a text, without overlaps.

    A word is marked where it begins a word of the text, and only where there is no such place, within others.
    """
    folded, at = _folded(text)
    spans: list[Span] = []
    for word in filter(None, words):
        found = list(_places(folded, at, word))
        if not found:
            bare = [(character, place) for character, place in zip(folded, at, strict=True) if character not in " -"]
            found = list(_places("".join(one for one, _at in bare), [place for _one, place in bare], word))
        begins = [span for span in found if span[0] == 0 or not text[span[0] - 1].isalnum()]
        spans += begins or found
    return _joined(spans)


def _searched(row: Row) -> Iterator[tuple[str, str]]:
    for field in row.record.fields:
        value = row[field.name]
        if field.search is not Search.NONE and value is not None:
            yield field.name, ", ".join(sorted(map(str, value))) if isinstance(value, frozenset) else str(value)


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the text as search compares it, and for each of its characters where it stands in the text."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for one in unicodedata.normalize("NFKD", character).casefold():
            if not unicodedata.combining(one):
                characters.append(" " if one.isspace() else one)
                places.append(place)
    return "".join(characters), places


def _places(folded: str, at: Sequence[int], word: str) -> Iterator[Span]:
    begin = folded.find(word)
    while begin >= 0:
        end = begin + len(word)
        yield at[begin], at[end - 1] + 1
        begin = folded.find(word, end)


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans in their order, those that touch made one."""
    joined: list[Span] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return tuple(joined)


def _cut(name: str, text: str, marks: Sequence[Span]) -> Matched:
    """Return a short part of the text around the first mark, cut between words where there is one near."""
    first = marks[0][0]
    begin, end = max(0, first - BEFORE), min(len(text), first + AFTER)
    if begin:
        begin = text.find(" ", begin, first) + 1 or begin
    head, tail = CUT if begin else "", CUT if end < len(text) else ""
    shift = len(head) - begin
    kept = tuple((b + shift, min(e, end) + shift) for b, e in marks if begin <= b < end)
    return Matched(name, f"{head}{text[begin:end]}{tail}", kept)

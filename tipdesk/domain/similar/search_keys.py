"""Where somebody alike could be found: the keys under which a likeness lies in the index of the store.

Two people who could be one share at least one key even where names are turned round, heard wrongly or half missing, and
where one digit of a number or a date is wrong: names lie there as they are spelled and as they sound, singly and by
two; dates by two of their three parts, and by the year with a name; numbers whole and by each half. A key is the
checksum of a text: two texts that share one cost a comparison, and nothing else.
"""

from collections.abc import Iterator
from itertools import combinations, pairwise
from zlib import crc32

from tipdesk.domain.similar.likeness import Likeness, Words, names_of
from tipdesk.domain.similar.nicknames import NO_NICKNAMES, Nicknames
from tipdesk.domain.similar.spelling import sound_of

_MOST_WORDS = 6
_WHOLE_HALF = 4
_FEWEST_LETTERS = 2
_DATE_PARTS = 3
_YEAR = 4


def keys_of(likeness: Likeness, nicknames: Nicknames = NO_NICKNAMES) -> frozenset[int]:
    """Return the keys of a likeness.

    With `nicknames` they are those to look for: a short form is sought under every name that it may stand for.
    """
    return frozenset(crc32(text.encode()) for text in _texts(likeness, nicknames))


def spelled_key(word: str) -> int:
    """Return the key under which everybody lies who has this word in a name: how many that are says how rare it is."""
    return crc32(_spelled(word).encode())


def _spelled(word: str) -> str:
    return f"n{word}"


def _texts(likeness: Likeness, nicknames: Nicknames) -> Iterator[str]:
    years = {birth[:_YEAR] for birth in likeness.births}
    for given, family in names_of(likeness):
        yield from _of_name(given, family, years, nicknames)
    for birth in likeness.births:
        yield from _of_birth(birth)
    for number in likeness.documents:
        yield from _of_number("d", number)
    for number in likeness.phones:
        yield from _of_number("p", number)
    for account in likeness.accounts:
        yield f"e{account}"
    for words in likeness.addresses:
        yield from (f"a{one} {other}" for one, other in pairwise(words))
        yield from (f"a{word}" for word in words if len(word) > _WHOLE_HALF)


def _of_name(given: Words, family: Words, years: set[str], nicknames: Nicknames) -> Iterator[str]:
    words = (*given, *family)[:_MOST_WORDS]
    meant = [(word, {word, *nicknames.of(word)}) for word in words]
    joined = "".join(given)
    for one in {*(word for _said, among in meant for word in among), joined}:
        if len(one) >= _FEWEST_LETTERS:
            yield _spelled(one)
            yield f"s{sound_of(one)}"
            for year in years:
                yield f"y{year}{sound_of(one)}"
    if len(given) > 1:
        meant.append((joined, {joined}))
    for (one, ones), (other, others) in combinations(meant, 2):
        for two in {*((one, short) for short in others), *((short, other) for short in ones)}:
            yield "+".join(("t", *sorted(map(sound_of, two))))


def _of_birth(birth: str) -> Iterator[str]:
    parts = birth.split("-")
    if len(parts) < _DATE_PARTS:
        yield f"m{birth}"
        return
    year, (low, high) = parts[0], sorted(parts[1:])  # a day and a month that were taken for one another stand alike
    yield f"m{year}-{parts[1]}"
    yield f"k{year}-{parts[2]}"
    yield f"k{low}-{high}"


def _of_number(mark: str, number: str) -> Iterator[str]:
    yield f"{mark}{number}"
    if len(number) > _WHOLE_HALF:
        middle = len(number) // 2
        yield f"{mark}<{number[:middle]}"
        yield f"{mark}>{number[middle:]}"

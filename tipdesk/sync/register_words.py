"""The eight words of the shift register: a place of the own log that an officer can write down by hand.

Seven words carry seventy bits: the sequence number modulo 2^20 and the first fifty bits of the entry's hash. The eighth
is a checksum of the seven, in which every word has an odd weight, so that any one wrong word is noticed. Words are told
apart by their first four letters. The caller hands over the list of 1,024 words.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.texts import _

WORDS = 8
_WORD_BITS = 10
_SEQ_BITS, _HASH_BITS = 20, 50
_ROUND = 1 << _SEQ_BITS
_LIST = 1 << _WORD_BITS
_LETTERS = 4


class Landmark(NamedTuple):
    """What words say of an entry: its sequence number modulo 2^20, and the first fifty bits of its hash."""

    seq: int
    start: int


def landmark_of(seq: int, hashed: bytes) -> Landmark:
    """Return what is written down of an entry, given its number and hash."""
    return Landmark(seq % _ROUND, int.from_bytes(hashed[:8], "big") >> 64 - _HASH_BITS)


def to_words(place: Landmark, word_list: Sequence[str]) -> tuple[str, ...]:
    """Return the eight words that name this place."""
    number = place.seq << _HASH_BITS | place.start
    parts = [number >> _WORD_BITS * step & _LIST - 1 for step in reversed(range(WORDS - 1))]
    return tuple(word_list[part] for part in (*parts, _checksum(parts)))


def from_words(text: str, word_list: Sequence[str]) -> Landmark:
    """Return the place that eight words name, in any case and with any blanks or commas between.

    Raises UserError `bad-words`, which names the word that is not in the list, or says that one of the eight is wrong.
    """
    given = text.replace(",", " ").casefold().split()
    known = {word[:_LETTERS]: number for number, word in enumerate(word_list)}
    strange = [(number, word) for number, word in enumerate(given, 1) if not _is_known(word, known, word_list)]
    if strange or len(given) != WORDS:
        raise _refusal(given, strange)
    parts = [known[word[:_LETTERS]] for word in given]
    if _checksum(parts[:-1]) != parts[-1]:
        raise UserError("bad-words", _("One of the eight words is wrong, or two changed places. Look once more."))
    number = 0
    for part in parts[:-1]:
        number = number << _WORD_BITS | part
    return Landmark(number >> _HASH_BITS, number & (1 << _HASH_BITS) - 1)


def find_seq(place: Landmark, last: int, hash_at: Callable[[int], bytes | None]) -> int | None:
    """Return the entry that the words name in a log of `last` entries, or None when it is not in the log."""
    for seq in range(place.seq, last + 1, _ROUND):
        hashed = hash_at(seq)
        if hashed is not None and landmark_of(seq, hashed) == place:
            return seq
    return None


def _is_known(word: str, known: dict[str, int], word_list: Sequence[str]) -> bool:
    """Tell whether a word is in the list; it may be cut short after its fourth letter, but not go on otherwise."""
    number = known.get(word[:_LETTERS])
    return number is not None and word_list[number].startswith(word)


def _checksum(parts: Sequence[int]) -> int:
    return sum((2 * step + 3) * part for step, part in enumerate(parts)) % _LIST


def _refusal(given: Sequence[str], strange: Sequence[tuple[int, str]]) -> UserError:
    if len(given) != WORDS:
        return UserError("bad-words", _("The shift register has eight words; these are {count}."), count=len(given))
    problems = tuple(
        FieldProblem(
            f"words[{number}]",
            _("Word {number}, “{word}”, is not one of the words."),
            (("number", number), ("word", word[:12])),
        )
        for number, word in strange
    )
    first = strange[0]
    return UserError(
        "bad-words",
        _("Word {number}, “{word}”, is not one of the words. Look once more."),
        fields=problems,
        number=first[0],
        word=first[1][:12],
    )

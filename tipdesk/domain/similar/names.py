"""How much two names speak for one person: their words compared whatever their order, each by how rare it is.

A word may stand among the given names here and be the family name there, as in China or where a form was filled in
wrongly; a second surname, a middle name or a name of marriage may be missing. What is missing speaks against nobody;
two different words in the same place do.
"""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from tipdesk.domain.similar.crowd import Crowd
from tipdesk.domain.similar.likeness import Likeness, Words, names_of
from tipdesk.domain.similar.nearness import Nearness
from tipdesk.domain.similar.nicknames import Nicknames
from tipdesk.domain.similar.spelling import sound_of
from tipdesk.domain.similar.why import NOTHING, Weighed, Why

_NEAR, _FAIRLY_NEAR = 0.92, 0.86
_FEWEST_LETTERS = 3
_MOST_WORDS = 6
_ANOTHER_NAME = -1.6


class Sense(NamedTuple):
    """What names are compared by."""

    nearness: Nearness
    nicknames: Nicknames
    crowd: Crowd


class _Word(NamedTuple):
    text: str
    is_family: bool


class _Pair(NamedTuple):
    weight: float
    why: Why | None
    asked: _Word
    held: _Word


def compare_names(asked: Likeness, held: Likeness, sense: Sense) -> Weighed:
    """Return how much the names speak for one person: those of all that each of them is called which fit best."""
    pairs = product(list(names_of(asked)), list(names_of(held)))
    compared = (_compare(_words(*one), _words(*other), sense) for one, other in pairs)
    return max(compared, key=lambda one: one.weight, default=NOTHING)


def _words(given: Words, family: Words) -> list[_Word]:
    return [*(_Word(word, False) for word in given), *(_Word(word, True) for word in family)][:_MOST_WORDS]


def _compare(asked: list[_Word], held: list[_Word], sense: Sense) -> Weighed:
    fitting = [pair for pair in (_pair(*both, sense) for both in product(asked, held)) if pair]
    pairs: list[_Pair] = []
    left, other = list(asked), list(held)
    for pair in sorted(fitting, key=lambda pair: -pair.weight):
        if pair.asked in left and pair.held in other:
            pairs.append(pair)
            left.remove(pair.asked)
            other.remove(pair.held)
    weight = sum(pair.weight for pair in pairs)
    if left and other and "".join(one.text for one in left) == "".join(one.text for one in other):
        weight, left, other = weight + min(sense.crowd.surprise(one.text) for one in left), [], []
        pairs.append(_Pair(0.0, Why.NAME_SPELLING, asked[0], held[0]))
    if not pairs:
        return Weighed(_ANOTHER_NAME, (Why.OTHER_NAME,))
    return Weighed(weight - _missed(left, other) - 0.2 * _is_turned(pairs), _whys(pairs, left, other))


def _missed(left: Sequence[_Word], other: Sequence[_Word]) -> float:
    """Return how much the words that stand on both sides and fit nothing speak against it."""
    families = min(sum(one.is_family for one in left), sum(one.is_family for one in other))
    given = min(sum(not one.is_family for one in left), sum(not one.is_family for one in other))
    rest = min(len(left), len(other)) - families - given
    return 1.0 * families + 1.3 * given + 0.4 * rest


def _is_turned(pairs: Sequence[_Pair]) -> bool:
    return any(pair.asked.is_family is not pair.held.is_family for pair in pairs)


def _whys(pairs: Sequence[_Pair], left: Sequence[_Word], other: Sequence[_Word]) -> tuple[Why, ...]:
    whys = dict.fromkeys(pair.why for pair in pairs if pair.why)
    if not whys:
        whys = {Why.NAME_IN_PART if left or other else Why.SAME_NAME: None}
    if _is_turned(pairs):
        whys[Why.NAME_ORDER] = None
    return tuple(whys)


def _pair(asked: _Word, held: _Word, sense: Sense) -> _Pair | None:
    one, two = asked.text, held.text
    if one == two:
        return _Pair(sense.crowd.surprise(one), None, asked, held)
    if two in sense.nicknames.of(one):
        rare = min(sense.crowd.surprise(one), sense.crowd.surprise(two))
        return _Pair(rare - 0.4, Why.NAME_SHORT, asked, held)
    if min(len(one), len(two)) < _FEWEST_LETTERS:
        return _Pair(0.4, None, asked, held) if 1 in (len(one), len(two)) and one[0] == two[0] else None
    near = sense.nearness.share(one, two)
    if near >= _NEAR:
        return _Pair(min(sense.crowd.surprise(one), 2.6) - 0.4, Why.NAME_SPELLING, asked, held)
    if sound_of(one) == sound_of(two):
        return _Pair(min(sense.crowd.surprise(one), 2.4) - 0.6, Why.NAME_SOUND, asked, held)
    if near >= _FAIRLY_NEAR:
        return _Pair(min(sense.crowd.surprise(one), 2.2) - 0.8, Why.NAME_SPELLING, asked, held)
    return None

"""How likely two likenesses are of one human being, and why.

Each answer that both tell speaks for it or against it by as much as it would surprise: a rare name more than a common
one, a whole date more than a year, a document number most of all (Fellegi and Sunter). The weights are powers of ten;
they are added to what is to be expected beforehand among so many people, and the sum is told as a share between 0 and
1. It is calibrated so that what is told at `INTERRUPTS` or above is worth interrupting somebody for.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

from tipdesk.domain.similar.births import compare_births
from tipdesk.domain.similar.likeness import Likeness, Words
from tipdesk.domain.similar.names import Sense, compare_names
from tipdesk.domain.similar.nearness import Nearness
from tipdesk.domain.similar.why import NOTHING, Weighed, Why

T = TypeVar("T")
INTERRUPTS = 0.8
"""From here on a likeness is worth interrupting somebody for."""

_SURE, _MOST_AGAINST = 7.5, -1.5
_LONG_NUMBER = 6
_SAME_WORD = 0.9
_SAME_PLACE, _SAME_IN_PART, _OTHER_PLACE = 0.75, 0.45, 0.2


@dataclass(frozen=True)
class Compared:
    """How likely two likenesses are of one person, between 0 and 1, and why: what speaks for it first."""

    score: float
    whys: tuple[Why, ...]


def compare(asked: Likeness, held: Likeness, sense: Sense) -> Compared:
    """Return how likely somebody who is asked about is somebody who is held."""
    near = sense.nearness
    document = _best(asked.documents, held.documents, lambda one, other: _documents(one, other, near))
    parts = [
        document,
        compare_names(asked, held, sense),
        _best(asked.births, held.births, lambda one, other: compare_births(one, other, near)),
        _best(asked.phones, held.phones, lambda one, other: _phones(one, other, near)),
        _best(asked.accounts, held.accounts, _accounts),
        _best(asked.addresses, held.addresses, lambda one, other: _addresses(one, other, near)),
        _best(asked.sexes, held.sexes, _sexes),
    ]
    speaks_for = sum(part.weight for part in parts if part.weight > 0)
    against = sum(part.weight for part in parts if part.weight < 0)
    if document.weight >= _SURE:  # one paper under two names is what somebody should know of
        against = max(against, _MOST_AGAINST)
    power = speaks_for + against + sense.crowd.beforehand
    whys = [why for part in sorted(parts, key=lambda one: -one.weight) for why in part.whys]
    told = sorted(dict.fromkeys(whys), key=lambda why: why.speaks_against)
    return Compared(1 / (1 + 10**-power), tuple(told))


def _best(asked: Collection[T], held: Collection[T], weigh: Callable[[T, T], Weighed]) -> Weighed:
    """Return what speaks most of all pairs of answers; where one side has none, nothing does."""
    return max((weigh(one, other) for one, other in product(asked, held)), key=lambda one: one.weight, default=NOTHING)


def _documents(one: str, other: str, near: Nearness) -> Weighed:
    if one == other:
        return Weighed(_SURE, (Why.SAME_DOCUMENT,))
    if min(len(one), len(other)) >= _LONG_NUMBER:
        slips = near.slips(one, other)
        if slips == 1:
            return Weighed(4.0, (Why.NEAR_DOCUMENT,))
        if slips == 2:  # noqa: PLR2004 - one more than the line above
            return Weighed(2.0, (Why.NEAR_DOCUMENT,))
    return Weighed(-0.7)  # people have several papers


def _phones(one: str, other: str, near: Nearness) -> Weighed:
    if one == other:
        return Weighed(4.0, (Why.SAME_PHONE,))  # families share one, and so do those whom one person holds
    if min(len(one), len(other)) >= _LONG_NUMBER and near.slips(one, other) == 1:
        return Weighed(2.0, (Why.NEAR_PHONE,))
    return Weighed(-0.1)


def _accounts(one: str, other: str) -> Weighed:
    return Weighed(5.0, (Why.SAME_ACCOUNT,)) if one == other else NOTHING


def _sexes(one: str, other: str) -> Weighed:
    return Weighed(0.2) if one == other else Weighed(-1.0, (Why.OTHER_SEX,))


def _addresses(one: Words, other: Words, near: Nearness) -> Weighed:
    """Return how much two addresses have in common by the share of their words, a word that is nearly the same too."""
    few, many = sorted((one, other), key=len)
    left, found = list(many), 0
    for word in few:
        same = next((held for held in left if held == word), None) or next(
            (held for held in left if near.share(word, held) >= _SAME_WORD), None
        )
        if same is not None:
            left.remove(same)
            found += 1
    share = found / len(few)
    if share >= _SAME_PLACE:
        return Weighed(min(2.4, 0.8 * found), (Why.SAME_ADDRESS,))
    if share >= _SAME_IN_PART:
        return Weighed(min(1.5, 0.5 * found), (Why.NEAR_ADDRESS,))
    return Weighed(-0.4) if share < _OTHER_PLACE else NOTHING

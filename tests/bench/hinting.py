"""A hint who somebody could be, at headquarters, among 100,000 people, beside plain lookups of the same answers.

The floor looks the very answers up in the index that search has of names and numbers, through the same door: whole name
and number, each as it was typed, with the rows read and cut to what the officer may see. It finds who is spelled so;
the hint finds who could be meant.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.bench.measures import Gate, Measure
from tests.bench.timing import paired_ratio, percentile, timed
from tipdesk.services.case.find_words import find_words
from tipdesk.services.similar.find_similar import find_similar

if TYPE_CHECKING:
    from tests.bench.entries import Dice
    from tests.bench.homes import Homes
    from tipdesk.services.desk import Desk

RATIO_GATE = Gate(5, of_ratio=True)
P95_GATE = Gate(100)
P95 = 0.95
_LIMIT = 5
Person = dict[str, str]


def measure_hints(homes: Homes, repeats: int) -> list[Measure]:
    """Ask for people as officers type them, each beside the plain lookup of what was typed."""
    desk, dice = homes.office.desk, homes.author.dice
    measures, everything, floors = [], list[float](), list[float]()
    for kind, people in people_of(dice, repeats).items():
        _hint(desk, people[0])
        hints = [timed(partial(_hint, desk, person)) for person in people]
        lookups = [timed(partial(_look_up, desk, person)) for person in people]
        everything += hints
        floors += lookups
        measures.append(Measure(f"hint, {kind}, p95", percentile(hints, P95) * 1_000, "ms"))
    name = f"hint at {len(homes.author.people):,} people, p95"
    p95, floor = percentile(everything, P95) * 1_000, percentile(floors, P95) * 1_000
    return [
        Measure(name, p95, "ms", None, P95_GATE),
        Measure("hint beside a plain lookup", p95, "ms", floor, RATIO_GATE, paired_ratio(everything, floors)),
        *measures,
    ]


def people_of(dice: Dice, repeats: int) -> dict[str, list[Person]]:
    """Return people as they are typed: a name alone, with a day of birth, with a paper, and one letter wrong."""
    named = [{"given_names": dice.name(), "family_name": dice.name()} for _ in range(repeats)]
    born = [
        {**one, "birth_date": f"{1960 + dice.random.randrange(52)}-{1 + dice.random.randrange(12):02}"} for one in named
    ]
    papers = [{**one, "document_number": dice.choice("A", "B", "PX") + dice.digits(7)} for one in born]
    slipped = [{**one, "family_name": f"{one['family_name'][:2]}e{one['family_name'][2:]}"} for one in papers]
    return {"a name": named, "name and birth": born, "name, birth and paper": papers, "with a slip": slipped}


def _hint(desk: Desk, person: Person) -> None:
    find_similar(desk, person, limit=_LIMIT)


def _look_up(desk: Desk, person: Person) -> None:
    typed = [f"{person['given_names']} {person['family_name']}", person.get("document_number", "")]
    for words in filter(None, typed):
        find_words(desk, words, finished=False, limit=_LIMIT)

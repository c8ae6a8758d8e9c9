"""Search, the case list and opening a case through their services, at headquarters, with 100,000 people and cases."""

from __future__ import annotations

import string
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.measures import Gate, Measure
from tests.bench.timing import percentile, timed
from tipdesk.services.access.declare_interest import declare_interest
from tipdesk.services.case.find_words import find_words
from tipdesk.services.case.list_cases import list_cases
from tipdesk.services.case.open_case import open_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.bench.entries import Author
    from tests.bench.homes import Homes
    from tipdesk.services.desk import Desk
    from tipdesk.services.ledger import Arrival

KEYSTROKE_GATE = Gate(50)
P95 = 0.95


def fill(homes: Homes, cases: int, batch: int = 10_000) -> None:
    """Bring headquarters to so many cases and people through bundles of real entries."""
    author = homes.author
    while len(author.cases) < cases or len(author.people) < cases:
        entries: list[Arrival] = []
        while len(entries) < batch and len(author.cases) < cases:
            entries.append(author.insert_case())
            entries.append(author.insert_person(author.cases[-1]))
        while len(entries) < batch and len(author.people) < cases:
            entries.append(author.insert_person(author.cases[-1]))
        homes.record(entries)
        homes.push()


def measure_reading(homes: Homes, repeats: int) -> list[Measure]:
    """Time each kind of word as it is typed, and settled searches; then the list and a case."""
    desk, author = homes.office.desk, homes.author
    kinds = words_of(author, repeats)
    find_words(desk, "warm up", finished=False)
    measures, everything = [], list[float]()
    for kind, words in kinds.items():
        seconds = [timed(partial(find_words, desk, word, finished=False)) for word in words]
        everything += seconds
        measures.append(Measure(f"search, {kind}, p95", percentile(seconds, P95) * 1_000, "ms"))
    p95 = percentile(everything, P95) * 1_000
    name = f"search at {len(author.people):,} people, p95"
    settled = [timed(partial(find_words, desk, word)) for words in kinds.values() for word in words[:5]]
    return [
        Measure(name, p95, "ms", None, KEYSTROKE_GATE),
        *measures,
        Measure("search, settled and audited, median", median(settled) * 1_000, "ms"),
        _median(f"case list, first page of {len(author.cases):,}", lambda: list_cases(desk), repeats),
        _median("case opened and audited", partial(_open_next, desk, iter(_told(desk, author, repeats + 1))), repeats),
    ]


def _told(desk: Desk, author: Author, count: int) -> list[bytes]:
    """Return cases of which the officer has said that nobody in them is known, as is asked before the first look."""
    cases = author.dice.random.choices(author.cases, k=count)
    for case in set(cases):
        declare_interest(desk, case, knows_somebody=False)
    return cases


def _open_next(desk: Desk, cases: Iterator[bytes]) -> None:
    open_case(desk, next(cases))


def _median(name: str, deed: Callable[[], object], repeats: int) -> Measure:
    deed()
    return Measure(f"{name}, median", median(timed(deed) for _ in range(repeats)) * 1_000, "ms")


def words_of(author: Author, repeats: int) -> dict[str, list[str]]:
    """Return what officers type: beginnings of names, full names, parts of numbers, letters, what is not there."""
    dice = author.dice
    names = [dice.name() for _ in range(repeats)]
    return {
        "beginnings as typed": [name[:length] for name in names for length in range(2, min(len(name), 6) + 1)],
        "full names": [f"{name} {dice.name()}" for name in names],
        "parts of numbers": [dice.digits(4) for _ in range(repeats)],
        "single letters and digits": list(string.ascii_lowercase + string.digits),
        "no hit": [f"{name[:3]}qzx{number}" for number, name in enumerate(names)],
    }

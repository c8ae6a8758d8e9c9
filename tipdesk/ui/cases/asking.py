"""What the list of cases asks of the services, as answers that a screen can show; all of it runs on the read lane."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tipdesk.domain.rules.case_filter import CaseFilter, Tallies
from tipdesk.services.case.find_case_lines import CaseLine, find_case_lines
from tipdesk.services.case.find_words import MOST_HITS, find_words
from tipdesk.services.desk import Desk
from tipdesk.services.lists.find_cases import Sort, find_cases, find_first_cases
from tipdesk.ui.cases.paged_model import PAGE

MOST_MATCHES = 2


@dataclass(frozen=True)
class Answer:
    """Which cases answer a question; the lines of the first page come along, so that nothing flickers.

    `words` are those that were sought, and `matches` tells in which rows of a case they were found. `is_in_earnest`
    means that somebody pressed Enter, so that the search was audited. `tallies` has the numbers beside the filters,
    None where the list did not ask for them.
    """

    ids: Sequence[bytes]
    first: Sequence[CaseLine]
    words: str = ""
    matches: Mapping[bytes, str] = field(default_factory=dict)
    is_in_earnest: bool = False
    tallies: Tallies | None = None
    children: frozenset[bytes] = frozenset()


def list_first(desk: Desk, asked: CaseFilter, sort: Sort) -> Answer | None:
    """Return the first page of a list, None where it is not to be had any sooner than all of it."""
    ids = find_first_cases(desk, asked, sort, PAGE)
    return None if ids is None else Answer(ids, find_case_lines(desk, ids))


def list_all(desk: Desk, asked: CaseFilter, sort: Sort) -> Answer:
    """Return a whole list and the numbers beside its filters."""
    listed = find_cases(desk, asked, sort)
    first = find_case_lines(desk, listed.ids[:PAGE])
    return Answer(listed.ids, first, tallies=listed.tallies, children=listed.children)


def seek(desk: Desk, words: str, *, in_earnest: bool = False, names: bool = True) -> Answer:
    """Return the cases that hold these words. A search `in_earnest` is audited, and shows `names` where it may."""
    found = find_words(desk, words, limit=MOST_HITS, finished=in_earnest, names=names)
    matches: dict[bytes, list[str]] = {}
    for hit in found:
        labels = matches.setdefault(hit.case, [])
        if hit.label and hit.kind != "Case" and len(labels) < MOST_MATCHES:
            labels.append(hit.label)
    ids = list(matches)
    listed = {case: ", ".join(labels) for case, labels in matches.items()}
    return Answer(ids, find_case_lines(desk, ids[:PAGE]), words, listed, in_earnest)

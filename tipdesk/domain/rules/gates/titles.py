"""Whether the title of a case is neutral: no name of its people, no place of theirs, no form of exploitation.

Lists, notices and printed pages show the title to many who may see nothing else of the case. Of a text on a place only
the words that begin with a capital count, since "the market" is no place that anybody could find.
"""

import re
from collections.abc import Iterator

from tipdesk.domain.kinds import IDENTITY, LOCATION, NAMES
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.schema import RecordType

_RECORDS = ("Person", "Report", "Episode", "JourneyLeg")
_SHORTEST = 4
_FORMS = (
    "traffick", "exploit", "prostitut", "brothel", "sex", "slave", "servitude", "labour", "labor", "organ", "rape",
    "abus", "smuggl", "pimp",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


def is_neutral(view: FrozenCase, case: Row) -> bool:
    """Tell whether no live title of the case gives anything away; what is sealed to us cannot be looked for."""
    words = {word for title in live_values(case, "title") for word in _words(title)}
    if any(word.startswith(form) for word in words for form in _FORMS):
        return False
    return words.isdisjoint(word for word in _told(view) if len(word) >= _SHORTEST)


def _told(view: FrozenCase) -> Iterator[str]:
    for name in _RECORDS:
        record = BY_NAME[name]
        for row in view.of(name):
            for field, is_place in _telling(record):
                for value in live_values(row, field):
                    yield from (_words(value) if not is_place else map(str.casefold, _proper(value)))


def _telling(record: RecordType) -> Iterator[tuple[str, bool]]:
    """Yield the fields of names, and those of places, with whether they are of a place."""
    for field in record.fields:
        is_place = field.sensitivity is LOCATION
        if is_place or (field.sensitivity is IDENTITY and field.search is NAMES):
            yield field.name, is_place


def _proper(text: object) -> Iterator[str]:
    if isinstance(text, str):
        yield from (word for word in _WORD.findall(text) if word[0].isupper())


def _words(text: object) -> Iterator[str]:
    if isinstance(text, str):
        yield from (word.casefold() for word in _WORD.findall(text))

"""Which events of a timeline are wanted, how many there are of each sort, and on which tracks they stand.

All of it is pure, and the same for the screen, the paper and the command line, so that what is printed is what was
shown. A track has the events of one page of the case, or of one person.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property

from tipdesk.domain.pages import OTHER, Page, page_of
from tipdesk.domain.rows import Row
from tipdesk.domain.spans import Span
from tipdesk.domain.texts import _
from tipdesk.services.case.timeline import Event, Told

WHOLE_CASE = _("The case as a whole")
_PERSON_ICON, _CASE_ICON = "user", "folder"


class Grouping(Enum):
    """What a track is."""

    PAGE = "page"
    PERSON = "person"


@dataclass(frozen=True)
class Asked:
    """What an officer asked to see of a timeline.

    `without_pages` and `without_kinds` (names of records) are left out. `person` is the id of a person, or None for
    everybody. `words` must all stand in what an event says. `start` and `end` are minutes, as in `spans`, between which
    events are wanted, or None for all of the case.
    """

    grouping: Grouping = Grouping.PAGE
    without_pages: frozenset[str] = frozenset()
    without_kinds: frozenset[str] = frozenset()
    person: bytes | None = None
    only_disputed: bool = False
    words: str = ""
    start: int | None = None
    end: int | None = None

    def takes(self, event: Event) -> bool:
        """Tell whether an event is wanted."""
        return (
            event.page not in self.without_pages
            and event.kind not in self.without_kinds
            and (self.person is None or self.person in event.people)
            and (bool(event.disputed) or not self.only_disputed)
            and self._is_within(event.span)
            and self._says(event)
        )

    @property
    def is_narrowed(self) -> bool:
        """Tell whether some events may be left out."""
        return replace(self, grouping=Grouping.PAGE) != Asked()

    def _is_within(self, span: Span | None) -> bool:
        if span is None:
            return True
        return (self.end is None or span.start <= self.end) and (self.start is None or span.end >= self.start)

    def _says(self, event: Event) -> bool:
        if not self.words.strip():
            return True
        said = " ".join((event.label, event.when, *event.disputed)).casefold()
        return all(word in said for word in self.words.casefold().split())


@dataclass(frozen=True)
class Counts:
    """How many events there are of each page, kind and person, each with all that was asked but that one choice."""

    pages: Mapping[str, int]
    kinds: Mapping[str, int]
    people: Mapping[bytes, int]
    everybody: int
    disputed: int


@dataclass(frozen=True)
class Track:
    """The events of one page or one person, in the order of time. `key` tells the track from others."""

    key: str
    name: str
    icon: str
    events: tuple[Event, ...]

    @cached_property
    def hidden(self) -> int:
        """Return how many of its dates are hidden from the reader."""
        return sum(event.span is None for event in self.events)


def count_events(events: Sequence[Event], asked: Asked) -> Counts:
    """Return how many events each choice would show."""

    def wanted(but: Asked) -> list[Event]:
        return [event for event in events if but.takes(event)]

    by_person = wanted(replace(asked, person=None))
    return Counts(
        pages=Counter(event.page for event in wanted(replace(asked, without_pages=frozenset()))),
        kinds=Counter(event.kind for event in wanted(replace(asked, without_kinds=frozenset()))),
        people=Counter(person for event in by_person for person in event.people),
        everybody=len(by_person),
        disputed=len(wanted(replace(asked, only_disputed=True))),
    )


@dataclass(frozen=True)
class Tracks:
    """Makes tracks of events: `people` are the people of the case in their order, and `told` has the words."""

    told: Told
    people: Sequence[Row] = ()
    pages: Mapping[str, Page] = field(default_factory=dict)

    def of(self, events: Iterable[Event], grouping: Grouping) -> tuple[Track, ...]:
        """Return the tracks that have an event, in the order of the pages or of the people."""
        if grouping is Grouping.PAGE:
            return self._grouped(events, lambda event: event.page, list(self.pages), self._page)
        order = ["", *(row.id.hex() for row in self.people)]
        return self._grouped(events, _person_key, order, self._person)

    def _grouped(
        self,
        events: Iterable[Event],
        key_of: Callable[[Event], str],
        order: Sequence[str],
        called: Callable[[str], tuple[str, str]],
    ) -> tuple[Track, ...]:
        found: dict[str, list[Event]] = {key: [] for key in order}
        for event in events:
            found.setdefault(key_of(event), []).append(event)
        return tuple(Track(key, *called(key), tuple(those)) for key, those in found.items() if those)

    def _page(self, key: str) -> tuple[str, str]:
        page = self.pages.get(key, OTHER)
        return self.told.translate(page.label), page.icon

    def _person(self, key: str) -> tuple[str, str]:
        known = next((row for row in self.people if row.id.hex() == key), None)
        if known is None:
            return self.told.translate(WHOLE_CASE), _CASE_ICON
        return self.told.title(known), _PERSON_ICON


def pages_of(events: Iterable[Event], order: Iterable[Page]) -> dict[str, Page]:
    """Return the pages on which these events live, by name, in the order of the registry and then of the events."""
    found = {event.page: page_of(event.row.record) for event in events}
    known = {page.name: page for page in order if page.name in found}
    return {**known, **{name: page for name, page in found.items() if name not in known}}


def _person_key(event: Event) -> str:
    return event.people[0].hex() if event.people else ""

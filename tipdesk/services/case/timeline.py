"""What of an opened case stands on its timeline: an event for each date that a declaration marks.

It is a pure function of a view that a look has opened, so that it asks nothing more of the store and shows nothing that
the look held back. A date that is hidden or sealed gives an event without a place in time; a date that nobody knows
gives none. A disputed date lies where the more careful reading puts it (`rules/caution`), and the event tells every
value. Which events are wanted, and on which tracks they stand, is decided in `timeline_filter`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tipdesk.domain.characters import visible
from tipdesk.domain.codes import CodeBook
from tipdesk.domain.kinds import Field, Value
from tipdesk.domain.moments import in_zone
from tipdesk.domain.pages import page_of
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import is_done, live_values, values_by_caution
from tipdesk.domain.spans import Precision, Span, span_of
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.titles import title_of
from tipdesk.services.look import CaseView

Translate = Callable[[str], str]
DOTS = "•••"
"""What stands where the words of a title are hidden from the reader."""
_PERSON, _TASK, _CASE = BY_NAME["Person"], BY_NAME["Task"], BY_NAME["Case"]
_MOST_PARENTS = 8
_KNOWN_TO = {
    Precision.MINUTE: _("day and hour known"),
    Precision.DAY: _("day known"),
    Precision.MONTH: _("only the month is known"),
    Precision.YEAR: _("only the year is known"),
}


@dataclass(frozen=True)
class Told:
    """In which words an event is told: a code book, a language, and a zone in minutes east of UTC.

    `titles` has what rows are called, by id, where that is known already. `now` is the present minute (`spans`), by
    which a task is late; without it none is.
    """

    codes: CodeBook
    translate: Translate = str
    offset_minutes: int = 0
    titles: Mapping[bytes, str] = field(default_factory=dict)
    now: int | None = None

    def title(self, row: Row) -> str:
        """Return what a row is called; dots stand for each part of its title that is hidden."""
        known = self.titles.get(row.id)
        title = title_of(row, self.codes, self.translate) if known is None else known
        return f"{title} {DOTS}" if any(one.name in row.masked for one in row.record.title_fields) else title

    def value(self, declared: Field, value: Value) -> str:
        """Return a date as people read it."""
        if isinstance(value, datetime) and value.tzinfo is not None:
            value = in_zone(value, self.offset_minutes)
        return declared.shown(value, self.codes.label_of, self.translate)


@dataclass(frozen=True)
class Event:
    """One date of a row, or the time between two, on the timeline.

    `span` is None where the date is hidden. `label` has the neutral words that stand beside it, `when` its date, and
    `disputed` every value of a date in dispute, the one to go by first. `people` are the people of the case that the
    row is about, first the one to whom it belongs. `is_due` says that it is a day by which something is to be done,
    `is_met` that it has been, and `is_late` that it is a task's, that the day is over and the task is not done.
    """

    row: Row
    date: str
    span: Span | None
    label: str
    when: str
    page: str
    people: tuple[bytes, ...]
    disputed: tuple[str, ...] = ()
    is_due: bool = False
    is_met: bool = False
    is_late: bool = False

    @property
    def kind(self) -> str:
        """Return the name of the record."""
        return self.row.record.name

    @property
    def id(self) -> tuple[bytes, str]:
        """Return what tells this event from every other one of the case."""
        return self.row.id, self.date


def find_events(view: CaseView, told: Told) -> tuple[Event, ...]:
    """Return the events of a case in the order of time; those whose date is hidden come last."""
    rows = [view.case, *(row for found in view.rows.values() for row in found)]
    by_id = {row.id: row for row in rows}
    called = {row.id: short_name(row, told) for row in view.of(_PERSON.name)}
    found = [event for row in rows for event in _events_of(row, by_id, called, told)]
    return tuple(sorted(found, key=_place))


def short_name(person: Row, told: Told) -> str:
    """Return what a person is called where names are not told: the number on the paper tag, else the code."""
    known = (person[name] for name in ("tag_number", "person_code"))
    return visible(next((str(one) for one in known if isinstance(one, str)), ""), paragraphs=False) or told.translate(
        person.record.label
    )


def known_to(event: Event, translate: Translate = str) -> str:
    """Return how well the date of an event is known, in words; "" where it is hidden."""
    return translate(_KNOWN_TO[event.span.precision]) if event.span is not None else ""


def _place(event: Event) -> tuple[bool, int, int, bytes, str]:
    span = event.span
    return (span is None, span.start if span else 0, span.end if span else 0, *event.id)


def _events_of(row: Row, by_id: Mapping[bytes, Row], called: Mapping[bytes, str], told: Told) -> Iterator[Event]:
    times = row.record.times
    for number, (begin, end) in enumerate(times):
        dates = [one for one in (begin, end) if one is not None]
        if any(one.name in row.masked or _dated(row, one) for one in dates):
            people = tuple(_people_of(row, by_id))
            label = _label(row, begin, told, is_further=number > 0)
            who = called.get(people[0], "") if people else ""
            span, when = _reading(row, begin, end, told)
            is_met = row.record == _TASK and is_done(live_values(row, "status"))
            is_open = row.record == _TASK and begin.lies_ahead and not is_met
            yield Event(
                row=row,
                date=begin.name,
                span=span,
                label=" · ".join(dict.fromkeys(filter(None, (label, who)))),
                when=when,
                page=page_of(row.record).name,
                people=people,
                disputed=tuple(_disputes(row, dates, told)),
                is_due=begin.lies_ahead,
                is_met=is_met,
                is_late=is_open and span is not None and told.now is not None and span.end <= told.now,
            )


def _dated(row: Row, one: Field) -> list[Value]:
    """Return the values of a date that lie somewhere in time, the one to go by first."""
    if one.name not in row.siblings:
        value = row[one.name]
        return [value] if isinstance(value, PartialDate | datetime) else []
    return [value for value in values_by_caution(row, one.name) if span_of(value, 0) is not None]


def _reading(row: Row, begin: Field, end: Field | None, told: Told) -> tuple[Span | None, str]:
    """Return the time that the more careful reading gives, and its words.

    There is no time where any part of it is hidden. That something has not ended is the careful reading of its end.
    """
    if any(one is not None and one.name in row.masked for one in (begin, end)):
        return None, _when(_masked(row, begin, told), _masked(row, end, told) if end is not None else "", end, told)
    first = next(iter(_dated(row, begin)), None)
    last = values_by_caution(row, end.name)[0] if end is not None else None
    if end is not None and first is None and span_of(last, 0) is None:
        last = _dated(row, end)[0]
    spans = [span for value in (first, last) if (span := span_of(value, told.offset_minutes)) is not None]
    begun = told.value(begin, first) if first is not None else ""
    ended = told.value(end, last) if end is not None and span_of(last, 0) is not None else ""
    return (spans[0].until(spans[-1]) if spans else None), _when(begun, ended, end, told)


def _masked(row: Row, one: Field, told: Told) -> str:
    return DOTS if one.name in row.masked else next((told.value(one, value) for value in _dated(row, one)), "")


def _when(first: str, last: str, end: Field | None, told: Told) -> str:
    if first and last:
        return first if first == last else told.translate(_("{first} to {last}")).format(first=first, last=last)
    if last:
        return told.translate(_("until {day}")).format(day=last)
    return told.translate(_("from {day}")).format(day=first) if end is not None else first


def _disputes(row: Row, parts: Iterable[Field], told: Told) -> Iterator[str]:
    for one in parts:
        if one.name in row.siblings and one.name not in row.masked:
            empty = told.translate(_("no answer"))
            values = [told.value(one, value) or empty for value in values_by_caution(row, one.name)]
            yield told.translate(_("{field}: {answers}")).format(
                field=told.translate(one.label), answers=" / ".join(values)
            )


def _label(row: Row, begin: Field, told: Told, *, is_further: bool) -> str:
    """Return the words beside an event: what happened, and for a further date of the row which date it is.

    The case itself is named above the timeline, so that each of its dates says what it is. A title that is one answer
    of a list, as "Medium" is, stands behind the name of its record: "Risk assessment: medium".
    """
    label = told.translate(begin.label)
    if row.record == _CASE:
        return label
    title, name, parts = told.title(row), told.translate(row.record.label), row.record.title_fields
    if len(parts) == 1 and parts[0].codes and name.casefold() not in title.casefold():
        title = f"{name}: {parts[0].within(title)}"
    between = "," if ":" in title else ":"
    return f"{title}{between} {label[:1].lower()}{label[1:]}" if is_further else title


def _people_of(row: Row, by_id: Mapping[bytes, Row]) -> Iterator[bytes]:
    """Yield the people of the case that a row is about, each once: first whom it belongs to, then those it names."""
    seen: set[bytes] = set()
    for one in (_owner(row, by_id), *_named(row)):
        if one is not None and one not in seen and one in by_id:
            seen.add(one)
            yield one


def _owner(row: Row, by_id: Mapping[bytes, Row]) -> bytes | None:
    """Return the person at the head of what a row belongs to, which may be the row itself."""
    above: Row | None = row
    for _step in range(_MOST_PARENTS):
        if above is None:
            return None
        if above.record == _PERSON:
            return above.id
        above = by_id.get(above.parent) if above.parent is not None else None
    return None


def _named(row: Row) -> Iterator[bytes]:
    for declared in row.record.fields:
        meant = declared.referred(row[declared.name]) if declared.refers else None
        if meant is not None and meant.record == _PERSON.name:
            yield meant.row

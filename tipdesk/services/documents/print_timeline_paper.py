"""Print the timeline of a case: a chart of the tracks that were asked for, and under it every event in words.

It is signed as a case file is: nothing is handed out unless the look was audited and the signature is in the log.
"""

from collections.abc import Callable, Iterator, Sequence

from tipdesk.domain.moments import day_shown
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Action
from tipdesk.domain.scale import ROOM_FOR_WORDS, Scale, Unit, tick_words, ticks
from tipdesk.domain.spans import DAY, day_at
from tipdesk.domain.texts import _
from tipdesk.services.case.timeline import Event
from tipdesk.services.case.timeline_filter import Asked, Track
from tipdesk.services.desk import Desk
from tipdesk.services.documents.build_case_file import furniture_of, slip_of
from tipdesk.services.documents.case_file import (
    AnswerState,
    CaseFile,
    Chart,
    ChartMark,
    ChartTrack,
    Grid,
    GridLine,
    MarkShape,
    Section,
    Shown,
)
from tipdesk.services.documents.printer import Printer, Told, untold
from tipdesk.services.documents.sign_print import sign_print
from tipdesk.services.documents.timeline_copy import TimelineCopy, copy_timeline
from tipdesk.services.voice import plural

Translate = Callable[[str], str]
_POINTS = 380.0
"""About how wide the scale is on paper, in points, by which its ticks are chosen."""
_FEW_MONTHS = (2, 3)
"""How many months lie between two ticks where there is no room for each, and a tick a year would leave one or none."""
_HEADS = (_("When"), _("What"), _("Kind"), _("Who"), _("In dispute"))
_WIDTHS = (3.2, 5.0, 2.4, 3.2, 4.4)
_LEGEND = (
    (MarkShape.MOMENT, _("a moment or a day")),
    (MarkShape.TIME, _("a time from, to")),
    (MarkShape.ABOUT, _("date only about known")),
    (MarkShape.DUE, _("due, by law or by plan")),
)


def print_timeline_paper(
    desk: Desk,
    printer: Printer,
    case: bytes,
    asked: Asked,
    *,
    identity: bool,
    translate: Translate = str,
    told: Told = untold,
) -> bytes:
    """Return the bytes of the printed timeline.

    `told` is called with how far the printing is, and may end it by raising. Raises the UserErrors of `copy_timeline`.
    """
    copied = copy_timeline(desk, case, Action.PRINT, asked, identity=identity, translate=translate)
    content = printer.print(make_timeline_paper(desk, copied, translate), told)
    return sign_print(desk, content, case=case, copy_number=copied.printed.copy_number)


def make_timeline_paper(desk: Desk, copied: TimelineCopy, translate: Translate = str) -> CaseFile:
    """Return the model of the paper: a pure function of the copy and the code book."""
    events = [event for track in copied.tracks for event in track.events]
    facts = [(translate(_("Events")), str(len(events)))]
    if copied.asked.is_narrowed:
        facts.append((translate(_("Narrowed")), translate(_("Not all of the timeline: what was on the screen."))))
    empty = translate(_("Nothing here has a date."))
    chart = _chart(copied, events, translate)
    return CaseFile(
        kind=translate(_("Timeline")),
        reference=copied.reference,
        title=copied.title,
        slip=slip_of(copied.printed, desk.codes, translate, *facts),
        sections=(
            Section(translate(_("Timeline")), (chart,) if chart else (), empty),
            Section(translate(_("Events")), (_grid(copied, events, translate),) if events else (), empty),
        ),
        furniture=furniture_of(copied.printed, translate),
    )


def _chart(copied: TimelineCopy, events: Sequence[Event], translate: Translate) -> Chart | None:
    spans = [event.span for event in events if event.span is not None]
    if not spans:
        return None
    asked = copied.asked
    start = min(span.start for span in spans) if asked.start is None else asked.start
    end = max(span.end for span in spans) if asked.end is None else asked.end
    wide = end - start
    scale = Scale.fitted(start - max(wide // 30, DAY // 4), end + max(wide // 6, DAY // 4), _POINTS)
    return Chart(
        tracks=tuple(_track(track, scale) for track in copied.tracks if any(one.span for one in track.events)),
        ticks=tuple(_ticks(scale, translate)),
        now=scale.x(copied.now) / _POINTS if scale.start < copied.now < scale.end else None,
        legend=tuple((shape, translate(words)) for shape, words in _LEGEND),
        more=translate(_("and {count} more, which stand in the table below")),
    )


def _ticks(scale: Scale, translate: Translate) -> Iterator[tuple[float, str]]:
    """Yield the ticks of the chart; the first has its day in full, so that the paper says which year it is."""
    unit, step = scale.unit_of(ROOM_FOR_WORDS), 1
    if unit is Unit.YEAR:
        room = scale.per_minute * Unit.MONTH
        unit, step = next(((Unit.MONTH, few) for few in _FEW_MONTHS if few * room >= ROOM_FOR_WORDS), (unit, step))
    begun = (minute for minute in ticks(unit, scale.start, scale.end) if not (day_at(minute).month - 1) % step)
    for number, minute in enumerate(begun):
        words = day_shown(day_at(minute), translate) if number == 0 else tick_words(unit, minute, translate)
        yield scale.x(minute) / _POINTS, words


def _track(track: Track, scale: Scale) -> ChartTrack:
    marks = [_mark(event, scale) for event in track.events if event.span is not None]
    count = plural("{count} event", "{count} events", len(track.events))
    return ChartTrack(track.name, count, tuple(marks))


def _mark(event: Event, scale: Scale) -> ChartMark:
    span = event.span
    start, end = (min(max(scale.x(at) / _POINTS, 0.0), 1.0) for at in ((span.start, span.end) if span else (0, 0)))
    shape = MarkShape.TIME
    if event.is_due:
        shape = MarkShape.DUE
    elif span is not None and span.is_about:
        shape = MarkShape.ABOUT
    elif span is not None and span.end - span.start <= DAY:
        shape = MarkShape.MOMENT
    return ChartMark(start, end, f"! {event.label}" if event.disputed else event.label, shape)


def _grid(copied: TimelineCopy, events: Sequence[Event], translate: Translate) -> Grid:
    lines = [_line(copied, event, translate) for event in sorted(events, key=_in_time)]
    return Grid(tuple(translate(head) for head in _HEADS), _WIDTHS, tuple(lines))


def _in_time(event: Event) -> tuple[bool, int, bytes, str]:
    return (event.span is None, event.span.start if event.span else 0, *event.id)


def _line(copied: TimelineCopy, event: Event, translate: Translate) -> GridLine:
    when = Shown((event.when,)) if event.span is not None else Shown(standing=AnswerState.WITHHELD)
    kind = translate(BY_NAME[event.kind].label if event.kind in BY_NAME else event.row.record.label)
    who = ", ".join(copied.people.get(person, "") for person in event.people)
    settled = Shown(event.disputed, AnswerState.NOT_SETTLED) if event.disputed else Shown()
    return GridLine((when, Shown((event.label,)), Shown((kind,)), Shown((who,)), settled))

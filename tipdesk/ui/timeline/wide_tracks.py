"""Where everything on the chart lies: tracks one under the other, and in each the rows of its events with their words.

It is made anew when the events or the scale change, and asked while the chart scrolls, so that only what is seen is
painted. Where too many events lie over each other, those that got no room are gathered into one mark, a crowd, which
says how many they are. Lengths are pixels; across, they are counted from the beginning of the scale.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tipdesk.domain.laying import Mark, Rows, room_of
from tipdesk.domain.scale import Scale
from tipdesk.domain.spans import DAY
from tipdesk.services.case.timeline import Event
from tipdesk.services.case.timeline_filter import Track

ROW, BAR, DOT = 24, 20, 5
GAP = 6
MOST_ROWS, LEAST_ROWS = 8, 2
CROWD = 34
_LONGEST = float("inf")

Measured = Callable[[str, float], tuple[str, float]]
"""Returns the words to show for a label, cut where they are wider than so many pixels, and their width."""


class Laid(NamedTuple):
    """An event on the chart: its mark from `start` to `end`, and `words`, which begin `at`.

    `first` and `last` are the room of both. A mark that `is_point` has no width of its own.
    """

    event: Event
    row: int
    start: float
    end: float
    words: str
    at: float
    first: float
    last: float
    is_point: bool


class Crowd(NamedTuple):
    """Events that lie too close to be told apart on this scale, from `first` to `last`."""

    events: tuple[Event, ...]
    first: float
    last: float


@dataclass(frozen=True)
class WideTrack:
    """A track on the chart: its `top` and `height`, the events of each row from left to right, and its crowds."""

    track: Track
    top: int
    height: int
    rows: tuple[tuple[Laid, ...], ...]
    firsts: tuple[tuple[float, ...], ...]
    crowds: tuple[Crowd, ...]

    def seen(self, left: float, right: float) -> Iterable[Laid]:
        """Yield the events that are seen between two places."""
        for row, firsts in zip(self.rows, self.firsts, strict=True):
            at = max(bisect_left(firsts, left) - 1, 0)
            for laid in row[at : bisect_left(firsts, right)]:
                if laid.last >= left:
                    yield laid

    def row_at(self, y: int, row_height: int) -> int:
        """Return the number of the row that lies at a height, counted from the top of all tracks."""
        return (y - self.top - GAP // 2) // row_height


def lay_out(
    tracks: Sequence[Track], scale: Scale, now: int, measured: Measured, row_height: int
) -> tuple[WideTrack, ...]:
    """Return the tracks as they lie on a scale, with rows of this height; `now` is the present minute."""
    laid: list[WideTrack] = []
    top = 0
    for track in tracks:
        made = _wide(track, scale, scale.x(now), measured, top, row_height)
        laid.append(made)
        top += made.height
    return tuple(laid)


def is_point(event: Event, scale: Scale) -> bool:
    """Tell whether an event is drawn as a point: a moment, or a known day that is too short to be seen as a time."""
    span = event.span
    if span is None or event.is_due:
        return True
    return span.end - span.start <= DAY and (span.end - span.start) * scale.per_minute < 2 * BAR


def _wide(track: Track, scale: Scale, now: float, measured: Measured, top: int, row_height: int) -> WideTrack:
    edges = (0.0, scale.width)
    laid = [one for event in track.events if (one := _laid(event, scale, now, measured, edges)) is not None]
    rows, crowded = _in_rows(laid)
    if crowded:  # marks before words: then as many as can be told apart have a place of their own
        bare, crowded = _in_rows(map(_without_words, laid))
        rows = _with_words(bare, {one.event.id: one for one in laid})
    crowds = _crowds(crowded)
    count = max(len(rows) + bool(crowds), LEAST_ROWS)
    return WideTrack(
        track=track,
        top=top,
        height=count * row_height + GAP,
        rows=tuple(map(tuple, rows)),
        firsts=tuple(tuple(one.first for one in row) for row in rows),
        crowds=crowds,
    )


def _in_rows(laid: Iterable[Laid]) -> tuple[list[list[Laid]], list[Laid]]:
    """Return rows of events, and those that got no room in any."""
    rows: Rows[Laid] = Rows(MOST_ROWS, GAP)
    crowded = [one for one in laid if rows.take(one, one.first, one.last) is None]
    return [[one._replace(row=number) for one in row] for number, row in enumerate(rows.rows)], crowded


def _with_words(rows: Iterable[Sequence[Laid]], whole: Mapping[tuple[bytes, str], Laid]) -> list[list[Laid]]:
    """Return rows of bare marks, with the words of those that have room for them between their neighbours."""
    made: list[list[Laid]] = []
    for row in rows:
        kept: list[Laid] = []
        for at, bare in enumerate(row):
            full = whole[bare.event.id]._replace(row=bare.row)
            after = row[at + 1].first if at + 1 < len(row) else float("inf")
            before = kept[-1].last if kept else float("-inf")
            kept.append(full if before + GAP <= full.first and full.last + GAP <= after else bare)
        made.append(kept)
    return made


def _laid(event: Event, scale: Scale, now: float, measured: Measured, edges: tuple[float, float]) -> Laid | None:
    if event.span is None:
        return None
    start, end = scale.x(event.span.start), scale.x(event.span.end)
    pointed = is_point(event, scale)
    if pointed:
        start = end = (start + end) / 2
    words, width = measured(event.label, _LONGEST)
    room = room_of(Mark(start, end, DOT if pointed else 0.0, width), GAP, now, edges)
    if room.last > edges[1] and room.at >= end:  # between the present and the edge there is less room than words
        words, width = measured(event.label, max(edges[1] - room.at, 0.0))
        room = room._replace(last=room.at + width)
    return Laid(event, 0, start, end, words, room.at, room.first, room.last, pointed)


def _without_words(laid: Laid) -> Laid:
    half = DOT if laid.is_point else 0.0
    return laid._replace(words="", first=laid.start - half, last=laid.end + half)


def _crowds(crowded: Iterable[Laid]) -> tuple[Crowd, ...]:
    """Gather events that have no row, from left to right, into marks that keep apart."""
    found: list[tuple[list[Event], float]] = []
    for laid in sorted(crowded, key=lambda one: one.start):
        if found and laid.start < found[-1][1] + CROWD + GAP:
            found[-1][0].append(laid.event)
        else:
            found.append(([laid.event], laid.start))
    return tuple(Crowd(tuple(events), at - CROWD / 2, at + CROWD / 2) for events, at in found)

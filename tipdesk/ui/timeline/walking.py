"""Which event comes next on a timeline when an arrow key is pressed: on the same track, or on another one."""

from bisect import bisect_left
from collections.abc import Sequence

from tipdesk.services.case.timeline import Event
from tipdesk.services.case.timeline_filter import Track


class Walk:
    """The events of tracks that have a place in time, as they are walked through."""

    def __init__(self, tracks: Sequence[Track]) -> None:
        dated = [[event for event in track.events if event.span is not None] for track in tracks]
        self._tracks = [events for events in dated if events]
        self._places = {event.id: (i, j) for i, events in enumerate(self._tracks) for j, event in enumerate(events)}
        self.events = [event for events in self._tracks for event in events]
        self._numbers = {event.id: number for number, event in enumerate(self.events)}

    def number_of(self, event: Event) -> int:
        """Return how many events come before this one in the list, or -1 where it is not among them."""
        return self._numbers.get(event.id, -1)

    def known(self, event: Event | None) -> Event | None:
        """Return the event as these tracks have it now, or None where they have it no more."""
        number = self.number_of(event) if event is not None else -1
        return self.events[number] if number >= 0 else None

    def along(self, event: Event, step: int) -> Event:
        """Return the event so many further on the same track, or the last one in that direction."""
        track, at = self._places[event.id]
        events = self._tracks[track]
        return events[min(max(at + step, 0), len(events) - 1)]

    def across(self, event: Event, step: int) -> Event:
        """Return the event nearest in time on the track so many further down, or on the last one there."""
        track, _at = self._places[event.id]
        other = min(max(track + step, 0), len(self._tracks) - 1)
        return event if other == track else nearest(self._tracks[other], _start(event))

    def end(self, event: Event, *, is_last: bool) -> Event:
        """Return the first or the last event of the same track."""
        return self._tracks[self._places[event.id][0]][-1 if is_last else 0]


def nearest(events: Sequence[Event], minute: int) -> Event:
    """Return the event that begins nearest to a minute; `events` are in the order of time, at least one."""
    at = bisect_left(events, minute, key=_start)
    return min(events[max(at - 1, 0) : at + 1], key=lambda event: abs(_start(event) - minute))


def _start(event: Event) -> int:
    return event.span.start if event.span is not None else 0

"""Read the timeline of a case by its reference, as an audited look, for whoever has no screen."""

from collections.abc import Callable

from tipdesk.domain.ids import id_text
from tipdesk.domain.pages import PAGES
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.caution import values_by_caution
from tipdesk.services.case.references import get_case_id
from tipdesk.services.case.timeline import Event, Told, find_events
from tipdesk.services.case.timeline_filter import Asked, Track, Tracks, pages_of
from tipdesk.services.desk import Desk
from tipdesk.services.look import CaseView, look

_PERSON = BY_NAME["Person"]


def read_timeline(
    desk: Desk, reference: str, asked: Asked | None = None, translate: Callable[[str], str] = str
) -> tuple[CaseView, tuple[Track, ...]]:
    """Return a case and the tracks of its timeline. Raises UserError `bad-reference`, and those of `look`."""
    view = look(desk, get_case_id(desk, reference))
    told = Told(desk.codes, translate, desk.clock.offset_minutes())
    return view, tracks_of(view, told, asked or Asked())


def tracks_of(view: CaseView, told: Told, asked: Asked) -> tuple[Track, ...]:
    """Return the tracks that were asked for, of a case that a look has opened."""
    events = find_events(view, told)
    tracks = Tracks(told, view.of(_PERSON.name), pages_of(events, PAGES))
    return tracks.of(filter(asked.takes, events), asked.grouping)


def to_json(event: Event) -> dict[str, object]:
    """Return an event as `--json` prints it; a hidden date has neither a beginning nor an end."""
    row, known = event.row, event.row.record.by_name
    names = {"from": event.date, "to": known[event.date].until}
    days = {
        side: known[name].to_json(values_by_caution(row, name)[0]) if name and name not in row.masked else None
        for side, name in names.items()
    }
    return {
        "record": row.record.name,
        "row": id_text(row.id),
        "field": event.date,
        "page": event.page,
        "label": event.label,
        **days,
        "when": event.when,
        "hidden": event.span is None,
        "disputed": list(event.disputed),
        "people": [id_text(person) for person in event.people],
    }

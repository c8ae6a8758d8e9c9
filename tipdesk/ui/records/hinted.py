"""Hints at the foot of a section in which somebody is told: who else this person could be, while it is typed."""

from collections.abc import Collection
from functools import partial

from tipdesk.domain.similar.likeness import PERSON, SOURCES
from tipdesk.ui.records.editing import Editing
from tipdesk.ui.records.section_form import SectionForm
from tipdesk.ui.records.target import Target
from tipdesk.ui.seat import Seat
from tipdesk.ui.similar.hinting import Hinting
from tipdesk.ui.similar.strip import HintStrip


def hints_for(target: Target, names: Collection[str]) -> HintStrip | None:
    """Return the strip for a section with these fields, None where they tell of nobody."""
    if not SOURCES.get(target.record.name, {}).keys() & set(names):
        return None
    return HintStrip(is_line=True, can_link=True)


def hint(seat: Seat, page: SectionForm, target: Target, editing: Editing) -> None:
    """Fill the strip of an open section, as long as the section is open."""
    if page.hints is None:
        return
    record, seen, person = target.record, target.seen, _person_of(target)
    row = seen.id if seen is not None else None
    key = editing.key if person is None else ""
    hinting = Hinting(seat, page.hints, editing, about=person, case=editing.case, record=record.name, row=row, key=key)
    page.form.changed.connect(lambda: hinting.seek(page.form.draft()))
    if record.name == PERSON and seen is None:
        editing.done.connect(partial(_keep_said, hinting))
        page.throw_pressed.connect(hinting.forget)
    hinting.begin()


def _keep_said(hinting: Hinting, row: bytes | None) -> None:
    if row is not None:
        hinting.keep_said(row)


def _person_of(target: Target) -> bytes | None:
    """Return the row of the person who is told of, None for one who is new."""
    record, seen = target.record, target.seen
    if record.name == PERSON:
        return seen.id if seen is not None else None
    if seen is not None:
        return seen.parent
    meant = record.by_name[record.parent]
    given = target.presets.get(record.parent)
    named = meant.referred(given) if isinstance(given, bytes) else None
    return named.row if named is not None else None

"""A post whose program was changed: its log says what ours refuses, it signs and sends it as any post does.

Promises headquarters that has taken the bundle in, and a directory of which every name is as hostile. What each surface
then shows is left to the attacks, and to the tests of the screens.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.journeys.worlds import by_stick, copied, make_world, opened
from tipdesk.domain.kinds import Sensitivity, Text, Texts, Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.case.new_case import new_case
from tipdesk.services.fields import change_of_new, change_of_row
from tipdesk.services.look import look

if TYPE_CHECKING:
    from tests.journeys.runner import World
    from tipdesk.services.desk import Desk

SIGNS = "\x1b\x9b\x07\x85\u202e\u2066\u2028\u200b\ufeff\U000e0041"
"""Escape, its C1 twin, bell, next line, override, isolate, separator, nothing wide, mark of bytes, tag."""
MARKUP = '<img src="x">&amp;<b>'
BOTH = f"{MARKUP}\x1b[2JEve\x9b31m\u202e\n\u2028\u200b\x07\x85\u2066\ufeff\U000e0041"
"""What a person, a title, an officer is called: markup first, since Qt looks at the first line alone."""
_KEPT = TemporaryDirectory(prefix="changed-post-")
DOCUMENT = {
    "case": {"title": "Amber heron 42", "case_type": "suspected_trafficking"},
    "records": [
        {"record": "Person", "key": "p1", "fields": {"family_name": "Inventedperson", "other_names": ["Ann"]}},
        {"record": "CaseRole", "fields": {"person": "p1", "role": "potential_victim"}},
        {"record": "Note", "fields": {"text": "Invented for a test.", "person": "p1"}},
        {"record": "Task", "fields": {"title": "Ring the shelter", "due": "2020-01-05"}},
        {"record": "JourneyLeg", "fields": {"person": "p1"}},
        {"record": "Episode", "fields": {"person": "p1"}},
    ],
}


@dataclass(frozen=True)
class Sent:
    """The world after it, and the case."""

    world: World
    reference: str
    case: bytes


def send_hostile_case(folder: Path) -> Sent:
    """Return a copy of headquarters and a post after the post has sent a case in which every text is `BOTH`."""
    sent = _sent_once()
    return replace(sent, world=copied(sent.world, folder))


@cache
def _sent_once() -> Sent:
    world, name = make_world(Path(_KEPT.name) / "world"), BOTH
    with_post = opened(world.post)
    try:
        made = new_case(with_post.desk, DOCUMENT)
        _spoil_case(with_post.desk, made.id, name)
    finally:
        with_post.close()
    by_stick(world, world.post)
    office = opened(world.hq)
    try:
        _spoil_directory(office.desk, name)
    finally:
        office.close()
    by_stick(world, world.post)
    return Sent(world, made.reference, made.id)


def _spoil_case(desk: Desk, case: bytes, name: str) -> None:
    view = look(desk, case)
    changes = []
    for row in (view.case, *(row for rows in view.rows.values() for row in rows)):
        plain = [one for one in row.record.fields if one.sensitivity < Sensitivity.REFUGE and one.name != "reference"]
        texts = {one.name: name for one in plain if isinstance(one, Text)}
        lists = {one.name: frozenset({name, "b"}) for one in plain if isinstance(one, Texts)}
        change = change_of_row(row, {**texts, **lists})
        changes += [change] if change else []
    with desk.work() as unit:
        unit.append(Scope.CASE, case, changes, name, urgent=True)


def _spoil_directory(desk: Desk, name: str) -> None:
    """As a headquarters whose own program was changed: names of posts, officers, agencies and devices."""
    with desk.work() as work:
        changes = []
        for record in ("Post", "Officer", "Device"):
            for row in work.find_rows(BY_NAME[record]):
                change = change_of_row(row, {"name": name})
                changes += [change] if change else []
        for record in ("Agency", "DutyNumber"):
            named = {one.name: name for one in BY_NAME[record].fields if isinstance(one, Text)}
            phone = {"phone": "+17585550101", "kind": "duty_officer"} if record == "DutyNumber" else {}
            changes.append(change_of_new(BY_NAME[record], desk.ids.new_id(), {**named, **phone}))
        login: dict[str, Value] = {"login": name, "name": name, "roles": frozenset({"investigator"})}
        changes.append(change_of_new(BY_NAME["Officer"], desk.ids.new_id(), login))
        work.append(Scope.DIRECTORY, None, changes, name)

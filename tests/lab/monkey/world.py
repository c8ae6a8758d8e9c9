"""The homes that the monkey is let loose on: a post with a group of people, and headquarters, which has received them.

Promises that lists have lines. All people are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.ui.pseudo_walk import make_world
from tipdesk.services.case.new_case import new_case
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.linked import World
    from tipdesk.homes.sessions import Session

POST, HEADQUARTERS = "post", "headquarters"
PEOPLE = 14


@dataclass(frozen=True)
class Stage:
    """Both ends, and the case of the group."""

    world: World
    group: bytes

    def session(self, end: str) -> Session:
        """Return the session of an end."""
        return self.world.post if end == POST else self.world.headquarters

    def close(self) -> None:
        """Close both homes."""
        self.world.post.close()
        self.world.headquarters.close()


def make_stage(folder: Path) -> Stage:
    """Make both homes in a folder."""
    world, _case = make_world(folder)
    group = new_case(world.post.desk, _group()).id
    sync_now(world.post.desk, world.wire, no_step, never)
    return Stage(world, group)


def _group() -> dict[str, object]:
    records: list[dict[str, object]] = []
    for at in range(PEOPLE):
        person = {"tag_number": f"{at + 1:02}", "given_names": f"Invented {at}", "about_age": 9 + 3 * at,
                  "family_group": "ABC"[at % 3], "sex": "female" if at % 2 else "male"}  # fmt: skip
        records += [
            {"record": "Person", "key": f"p{at}", "fields": person},
            {"record": "CaseRole", "key": f"r{at}", "fields": {"person": f"p{at}", "role": "potential_victim"}},
            {"record": "JourneyLeg", "key": f"j{at}", "fields": {"person": f"p{at}", "began": f"{at + 1} 11 2026"}},
            {
                "record": "Need",
                "key": f"n{at}",
                "fields": {"person": f"p{at}", "kind": "medical_general", "priority": "urgent"},
            },
            {"record": "Task", "key": f"t{at}", "fields": {"title": f"Ask {at}", "due": f"2026-12-{at + 1:02}"}},
            {"record": "Note", "key": f"o{at}", "fields": {"text": f"Said by number {at}.\n" * (at % 4 + 1)}},
        ]
    return {"case": {"title": "Group of the ferry"}, "records": records}

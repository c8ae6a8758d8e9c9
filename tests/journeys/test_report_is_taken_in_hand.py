"""A report from a post: first in headquarters' inbox, taken in hand there, given away, and the post sees all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.journeys.runner import World, call, done, write_case
from tests.journeys.worlds import by_stick

if TYPE_CHECKING:
    from pathlib import Path

SENT = "2026-11-27T09:00-04:00"


def sent(home: Path, folder: Path, **answers: object) -> str:
    """Send a report from a post; return the reference of its case."""
    fields = {"sent_at": SENT, "received_at": SENT, **answers}
    document = {"case": {"title": "Blue heron 12"}, "records": [{"record": "Report", "fields": fields}]}
    return str(done(home, "case", "new", "--urgent", "--from", write_case(folder, document))["reference"])


def rows(home: Path, reference: str, record: str) -> list[dict[str, Any]]:
    """Return the fields of the rows of a record, as a home shows them."""
    shown = done(home, "case", "show", reference)["records"]
    return [one["fields"] for one in shown if one["record"] == record]


def test_a_child_is_first_and_the_post_sees_who_has_it(fresh: World, tmp_path: Path) -> None:
    """Child before the others; "I have it" reaches the post, with the task for the post's officer in charge."""
    world = fresh
    plain = sent(world.post, tmp_path, danger_now="no", persons_count=3)
    child = sent(world.post, tmp_path, under_18="unsure", persons_count=1)
    assert done(world.post, "case", "inbox")["items"] == []
    by_stick(world, world.post)
    items = done(world.hq, "case", "inbox")["items"]
    assert [(one["reference"], one["child"], one["people"], one["post"]) for one in items] == [
        (child, True, 1, "VFT"),
        (plain, False, 3, "VFT"),
    ]
    assert items[0]["acknowledged_by"] == []
    done(world.hq, "case", "acknowledge", child, "--words", "On my way")
    done(world.hq, "case", "assign", child, "--post", "VFT", "--due", "2026-11-28")
    assert [one["reference"] for one in done(world.hq, "case", "inbox")["items"]] == [plain]
    by_stick(world, world.post)
    [read] = rows(world.post, child, "Acknowledgement")
    assert (read["words"], bool(read["by"]), bool(read["at"])) == ("On my way", True, True)
    [task] = rows(world.post, child, "Task")
    assert (task["due"], task.get("assigned_to")) == ("2026-11-28", None)
    for home in (world.hq, world.post):
        assert done(home, "store", "check")["ok"] is True
    assert done(world.hq, "hq", "rebuild")["equal"] is True


def test_what_cannot_be_done_says_why(fresh: World, tmp_path: Path) -> None:
    """One's own report, a post without a PC, nothing left to take in hand, neither officer nor post."""
    world = fresh
    reference = sent(world.post, tmp_path)
    own = call(world.post, "case", "acknowledge", reference)
    assert (own.status, own.json["error"]["code"]) == (1, "acknowledge-by-another")
    by_stick(world, world.post)
    away = call(world.hq, "case", "assign", reference, "--post", "CAS")
    assert (away.status, away.json["error"]["code"]) == (1, "post-without-pc")
    assert call(world.hq, "case", "assign", reference).status == 2
    done(world.hq, "case", "acknowledge", reference)
    again = call(world.hq, "case", "acknowledge", reference)
    assert (again.status, again.json["error"]["code"]) == (1, "nothing-to-acknowledge")

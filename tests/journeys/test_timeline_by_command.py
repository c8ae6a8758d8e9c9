"""The timeline at a terminal: as lines, as one JSON document, and as the PDF that the window makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.runner import World, done
from tests.journeys.test_command_contract import printed
from tests.journeys.worlds import recorded

if TYPE_CHECKING:
    from pathlib import Path


def test_a_timeline_is_listed_and_printed(fresh: World, tmp_path: Path) -> None:
    """Tracks with their events; words narrow; the PDF is written and signed; an unknown case is refused."""
    reference = recorded(fresh.post, fresh.folder)
    done(fresh.post, "record", "add", reference, "Task", "title=Ring the shelter", "due=2026-12-01")
    told = done(fresh.post, "case", "timeline", reference)
    assert told["reference"] == reference
    [task] = [event for track in told["tracks"] for event in track["events"] if event["record"] == "Task"]
    assert {key: task[key] for key in ("label", "from", "to", "when", "hidden", "disputed", "field")} == {
        "label": "Ring the shelter", "from": "2026-12-01", "to": None, "when": "1 Dec 2026", "hidden": False,
        "disputed": [], "field": "due",
    }  # fmt: skip
    only = done(fresh.post, "case", "timeline", reference, "--find", "shelter", "--by", "person")
    assert [event["label"] for track in only["tracks"] for event in track["events"]] == ["Ring the shelter"]
    assert done(fresh.post, "case", "timeline", reference, "--disputed")["tracks"] == []
    status, out, _err = printed(fresh.post, "case", "timeline", reference)
    assert status == 0
    assert "  1 Dec 2026                    Ring the shelter" in out.splitlines()
    file = tmp_path / "t.pdf"
    assert done(fresh.post, "case", "timeline", reference, "--out", file)["bytes"] == file.stat().st_size
    assert done(fresh.post, "report", "verify", file)["signatures"][0]["use"] == "print"
    status, _out, err = printed(fresh.post, "case", "timeline", "AAA-AAAA")
    assert status == 1
    assert err

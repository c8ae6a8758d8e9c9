"""A post of one closes a case: refused, satisfied, asked, approved at headquarters, closed. And what came past."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.journeys.runner import call, done, write_case
from tests.journeys.worlds import by_stick, make_world, opened
from tests.services.arrived import arrive
from tipdesk.cli.case_text import lines_of
from tipdesk.services.case.references import get_case_id
from tipdesk.services.documents.read_case_file import read_case_file

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.runner import World

WORDS = "All of them are home, and a nurse has seen each."
ASK = "They wish it, and nothing is left to do."
DOCUMENT = {"case": {"title": "Blue heron 12", "status": "open"}, "records": []}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Headquarters and a post of one, with a case of it at both."""
    return make_world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def reference(world: World) -> str:
    """The case."""
    made = done(world.post, "case", "new", "--from", write_case(world.folder, DOCUMENT))
    by_stick(world, world.post)
    return str(made["reference"])


def stage_at(home: Path, reference: str) -> tuple[str, bool]:
    """Return the stage that the list of cases shows, and whether the case stands among the open ones."""
    lines = [one for one in done(home, "case", "list")["cases"] if one["reference"] == reference]
    is_open = reference in {one["reference"] for one in done(home, "case", "list", "--open")["cases"]}
    return lines[0]["stage"], is_open


def test_a_closing_is_agreed_to_at_headquarters(world: World, reference: str) -> None:
    """Each refusal names its rule and need; the answer comes back with the next bundle, and the case closes."""
    stage = ("case", "stage", reference, "closed")
    refused = call(world.post, *stage)
    assert (refused.status, refused.json["error"]["code"]) == (1, "closure-needs-reason")
    done(world.post, "record", "set", reference, "Case", "closure_reason=completed", f"closure_words={WORDS}",
         "date_closed=2026-11-27")  # fmt: skip
    refused = call(world.post, *stage)
    assert refused.json["error"]["code"] == "closure-approved"
    assert [need["approval"] for need in refused.json["error"]["needs"]] == ["closure-approved"]
    blank = call(world.post, "approval", "ask", reference, "closure-approved", "--ask", " ")
    assert blank.json["error"]["code"] == "reason-needed"
    asked = done(world.post, "approval", "ask", reference, "closure-approved", "--ask", ASK)["id"]
    own = call(world.post, "approval", "answer", asked, "--approve")
    assert own.json["error"]["code"] == "not-yourself"
    by_stick(world, world.post)
    [owed] = done(world.hq, "approval", "list")["approvals"]
    assert (owed["id"], owed["gate"], owed["ask"], owed["yours"]) == (asked, "closure-approved", ASK, True)
    done(world.hq, "approval", "answer", asked, "--approve", "--words", "Ring her once more in May.")
    by_stick(world, world.post)
    [told] = done(world.post, "approval", "list", reference)["approvals"]
    assert (told["decision"], told["words"]) == ("approved", "Ring her once more in May.")
    done(world.post, *stage)
    by_stick(world, world.post)
    for home in (world.post, world.hq):
        assert done(home, "case", "show", reference)["case"]["status"] == "closed"


def test_what_has_changed_since_is_not_approved(world: World) -> None:
    """Headquarters answers no closing that was written otherwise since: it is to be asked again."""
    reference = done(world.post, "case", "new", "--from", write_case(world.folder, DOCUMENT))["reference"]
    given = ("closure_reason=completed", f"closure_words={WORDS}", "date_closed=2026-11-27")
    done(world.post, "record", "set", reference, "Case", *given)
    asked = done(world.post, "approval", "ask", reference, "closure-approved", "--ask", ASK)["id"]
    done(world.post, "record", "set", reference, "Case", "closure_words=Something else altogether.")
    by_stick(world, world.post)
    answered = call(world.hq, "approval", "answer", asked, "--approve")
    assert answered.json["error"]["code"] == "approval-stale"
    assert done(world.hq, "approval", "list", reference)["approvals"][0]["decision"] is None


def test_a_breach_that_came_by_bundle_is_reviewed_in_words(world: World) -> None:
    """A PC whose program knows no rules closes a case: applied everywhere, and listed open until it is reviewed."""
    reference = done(world.post, "case", "new", "--from", write_case(world.folder, DOCUMENT))["reference"]
    session = opened(world.post)
    arrive(session.desk, get_case_id(session.desk, reference), status="closed")
    session.close()
    by_stick(world, world.post)
    assert done(world.hq, "case", "show", reference)["case"]["status"] == "closed"
    for home in (world.hq, world.post):
        assert stage_at(home, reference) == ("listed_open", True)
        assert done(home, "case", "show", reference)["listed_open"] is True
        with closing(opened(home)) as session:
            told = list(lines_of(read_case_file(session.desk, reference), with_history=False))
        assert "Stage: Closed \N{EN DASH} listed open" in {line.strip() for line in told}
    review = ("audit", "breach", reference, "closure-approved", "--not-upheld", "--words")
    assert call(world.hq, *review, " ").json["error"]["code"] == "reason-needed"
    done(world.hq, *review, "Nobody was asked; the post has been rung.")
    again = call(world.hq, *review, "Nobody was asked; the post has been rung.")
    assert again.json["error"]["code"] == "no-such-breach"
    assert stage_at(world.hq, reference) == ("listed_open", True), "another rule was passed as well"
    needs_reason = ("audit", "breach", reference, "closure-needs-reason", "--not-upheld", "--words")
    done(world.hq, *needs_reason, "The reason was told by telephone.")
    by_stick(world, world.post)
    for home in (world.hq, world.post):
        assert stage_at(home, reference) == ("closed", False)
        assert "listed_open" not in done(home, "case", "show", reference)
    own = call(world.post, *review, "It was right, I think.")
    assert own.json["error"]["code"] == "no-such-breach", "the review has come down"

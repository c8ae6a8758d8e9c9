"""A decision on a person by command: what was found, a draft, who may sign it where, and headquarters reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.journeys.runner import World, done, refused, write_case
from tests.journeys.test_command_contract import printed
from tests.journeys.worlds import by_stick

if TYPE_CHECKING:
    from pathlib import Path

POSSIBLE = "outcome=PossibleVictimOfTrafficking"
DRAFT = ("body=Police", "child_rule=age_open_decided_as_child", "reasons=Invented: it fits", POSSIBLE)
BEST = (
    "question=age_assessment", "options=Ask, or wait", "child_says=I am fifteen", "safety=Asked apart",
    "decision=Ask once", "decided_by=Social worker", "at=2026-11-20",
)  # fmt: skip


def test_a_first_decision_is_signed_and_one_for_good_asked(fresh: World) -> None:
    """Elements without a verdict, a first decision signed at the post, and headquarters asked for the last one."""
    post = fresh.post
    reference = str(done(post, "case", "new", "--from", write_case(fresh.folder))["reference"])
    [victim] = done(post, "case", "elements", reference)["victims"]
    assert {"act", "means", "purpose", "child", "found", "missing"} <= victim.keys()
    branches = [one["if"] for one in victim["branches"]]
    assert (victim["child"], branches) == ("unknown", ["child", "adult"])
    assert victim["missing"] == ["act", "means", "purpose"]

    def added(record: str, *pairs: str) -> str:
        return str(done(post, "record", "add", reference, record, *pairs)["id"])

    first = added("Determination", f"person={victim['person']}", "kind=preliminary", *DRAFT)
    assert refused(post, "record", "sign", reference, "Determination", first)["code"] == "preliminary-grounds"
    added("Finding", f"determination={first}", "element=act", "state=found", "source=stated")
    done(post, "record", "sign", reference, "Determination", first)
    assert done(post, "record", "verify", reference, "Determination", first)["verdict"] == "good"
    _tells_only_changes(post, reference)
    assert refused(post, "record", "set", reference, "Determination", first, "reasons=x")["code"] == "signed-is-frozen"
    last = added("Determination", f"person={victim['person']}", "kind=final", *DRAFT)
    assert refused(post, "record", "sign", reference, "Determination", last)["needs"][0]["approval"] == "final-by-two"
    done(post, "approval", "ask", reference, "final-by-two", "--row", last, "--ask", "Please decide this for good")
    age = added("AgeAssessment", f"person={victim['person']}", "why=No paper", "methods=interview", "done_by=A doctor",
                "at=2026-11-20", "result=child", "doubt_to_child=yes")  # fmt: skip
    assert refused(post, "record", "sign", reference, "AgeAssessment", age)["code"] == "best-interest-first"
    best = added("BestInterest", f"person={victim['person']}", *BEST)
    done(post, "record", "sign", reference, "BestInterest", best)
    done(post, "record", "sign", reference, "AgeAssessment", age)
    assert done(post, "case", "elements", reference)["victims"][0]["age"] == "child"
    assert refused(post, "record", "verify", reference, "Determination", last)["code"] == "not-signed"
    by_stick(fresh, post)
    told = done(fresh.hq, "case", "gates", reference)
    assert (told["breaches"], "final" in {one["clock"] for one in told["clocks"]}) == ([], True)
    [question] = done(fresh.hq, "approval", "list")["approvals"]
    done(fresh.hq, "approval", "answer", question["id"], "--approve")
    assert refused(fresh.hq, "record", "sign", reference, "Determination", last)["code"] == "final-by-two"
    assert done(fresh.hq, "record", "verify", reference, "AgeAssessment", age)["officer"] == "officer1"
    signatures = done(fresh.hq, "case", "show", reference, "--history")["signatures"]
    assert {one["use"] for one in signatures} == {"determination", "age_assessment", "approval", "best_interest"}


def _tells_only_changes(post: Path, reference: str) -> None:
    """See that the history tells when it was signed, and not what the signing wrote again as it was."""
    _status, told, _err = printed(post, "case", "show", reference, "--history")
    assert "What: Signed at / Determination" in told
    assert not re.search(r"From: (.+); To: \1$", told, re.MULTILINE)

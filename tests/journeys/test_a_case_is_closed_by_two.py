"""A case with a child by command: refused without reason and approver, asked, agreed to at headquarters, closed."""

from __future__ import annotations

from tests.journeys.runner import World, done, refused, write_case
from tests.journeys.worlds import by_stick

CLOSING = ("--reason", "completed", "--words", "All are home.")


def test_a_closing_takes_two(fresh: World) -> None:
    """Neither `record set` nor `case stage` closes it; a refusal names what satisfies it; two close it in the end."""
    reference = str(done(fresh.post, "case", "new", "--from", write_case(fresh.folder))["reference"])
    stopped = refused(fresh.post, "record", "set", reference, "Case", "status=closed")
    assert stopped["code"] == "no-such-move"
    assert {one["gate"] for one in stopped["needs"]} >= {"closure-needs-reason", "closure-approved"}
    triage = refused(fresh.post, "case", "stage", reference, "open")
    assert (triage["code"], triage["ways"][0]["way"]) == ("triage-complete", "review")
    [need] = [one for one in triage["needs"] if one["record"] == "Report"]
    done(
        fresh.post, "record", "add", reference, "Report", *(f"{name}=no" for name in need["fields"][1:]), "urgency=now"
    )
    done(fresh.post, "case", "stage", reference, "open")
    assert refused(fresh.post, "case", "stage", reference, "closed")["code"] == "closure-needs-reason"
    ahead = done(fresh.post, "case", "gates", reference)
    assert {"closure-needs-reason", "closure-approved"} <= {one["gate"] for one in ahead["open"]}
    assert ahead["breaches"] == []
    person = done(fresh.post, "record", "list", reference, "Person")["records"][0]["key"]
    why = ("kind=no_determination", "text=She left the island", f"person={person}")
    settled = refused(fresh.post, "case", "stage", reference, "closed", *CLOSING, "--approver", "officer1")
    assert (settled["code"], settled["needs"][0]["record"]) == ("closure-people-settled", "Determination")
    done(fresh.post, "record", "add", reference, "Note", *why)
    agree_over_the_child(fresh, reference, person)
    past = ("--past", "closure-approved", "--because", "Nobody is there", "--ground", "danger")
    assert refused(fresh.post, "case", "stage", reference, "closed", *CLOSING, *past)["code"] == "no-way-past"
    by_stick(fresh, fresh.post)
    before = done(fresh.post, "approval", "list", reference)["approvals"]
    for login, code in (("nobody", "unknown-officer"), ("officer1", "not-yourself")):
        told = refused(fresh.post, "case", "stage", reference, "closed", *CLOSING, "--approver", login)
        assert (told["code"], done(fresh.post, "approval", "list", reference)["approvals"]) == (code, before)
    asked = refused(fresh.post, "case", "stage", reference, "closed", *CLOSING, "--approver", "admin")
    assert asked["code"] == "closure-approved"
    answer(fresh)
    done(fresh.post, "case", "stage", reference, "closed")
    assert done(fresh.post, "case", "show", reference)["case"]["status"] == "closed"
    assert refused(fresh.post, "record", "add", reference, "Task", "title=Late")["code"] == "closed-is-closed"
    done(fresh.post, "record", "add", reference, "Task", "title=Late", "--reason", "Asked for by the court")


def agree_over_the_child(fresh: World, reference: str, person: str) -> None:
    """Look at the danger, tell the child, and let headquarters agree, since child protection has no program."""

    def added(record: str, *pairs: str) -> str:
        return str(done(fresh.post, "record", "add", reference, record, f"person={person}", *pairs)["id"])

    danger = added("RiskAssessment", "own_view=Calm now", "level=low", "why=They left", "review_due=2027-06-01")
    assert refused(fresh.post, "case", "stage", reference, "closed", *CLOSING)["needs"][0]["record"] == "RiskAssessment"
    done(fresh.post, "record", "sign", reference, "RiskAssessment", danger)
    for kind in ("closure", "how_to_reach_us"):
        added("InformationGiven", f"kind={kind}", "how=said", "language=eng", "understood=yes")
    left = refused(fresh.post, "case", "stage", reference, "closed", *CLOSING)
    assert (left["code"], left["needs"][0]["record"]) == ("closure-people-settled", "Referral")
    done(fresh.post, "approval", "ask", reference, "closure-people-settled", "--ask", "They answer on paper alone")
    answer(fresh)


def answer(fresh: World) -> None:
    """Let headquarters agree to the one question that waits, and bring its answer to the post."""
    by_stick(fresh, fresh.post)
    [question] = [one for one in done(fresh.hq, "approval", "list")["approvals"] if one["decision"] is None]
    done(fresh.hq, "approval", "answer", question["id"], "--approve")
    by_stick(fresh, fresh.post)


def test_suspect_is_not_written_by_one_word(fresh: World) -> None:
    """Neither a role by command nor a document calls a child a suspect without status, review and headquarters."""
    made = done(fresh.post, "case", "new", "--from", write_case(fresh.folder))
    reference = str(made["reference"])
    person = done(fresh.post, "record", "list", reference, "Person")["records"][0]["key"]
    stopped = refused(fresh.post, "record", "add", reference, "CaseRole", f"person={person}", "role=suspect")
    assert stopped["code"] == "suspect-named"
    assert {one["gate"] for one in stopped["needs"]} >= {"suspect-named"}
    assert stopped["needs"][0]["record"] == "SuspectStatus"
    assert stopped["needs"][0]["person"] == person

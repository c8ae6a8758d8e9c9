"""A course at headquarters, its certificates printed, carried down by stick, and checked at a post by command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.runner import call, done
from tests.journeys.worlds import by_stick

if TYPE_CHECKING:
    from tests.journeys.runner import World

PEOPLE = "Name,Officer,Attended,Before,After,Passed\nAna,officer1,yes,40 %,88,y\nBo,,yes,30,90,y\n"


def test_a_certificate_is_checked_at_a_post(fresh: World) -> None:
    """True by its code, told where one letter is wrong, changed for another name, withdrawn once it was taken back."""
    office, post = fresh.hq, fresh.post
    course = done(office, "register", "add", "Training", "title=First response", "topics=referral",
                  "refreshers=3_months;6_months")["id"]  # fmt: skip
    session = done(office, "register", "add", "TrainingSession", f"training={course}", "on=2020-11-20")["id"]
    sheet = fresh.folder / "people.csv"
    sheet.write_text(PEOPLE.replace("40 %", "140 %"), encoding="utf-8")
    refused = call(office, "training", "participants", session, "--from", sheet)
    assert (refused.status, refused.json["error"]["fields"][0]["path"]) == (1, "lines[1].before")
    sheet.write_text(PEOPLE, encoding="utf-8")
    assert done(office, "training", "participants", session, "--from", sheet, "--dry-run")["importable"] == 2
    assert done(office, "training", "participants", session, "--from", sheet)["imported"] == 2
    given = done(office, "training", "certificates", course)["given"]
    assert [one["refresher_due"] for one in given] == ["2021-02-20", "2021-02-20"]
    paper = fresh.folder / "all.pdf"
    done(office, "report", "certificate", session, "--out", paper)
    assert done(office, "report", "verify", paper)["signatures"][0]["verdict"] == "good"
    for name, more in (("training", [course, "--names"]), ("training", []), ("campaign", [])):
        done(office, "report", name, *more, "--out", fresh.folder / "paper.pdf")
    code = given[0]["code"]
    assert call(post, "report", "verify", code).status == 4
    by_stick(fresh, post)
    assert done(post, "report", "verify", code.lower())["certificate"] == "true"
    assert [one["number"] for one in done(post, "training", "mine")["certificates"]] == [given[0]["number"]]
    wrong = call(post, "report", "verify", code[:-1] + ("0" if code[-1] != "0" else "1"))
    assert (wrong.status, wrong.json["error"]["code"]) == (1, "one-letter-wrong")
    other = call(post, "report", "verify", code, "--name", "Somebody Else")
    assert (other.status, other.json["certificate"]) == (4, "changed")
    assert call(post, "training", "certificates", course).json["error"]["code"] == "not-headquarters"
    done(office, "training", "withdraw", given[0]["number"], "--reason", "Given by mistake")
    by_stick(fresh, post)
    gone = call(post, "report", "verify", code)
    assert (gone.status, gone.json["certificate"]) == (4, "withdrawn")

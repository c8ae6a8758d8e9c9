"""Headquarters shares a case with another post by command, both posts work on it, and the other post forgets it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.journeys.runner import PASSPHRASE, World, call, done, write_case
from tests.journeys.worlds import add_pc, by_stick, enrol_pc, make_pc, opened
from tipdesk.services.access.emergency import open_in_emergency
from tipdesk.services.case.references import get_case_id

if TYPE_CHECKING:
    from pathlib import Path

WHY = "Castries knows the family"
FILE = b"%PDF-1.4\n% invented\n"


@pytest.fixture
def castries(fresh: World) -> Path:
    """A PC of the other post."""
    return add_pc(fresh, "cas", "CAS", officer="officer2")


def begun(world: World) -> str:
    """Record a case with a file at the first post, and bring it to headquarters; return its reference."""
    reference = str(done(world.post, "case", "new", "--from", write_case(world.folder))["reference"])
    scan = world.folder / "scan.pdf"
    scan.write_bytes(FILE)
    done(world.post, "attach", reference, scan, "--kind", "document")
    by_stick(world, world.post)
    return reference


def holders(home: Path, reference: str) -> dict[str, bool]:
    """Return the officers who are to hold the key of a case, and whether they do."""
    found = done(home, "case", "holders", reference)["holders"]
    return {one["name"]: one["has_key"] for one in found if one["kind"] == "officer"}


def names_in(home: Path, text: str) -> bool:
    """Tell whether a word is anywhere in the rows that a home finds."""
    return bool(done(home, "case", "find", text)["hits"])


def test_a_shared_case_is_held_and_worked_on_by_both_posts(fresh: World, castries: Path) -> None:
    """History, files and the key of what is sealed go to the other post; what each writes later comes to the other."""
    reference = begun(fresh)
    person = next(
        one["key"] for one in done(fresh.post, "case", "show", reference)["records"] if one["record"] == "Person"
    )
    done(fresh.post, "record", "set", reference, "Person", person, "whereabouts=Invented Road 5")
    by_stick(fresh, fresh.post)
    before = holders(fresh.hq, reference)
    assert "officer2" not in before
    assert call(castries, "case", "show", reference).status == 1
    shared = done(fresh.hq, "case", "share", reference, "--with", "CAS", "--why", WHY)
    assert [(one["post"], one["live"], one["why"], one["not_forgotten"]) for one in shared["shares"]] == [
        ("CAS", True, WHY, [])
    ]
    by_stick(fresh, castries, fresh.post)
    by_stick(fresh, castries)
    assert done(castries, "case", "list")["cases"][0]["reference"] == reference
    assert [one["size"] for one in done(castries, "attachment", "list", reference)["attachments"]] == [len(FILE)]
    assert holders(fresh.hq, reference) == {**before, "officer2": True}
    assert holders(castries, reference)["officer2"] is True
    done(castries, "record", "add", reference, "Note", "text=Seen in Castries")
    by_stick(fresh, castries, fresh.post)
    assert "Seen in Castries" in str(done(fresh.post, "case", "show", reference))
    assert done(castries, "case", "share", reference)["shares"][0]["live"] is True
    assert done(castries, "sync", "status")["parked"] == []


def test_a_share_that_ends_leaves_nothing_at_the_post(fresh: World, castries: Path) -> None:
    """What was written there before is kept at headquarters; the post has no row, file or word of it, and says so."""
    reference = begun(fresh)
    done(fresh.hq, "case", "share", reference, "--with", "CAS", "--why", WHY)
    by_stick(fresh, castries)
    by_stick(fresh, castries)
    assert list((castries / "files").iterdir())
    assert names_in(castries, "Inventedperson")
    assert "Blue heron 12" in str(done(castries, "case", "show", reference))
    done(castries, "record", "add", reference, "Note", "text=Zebranote of Castries")
    ended = done(fresh.hq, "case", "share", reference, "--stop", "CAS", "--why", "They are done with it")
    [line] = ended["shares"]
    assert (line["live"], [(one["pc"], one["revoked"]) for one in line["not_forgotten"]]) == (False, [("PC 1", False)])
    assert line["not_forgotten"][0]["since"] == line["ended"]
    by_stick(fresh, castries)
    by_stick(fresh, castries)
    by_stick(fresh, castries)
    assert call(castries, "case", "show", reference).json["error"]["code"] == "no-such-case"
    assert not names_in(castries, "Inventedperson")
    assert not [one for one in (castries / "files").iterdir() if len(one.name) == 64]
    assert done(castries, "case", "list")["cases"] == []
    assert done(castries, "store", "check")["ok"] is True
    assert done(fresh.hq, "case", "share", reference)["shares"][0]["not_forgotten"] == []
    assert "Zebranote of Castries" in str(done(fresh.hq, "case", "show", reference))
    assert done(fresh.hq, "store", "check")["ok"] is True
    looks = done(fresh.hq, "audit", "list", "--post", "CAS", "--case", reference)["looks"]
    assert {"view", "edit"} & {one["action"] for one in looks}
    assert "officer2" not in holders(fresh.hq, reference)


def test_a_post_asks_headquarters_to_share(fresh: World, castries: Path) -> None:
    """The question is a task at headquarters; sharing the case answers it, and names who asked."""
    reference = begun(fresh)
    asked = done(fresh.post, "case", "share", reference, "--with", "CAS", "--why", WHY)
    assert (asked["asked"], asked["shares"]) == (True, [])
    assert call(fresh.post, "case", "share", reference, "--with", "CAS").json["error"]["code"] == "asked-already"
    by_stick(fresh, fresh.post)
    [line] = done(fresh.hq, "case", "share", reference, "--with", "CAS", "--why", WHY)["shares"]
    assert line["asked_by"] == "officer1"
    tasks = [one for one in done(fresh.hq, "case", "show", reference)["records"] if one["record"] == "Task"]
    assert [one["fields"]["status"] for one in tasks] == ["done"]
    by_stick(fresh, fresh.post, castries)
    denied = call(castries, "case", "share", reference, "--stop", "CAS")
    assert (denied.status, denied.json["error"]["code"]) == (1, "not-allowed")


@pytest.mark.parametrize(
    ("post", "code"), [("XYZ", "unknown-post"), ("VFT", "holds-it-already"), ("HQ", "holds-it-already")]
)
def test_a_post_that_cannot_take_it_is_refused(fresh: World, post: str, code: str) -> None:
    """Unknown, in charge of it, or headquarters itself: each has its sentence, and nothing is half there."""
    reference = begun(fresh)
    answer = call(fresh.hq, "case", "share", reference, "--with", post, "--why", WHY)
    assert (answer.status, answer.json["error"]["code"]) == (1, code)
    assert done(fresh.hq, "case", "share", reference)["shares"] == []


def test_a_post_without_a_living_pc_is_refused(fresh: World) -> None:
    """One that has none, or whose last PC was revoked, could not hold the case."""
    reference, lost = begun(fresh), fresh.folder / "lost"
    make_pc(lost, "officer2")
    done(fresh.hq, "hq", "revoke", enrol_pc(fresh, lost, "CAS", officer="officer2"))
    answer = call(fresh.hq, "case", "share", reference, "--with", "CAS", "--why", WHY)
    assert (answer.status, answer.json["error"]["code"]) == (1, "post-without-pc")


def test_a_share_is_not_begun_or_ended_twice(fresh: World, castries: Path) -> None:
    """A second share, an end of what is none, and both at once are refused."""
    reference = begun(fresh)
    answer = call(fresh.hq, "case", "share", reference, "--stop", "CAS")
    assert (answer.status, answer.json["error"]["code"]) == (1, "not-shared")
    done(fresh.hq, "case", "share", reference, "--with", "CAS")
    answer = call(fresh.hq, "case", "share", reference, "--with", "CAS")
    assert (answer.status, answer.json["error"]["code"]) == (1, "shared-already")
    assert call(fresh.hq, "case", "share", reference, "--with", "CAS", "--stop", "CAS").status == 2


def test_an_excluded_officer_of_the_other_post_stays_excluded(fresh: World, castries: Path) -> None:
    """A share opens a case to a post, and to nobody there who must not know of it."""
    reference = begun(fresh)
    done(fresh.hq, "access", "exclude", reference, "officer2", "--reason", "She is her sister in law")
    done(fresh.hq, "case", "share", reference, "--with", "CAS", "--why", WHY)
    by_stick(fresh, castries)
    by_stick(fresh, castries)
    assert call(castries, "case", "show", reference).json["error"]["code"] == "no-such-case"
    assert done(castries, "case", "list")["cases"] == []
    assert "officer2" not in holders(fresh.hq, reference)


def test_what_a_gate_asks_is_answered_by_the_post_in_charge_alone(fresh: World, castries: Path) -> None:
    """A supervisor of the post that only shares the case reads the question and may not answer it."""
    reference = begun(fresh)
    done(fresh.post, "approval", "ask", reference, "closure-approved", "--ask", "May it be closed now?")
    [asked] = done(fresh.post, "approval", "list", reference)["approvals"]
    by_stick(fresh, fresh.post)
    done(fresh.hq, "case", "share", reference, "--with", "CAS", "--why", WHY)
    by_stick(fresh, castries)
    by_stick(fresh, castries)
    answer = call(castries, "approval", "answer", asked["id"], "--approve")
    assert (answer.status, answer.json["error"]["code"]) == (1, "not-allowed")


def test_what_was_done_there_is_known_after_it_was_forgotten(fresh: World, castries: Path) -> None:
    """An emergency and the looks of the other post reach headquarters, and stay there when the case is gone."""
    reference = begun(fresh)
    done(fresh.hq, "case", "share", reference, "--with", "CAS", "--why", WHY)
    by_stick(fresh, castries)
    by_stick(fresh, castries)
    with closing(opened(castries)) as session:
        case = get_case_id(session.desk, reference)
        open_in_emergency(session.desk, case, "She is about to be put on the ferry", lambda _words: None, PASSPHRASE)
    done(fresh.hq, "case", "share", reference, "--stop", "CAS", "--why", "They are done with it")
    for _visit in range(3):
        by_stick(fresh, castries)
    assert call(castries, "case", "show", reference).json["error"]["code"] == "no-such-case"
    assert [one["reference"] for one in done(fresh.hq, "audit", "emergencies")["emergencies"]] == [reference]
    looks = done(fresh.hq, "audit", "list", "--post", "CAS", "--case", reference)["looks"]
    assert "emergency" in {one["action"] for one in looks}

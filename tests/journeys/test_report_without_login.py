"""A report without login: sealed on the disk, one case at the next unlock whatever breaks off, author unverified."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.runner import PASSPHRASE, World, call, done
from tests.journeys.worlds import by_stick, make_pc
from tipdesk.adapters.system.inbox import MOST_REPORTS
from tipdesk.domain.errors import UserError
from tipdesk.homes.locked import LockedHome
from tipdesk.homes.opening import open_session
from tipdesk.services.case.confirm_author import confirm_author
from tipdesk.services.case.list_cases import list_cases
from tipdesk.services.documents.make_case_file import make_case_file
from tipdesk.services.locked.report import KeptReport
from tipdesk.services.look import look
from tipdesk.services.remembered.here import REPORT_IDENTITY

if TYPE_CHECKING:
    from tipdesk.homes.sessions import Session

ROOT = Path(__file__).parents[2]
WORDS = "Unmistakable words of somebody at the counter"
GIVEN = {"author": "Joan Inventedofficer", "danger_now": "unsure", "own_words": WORDS, "what_seen": ["spoken_for"]}
KILLED = """
import os, signal, sys
from pathlib import Path
from tests.stretching import stretching
from tipdesk.adapters.system.inbox import Inbox
from tipdesk.homes.opening import open_session
Inbox.drop = lambda *_what: os.kill(os.getpid(), signal.SIGKILL)
with stretching(cheaply=True):
    open_session(Path(sys.argv[1]), None, sys.argv[2])
"""


def written(home: Path, folder: Path, given: object = GIVEN) -> Path:
    """Write a report without login; return the sealed file."""
    file = folder / "report.json"
    file.write_text(json.dumps(given), encoding="utf-8")
    before = set((home / "inbox").glob("*.tipreport"))
    assert done(home, "report-now", "--from", file) == {"kept": True}
    [sealed] = set((home / "inbox").glob("*.tipreport")) - before
    return sealed


def opened(home: Path) -> Session:
    """Unlock a home."""
    return open_session(home, None, PASSPHRASE)


def test_it_becomes_a_case_and_reaches_headquarters(fresh: World) -> None:
    """No word of it lies on the disk; the next unlock makes a case of it, and both ends say that nobody vouches yet."""
    sealed = written(fresh.post, fresh.folder)
    for path in fresh.post.rglob("*"):
        if path.is_file():
            assert WORDS.encode() not in path.read_bytes()
            assert b"Inventedofficer" not in path.read_bytes()
    by_stick(fresh, fresh.post)
    assert not sealed.exists()
    [line] = done(fresh.hq, "case", "list")["cases"]
    for home in (fresh.post, fresh.hq):
        shown = done(home, "case", "show", line["reference"], "--history")
        [report] = [one["fields"] for one in shown["records"] if one["record"] == "Report"]
        assert report["own_words"] == WORDS
        assert (report["author_verified"], report["author_claimed"]) == (False, "Joan Inventedofficer")
        assert "author_verified" in {one["field"] for one in shown["history"]}


def test_a_supervisor_confirms_who_wrote_it(fresh: World) -> None:
    """Confirming is an entry of its own; nobody changes the author by the way, and a verified one needs no more."""
    written(fresh.post, fresh.folder)
    session = opened(fresh.post)
    assert session.attended is not None
    [taken] = session.attended.reports
    [report] = look(session.desk, taken.case).of("Report")
    printed = make_case_file(session.desk, taken.case, identity=True)
    assert "Author verified" in str(printed)
    confirm_author(session.desk, report)
    [report] = look(session.desk, taken.case).of("Report")
    assert report["author_verified"] is True
    with pytest.raises(UserError) as refusal:
        confirm_author(session.desk, report)
    assert refusal.value.code == "not-unverified"
    session.close()
    answer = call(fresh.post, "record", "set", taken.reference, "Report", "author_verified=no")
    assert answer.status == 1


def test_a_kill_before_the_file_goes_makes_no_second_case(tmp_path: Path) -> None:
    """Killed after the case was committed and before the sealed file was taken away: the next unlock knows it."""
    home = tmp_path / "post"
    make_pc(home)
    sealed = written(home, tmp_path)
    content = sealed.read_bytes()
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(home), PASSPHRASE], cwd=ROOT, check=False, timeout=120, env=os.environ
    )
    assert killed.returncode == -signal.SIGKILL
    assert sealed.exists()
    for _again in range(2):
        session = opened(home)
        assert len(list_cases(session.desk).lines) == 1
        assert session.attended is not None
        assert session.attended.reports == ()
        session.close()
        assert not sealed.exists()
        sealed.write_bytes(content)  # somebody puts it back


def test_what_cannot_be_read_is_kept_aside_and_blocks_nothing(tmp_path: Path) -> None:
    """Garbage, an altered file and one sealed to another store are counted and kept; the good one is taken in."""
    home, other = tmp_path / "post", tmp_path / "other"
    make_pc(home)
    make_pc(other)
    good = written(home, tmp_path)
    foreign = written(other, tmp_path)
    inbox = home / "inbox"
    (inbox / "garbage.tipreport").write_bytes(b"not an age container")
    (inbox / "altered.tipreport").write_bytes(good.read_bytes()[:-1] + bytes([good.read_bytes()[-1] ^ 1]))
    (inbox / "foreign.tipreport").write_bytes(foreign.read_bytes())
    (inbox / "large.tipreport").write_bytes(bytes(100_000))
    (inbox / "link.tipreport").symlink_to(home / "slots")
    session = opened(home)
    assert session.attended is not None
    assert (len(session.attended.reports), session.attended.refused) == (1, 3)
    with session.desk.work() as work:
        reasons = sorted(one.reason for one in work.ledger.quarantine.find_all())
    assert reasons == ["age-header", "age-no-match", "age-payload"]
    assert sorted(path.name for path in inbox.glob("*.tipreport")) == ["large.tipreport", "link.tipreport"]
    session.close()


def test_answers_a_code_list_does_not_know_are_kept_as_text(tmp_path: Path) -> None:
    """A document of another release is not lost: what cannot be taken apart stands in the report as it was given."""
    home = tmp_path / "post"
    make_pc(home)
    document = {
        "case": {"title": "Grey heron 7"},
        "records": [{"record": "Person", "fields": {"family_name": "Inventedperson", "shoe_size": 41}}],
    }
    written(home, tmp_path, {"author": "Joan", **document})
    document["records"][0]["fields"].pop("shoe_size")  # type: ignore[index] # JSON of our own
    written(home, tmp_path, document)
    session = opened(home)
    assert session.attended is not None
    views = [look(session.desk, taken.case) for taken in session.attended.reports]
    by_people = {len(view.of("Person")): view for view in views}
    assert "shoe_size" in str(by_people[0].of("Report")[0]["own_words"])
    assert by_people[1].case["title"] == "Grey heron 7"
    assert [view.of("Report")[0]["author_verified"] for view in views] == [False, False]
    session.close()


def test_no_answer_is_refused(tmp_path: Path) -> None:
    """What cannot be read stands word for word beside its question, of answers and of documents, and is asked again."""
    home = tmp_path / "post"
    make_pc(home)
    answers = {"danger_now": "maybe", "persons_count": "two", "lead_agency": "x", "people": [{"about_age": 15}]}
    record = {"record": "Report", "fields": {"under_18": "16?", "own_words": "x"}}
    written(home, tmp_path, answers)
    written(home, tmp_path, {"case": {"title": "Grey heron 7", "risk_level": "low"}, "records": [record]})
    session = opened(home)
    assert session.attended is not None
    views = {
        len(view.of("Person")): view for one in session.attended.reports for view in [look(session.desk, one.case)]
    }
    typed = {count: view.of("Report")[0]["as_typed"] for count, view in views.items()}
    assert typed == {1: {"danger_now: maybe", "persons_count: two", "lead_agency: x"}, 0: {"under_18: 16?"}}
    assert [views[count].case["risk_level"] for count in (1, 0)] == ["imminent", "high"]
    assert all(len(view.of("Task")) == 1 for view in views.values())
    session.close()


@pytest.mark.parametrize("given", [{"own_words": "x" * 70_000}, ["no object"], {"author": 7}])
def test_what_can_never_be_taken_is_refused_at_once(fresh: World, given: object) -> None:
    """More than a locked disk takes, no object: exit 1, and nothing is kept."""
    file = fresh.folder / "report.json"
    file.write_text(json.dumps(given), encoding="utf-8")
    assert call(fresh.post, "report-now", "--from", file).status == 1
    assert not list((fresh.post / "inbox").glob("*"))


def test_a_disk_is_not_filled(tmp_path: Path) -> None:
    """Beyond two hundred reports the next is refused in words; a folder without a home, or without a key, too."""
    home = tmp_path / "post"
    make_pc(home)
    locked = LockedHome(home)
    sealed = written(home, tmp_path).read_bytes()
    for number in range(MOST_REPORTS - 1):
        (home / "inbox" / f"{number:08d}.tipreport").write_bytes(sealed)
    with pytest.raises(UserError) as refusal:
        locked.keep_report(KeptReport("", 0, 0))
    assert refusal.value.code == "inbox-full"
    assert call(tmp_path / "nowhere", "report-now", "--from", tmp_path / "report.json").status == 1
    (home / "outside").unlink()
    assert call(home, "report-now", "--from", tmp_path / "report.json").status == 3


def test_it_survives_a_restore(fresh: World) -> None:
    """Written without login after the backup and before anybody unlocked: putting the backup back takes it in."""
    backups = fresh.folder / "backups"
    backups.mkdir()
    made = done(fresh.post, "store", "backup", "--to", backups)
    written(fresh.post, fresh.folder)
    done(fresh.post, "store", "restore", made["folder"])
    [line] = done(fresh.post, "case", "list")["cases"]
    shown = done(fresh.post, "case", "show", line["reference"])
    assert [one["fields"]["own_words"] for one in shown["records"] if one["record"] == "Report"] == [WORDS]


def test_what_was_left_half_written_is_taken_in(tmp_path: Path) -> None:
    """A window that ended in the middle leaves a sealed draft: a case that says so; one still writing is let alone."""
    home = tmp_path / "post"
    make_pc(home)
    locked = LockedHome(home)
    with locked.writing():
        locked.keep_draft(KeptReport("Joan", 1_790_000_000_000, -240, {"own_words": "half a sen"}, finished=False))
        session = opened(home)
        assert session.attended is not None
        assert session.attended.reports == ()
        session.close()
    session = opened(home)
    assert session.attended is not None
    [taken] = session.attended.reports
    assert (taken.author, taken.finished) == ("Joan", False)
    assert not list((home / "inbox").glob("*.tipdraft"))
    with session.desk.read() as reader:
        assert REPORT_IDENTITY.get(reader) is not None
    session.close()

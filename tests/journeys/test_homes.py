"""Homes that cannot be opened as they are: wrong passphrase, missing, newer, damaged, clock wrong by years."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.journeys.runner import PASSPHRASE, World, call, done
from tests.journeys.worlds import by_stick, enrol_pc, make_pc
from tipdesk.adapters.keys.vault import open_slot
from tipdesk.adapters.store.copying import connect
from tipdesk.adapters.system.clock import SystemClock
from tipdesk.homes.opening import open_session
from tipdesk.services.case.new_case import new_case


def test_who_and_with_what_passphrase(fresh: World, tmp_path: Path) -> None:
    """A wrong passphrase and an officer without a slot get the same answer, which tells nobody who has one here."""
    wrong = tmp_path / "wrong"
    wrong.write_text("not the passphrase of anybody here\n", encoding="utf-8")
    answers = [
        call(fresh.post, "--passphrase-file", wrong, "case", "list"),
        call(fresh.post, "--as", "nobody", "case", "list"),
        call(fresh.post, "--as", "nobody", "--passphrase-file", wrong, "case", "list"),
    ]
    assert {answer.status for answer in answers} == {1}
    assert {answer.json["error"]["code"] for answer in answers} == {"wrong-passphrase"}
    assert "officer" in answers[0].json["error"]["message"]
    assert call(fresh.post, "--as", "OFFICER1", "case", "list").status == 0
    missing = call(fresh.post, "--passphrase-file", tmp_path / "nowhere", "case", "list")
    assert (missing.status, missing.json["error"]["code"]) == (1, "no-file")
    weak = tmp_path / "weak"
    weak.write_text("password", encoding="utf-8")
    refused = call(tmp_path / "new", "--passphrase-file", weak, "post", "request", "--officer", "a", "--out", weak)
    assert (refused.status, refused.json["error"]["code"]) == (1, "weak-passphrase")


def test_a_missing_home_is_named(tmp_path: Path) -> None:
    """Every command that needs a store says that there is none: exit 1, no-home; and makes nothing."""
    home = tmp_path / "nowhere"
    for arguments in (
        ("case", "list"),
        ("sync", "status"),
        ("store", "check"),
        ("hq", "receive", "--stick", tmp_path),
        ("post", "enrol", tmp_path / "g", "--fingerprint", "1"),
    ):
        answer = call(home, *arguments)
        assert (answer.status, answer.json["error"]["code"]) == (1, "no-home"), arguments
    assert not home.exists()


def test_a_home_is_made_once(fresh: World) -> None:
    """`hq init` over a store is refused: exit 1, home-exists, the store as it was."""
    for home in (fresh.hq, fresh.post):
        answer = call(home, "hq", "init", "--name", "Again", "--admin", "admin")
        assert (answer.status, answer.json["error"]["code"]) == (1, "home-exists")
        assert done(home, "store", "check")["ok"] is True


def test_a_store_of_a_newer_version_is_left_alone(fresh: World) -> None:
    """Its schema number is ahead of the program: exit 1, newer-store, and not a byte of it changes."""
    link = connect(fresh.post / "store.db", open_slot(fresh.post / "slots", None, PASSPHRASE).store_key)
    link.execute(f"PRAGMA user_version = {link.execute('PRAGMA user_version').fetchone()[0] + 1}").fetchall()
    link.close()
    before = (fresh.post / "store.db").read_bytes()
    for arguments in (("case", "list"), ("sync", "now", "--stick", fresh.stick), ("store", "check")):
        answer = call(fresh.post, *arguments)
        assert (answer.status, answer.json["error"]["code"]) == (1, "newer-store")
    assert (fresh.post / "store.db").read_bytes() == before


DAMAGED = {"store.db": "store-unreadable", "slots": "slots-damaged", "head": "store-rolled-back"}
LOST = {"store.db": (4, "store-missing"), "slots": (3, "slots-missing"), "head": (4, "store-rolled-back")}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_home_is_not_believed(name: str, fresh: World) -> None:
    """A byte of the store, the slots or the head turned: exit 4 by name, and the file stays as it is."""
    path = fresh.post / name
    whole = bytearray(path.read_bytes())
    whole[40 if name == "slots" else 70] ^= 1
    path.write_bytes(whole)
    answer = call(fresh.post, "case", "list")
    assert (answer.status, answer.json["error"]["code"]) == (4, DAMAGED[name])
    assert path.read_bytes() == bytes(whole)


@pytest.mark.parametrize("name", LOST)
def test_a_home_that_lost_a_file_says_so(name: str, fresh: World) -> None:
    """Without its store, slots or head: refused by name, and no new home is made over what is left."""
    (fresh.post / name).unlink()
    answer = call(fresh.post, "case", "list")
    assert (answer.status, answer.json["error"]["code"]) == LOST[name]
    assert not (fresh.post / name).exists()


def test_no_new_home_is_made_over_what_is_left_of_one(fresh: World) -> None:
    """Store and slots are gone, the rest is there: the key file is missing, and no command begins anew over it."""
    for name in ("store.db", "slots"):
        (fresh.post / name).unlink()
    request = ("post", "request", "--officer", "officer1", "--out", fresh.folder / "r2")
    for arguments in (("case", "list"), request, ("post", "recover", "--out", fresh.folder / "r3")):
        answer = call(fresh.post, "--as", "officer1", *arguments)
        assert (answer.status, answer.json["error"]["code"]) == LOST["slots"], arguments
    assert call(fresh.post, "hq", "init", "--name", "N", "--admin", "admin").json["error"]["code"] == "home-exists"
    assert not (fresh.post / "store.db").exists()


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_clock_wrong_by_years_decides_nothing(year: int, fresh: World) -> None:
    """Enrolled, recorded and synced under a wrong clock: receipted, equal at both ends, both stores whole."""
    shift = int((datetime(year, 6, 1, tzinfo=UTC) - datetime.now(UTC)).total_seconds() * 1000)
    home, clock = fresh.folder / "wrong", SystemClock(shift)
    make_pc(home, "officer6", clock=clock)
    enrol_pc(fresh, home, "CAS", officer="officer6")
    post = open_session(home, None, PASSPHRASE, clock=clock)
    reference = new_case(post.desk, {"case": {"title": "Grey heron 9"}}).reference
    post.close()
    by_stick(fresh, home)
    assert done(home, "sync", "status")["waiting"] == 0
    line = next(one for one in done(fresh.hq, "case", "list")["cases"] if one["reference"] == reference)
    assert line["updated"].startswith(str(year))
    assert done(fresh.hq, "case", "show", reference) == done(home, "case", "show", reference)
    title = f"title=Seen in {year}"
    done(fresh.hq, "record", "set", reference, "Case", title)
    by_stick(fresh, home)
    assert done(home, "case", "show", reference)["case"]["title"] == f"Seen in {year}"
    assert done(home, "case", "show", reference)["conflicts"] == []
    assert done(home, "store", "check")["ok"] is True

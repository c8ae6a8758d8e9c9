"""Several officers on one PC: added by a supervisor, compared at headquarters, helped at night, moved elsewhere."""

from __future__ import annotations

import pytest

from tests.journeys.officers import WORDS, accept, add_here, add_to_directory, as_officer, carry, in_earnest, words_file
from tests.journeys.runner import PASSPHRASE, World, call, done
from tests.journeys.worlds import add_pc
from tipdesk.adapters.keys.slots_file import read_slots
from tipdesk.adapters.keys.vault import open_slot
from tipdesk.domain.records import BY_NAME
from tipdesk.homes.opening import open_session
from tipdesk.services.keys.officers.accepted_keys import accepted_keys

SECOND, THIRD, AGAIN = WORDS["officer2"], WORDS["officer3"], WORDS["again"]


def refused(answer: object, code: str, status: int = 1) -> None:
    """Check that a command was refused with this code."""
    assert (answer.status, answer.json["error"]["code"]) == (status, code)  # type: ignore[attr-defined]  # an Answer


def listed(world: World) -> dict[str, tuple[bool, str]]:
    """Return who the supervisor sees: whether they unlock the PC, and their state."""
    officers = done(world.post, "--as", "officer1", "officer", "list")["officers"]
    return {one["login"]: (one["unlocks"], one["state"]) for one in officers}


def test_an_officer_is_added_works_and_is_known_at_headquarters(fresh: World) -> None:
    """Directory, slot, thirty digits compared: what the officer recorded is theirs, and headquarters has both keys."""
    add_to_directory(fresh, "officer2")
    assert listed(fresh) == {"officer1": (True, "ready"), "officer2": (False, "none")}
    file = words_file(fresh.folder, SECOND)
    digits = done(fresh.post, "--as", "officer1", "officer", "add", "Officer2", "--new-passphrase-file", file)
    assert listed(fresh)["officer2"] == (True, "waiting")
    recorded = as_officer(fresh.post, "officer2", SECOND, "store", "info")
    assert (recorded.json["officer"], recorded.json["roles"]) == ("officer2", ["frontline"])
    carry(fresh)
    [waiting] = done(fresh.hq, "hq", "officer", "keys")["keys"]
    assert (waiting["login"], waiting["cause"], waiting["changed"]) == ("officer2", "added", False)
    wrong = "11111 22222 33333 44444 55555 66666"
    refused(call(fresh.hq, "hq", "officer", "accept", waiting["key"], "--fingerprint", wrong), "wrong-fingerprint", 4)
    accept(fresh, digits["fingerprint"], "officer2")
    assert listed(fresh)["officer2"] == (True, "ready")
    assert done(fresh.hq, "hq", "officer", "keys")["keys"] == []
    refused(call(fresh.hq, "hq", "officer", "accept", waiting["key"]), "no-such-key")
    office = open_session(fresh.hq, None, PASSPHRASE)
    with office.desk.read() as reader:
        [officer] = reader.find_rows(BY_NAME["Officer"], where={"login": "officer2"})
        [key] = accepted_keys(reader)[officer.id]
    office.close()
    publics = {slot.public for slot in read_slots(fresh.post / "slots").slots}
    assert key.seal_key in publics
    assert len(publics) == 2


def test_only_a_supervisor_adds_and_only_whom_headquarters_named(fresh: World) -> None:
    """Frontline officers, strangers, officers of another post, disabled ones and doubles are refused by name."""
    file = words_file(fresh.folder, THIRD)
    new = ("--new-passphrase-file", file)
    add_here(fresh, "officer2", SECOND)
    add_to_directory(fresh, "elsewhere", post="CAS")
    add_to_directory(fresh, "asleep")
    done(fresh.hq, "hq", "officer", "disable", "asleep")
    carry(fresh)
    for login, code in (
        ("nobody", "unknown-officer"),
        ("elsewhere", "officer-moved"),
        ("asleep", "officer-disabled"),
        ("officer2", "officer-has-slot"),
    ):
        refused(call(fresh.post, "--as", "officer1", "officer", "add", login, *new), code)
    for deed in ("add", "reset"):
        refused(as_officer(fresh.post, "officer2", SECOND, "officer", deed, "officer1", *new), "not-allowed")
    refused(as_officer(fresh.post, "officer2", SECOND, "officer", "list"), "not-allowed")
    refused(call(fresh.post, "--as", "officer1", "officer", "reset", "nobody", *new), "no-slot")
    refused(call(fresh.post, "--as", "officer1", "officer", "reset", "OFFICER1", *new), "own-slot")
    add_to_directory(fresh, "officer3")
    for weak in ("Vieux Fort 2026", "officer3 vieux fort", "Royal Saint Lucia Police Force", "short"):
        file.write_text(weak, encoding="utf-8")
        refused(call(fresh.post, "--as", "officer1", "officer", "add", "officer3", *new), "weak-passphrase")
    assert len(read_slots(fresh.post / "slots").slots) == 2


def test_a_passphrase_is_changed_by_its_owner(fresh: World) -> None:
    """The old one does not open any more, the new one does, the keys are the same; a weak one changes nothing."""
    keys = open_slot(fresh.post / "slots", "officer1", PASSPHRASE).officer_keys
    file = words_file(fresh.folder, AGAIN)
    change = ("officer", "passphrase", "--new-passphrase-file", file)
    refused(as_officer(fresh.post, "officer1", SECOND, *change), "wrong-passphrase")
    done(fresh.post, *change)
    refused(call(fresh.post, "store", "info"), "wrong-passphrase")
    assert as_officer(fresh.post, "officer1", AGAIN, "store", "info").status == 0
    weak = words_file(fresh.folder, "password12345678")
    refused(as_officer(fresh.post, "officer1", AGAIN, *change[:-1], weak), "weak-passphrase")
    assert [slot.public for slot in read_slots(fresh.post / "slots").slots] == [keys.x25519_public]


def test_a_forgotten_passphrase_on_another_officers_authority(fresh: World) -> None:
    """The supervisor authorises: other keys, changed for headquarters to see; the old words and code are gone."""
    accept(fresh, add_here(fresh, "officer2", SECOND), "officer2")
    old_code = done(fresh.hq, "hq", "officer", "code", "officer2", "--reason", "Rang from the post")["code"]
    file = words_file(fresh.folder, THIRD)
    digits = done(fresh.post, "--as", "officer1", "officer", "reset", "officer2", "--new-passphrase-file", file)
    refused(as_officer(fresh.post, "officer2", SECOND, "store", "info"), "wrong-passphrase")
    refused(as_officer(fresh.post, "officer2", old_code, "store", "info"), "wrong-passphrase")
    assert as_officer(fresh.post, "officer2", THIRD, "store", "info").json["officer"] == "officer2"
    carry(fresh)
    [waiting] = done(fresh.hq, "hq", "officer", "keys")["keys"]
    assert (waiting["cause"], waiting["changed"]) == ("reset", True)
    accept(fresh, digits["fingerprint"], "officer2")
    assert done(fresh.hq, "hq", "officer", "keys")["keys"] == []


def test_a_code_by_telephone_serves_once(fresh: World) -> None:
    """Read out once with a reason, typed once: it opens nothing by itself, only lets a passphrase be chosen."""
    carry(fresh)
    ask = ("hq", "officer", "code", "officer1", "--reason")
    refused(call(fresh.hq, *ask, " "), "reason-needed")
    code = done(fresh.hq, *ask, "Rang at 02:10; known by voice")["code"]
    refused(call(fresh.hq, *ask, "Again"), "code-read")
    refused(call(fresh.hq, "hq", "officer", "code", "admin", "--reason", "None was made"), "no-code")
    refused(as_officer(fresh.post, "officer1", code, "case", "list"), "choose-passphrase")
    other = f"{code[:-1]}{(int(code[-1]) + 1) % 10}"
    refused(as_officer(fresh.post, "officer1", other, "case", "list"), "misheard-code")
    choose = ("officer", "passphrase", "--new-passphrase-file")
    weak = words_file(fresh.folder, "password12345678")
    refused(as_officer(fresh.post, "officer1", code, *choose, weak), "weak-passphrase")
    assert as_officer(fresh.post, "officer1", code, *choose, words_file(fresh.folder, AGAIN)).status == 0
    refused(as_officer(fresh.post, "officer1", code, "case", "list"), "wrong-passphrase")
    refused(call(fresh.post, "case", "list"), "wrong-passphrase")
    looks = as_officer(fresh.post, "officer1", AGAIN, "audit", "list").json["looks"]
    assert "code_used" in {one["action"] for one in looks}
    for _turn in range(2):
        assert as_officer(fresh.post, "officer1", AGAIN, "sync", "now", "--stick", fresh.stick).status == 0
        done(fresh.hq, "hq", "receive", "--stick", fresh.stick)
    assert done(fresh.hq, *ask, "The next night")["code"] not in {code, ""}
    read = [one for one in done(fresh.hq, "audit", "list")["looks"] if one["action"] == "code_read"]
    assert [one["reason"] for one in read] == ["The next night", "Rang at 02:10; known by voice"]


def test_an_officer_moves_and_no_key_travels(fresh: World) -> None:
    """The old PC refuses them from the next sync on; at the new post they get other keys, compared as ever."""
    accept(fresh, add_here(fresh, "officer2", SECOND), "officer2")
    castries = add_pc(fresh, "castries", "CAS", officer="officer3")
    done(fresh.hq, "hq", "officer", "move", "officer2", "--post", "CAS")
    refused(call(fresh.hq, "hq", "officer", "move", "officer2", "--post", "CAS"), "same-post")
    office = open_session(fresh.hq, None, PASSPHRASE)
    with office.desk.read() as reader:
        [officer] = reader.find_rows(BY_NAME["Officer"], where={"login": "officer2"})
        assert officer.id not in accepted_keys(reader)
    office.close()
    carry(fresh)
    carry(fresh, castries, login="officer3")
    refused(as_officer(fresh.post, "officer2", SECOND, "case", "list"), "officer-moved")
    assert listed(fresh)["officer2"] == (True, "moved")
    file = words_file(fresh.folder, THIRD)
    digits = done(castries, "officer", "add", "officer2", "--new-passphrase-file", file)["fingerprint"]
    assert as_officer(castries, "officer2", THIRD, "store", "info").json["officer"] == "officer2"
    done(castries, "--as", "officer3", "sync", "now", "--stick", fresh.stick)
    done(fresh.hq, "hq", "receive", "--stick", fresh.stick)
    [waiting] = [one for one in done(fresh.hq, "hq", "officer", "keys")["keys"] if one["login"] == "officer2"]
    done(fresh.hq, "hq", "officer", "accept", waiting["key"], "--fingerprint", digits)
    publics = [{slot.public for slot in read_slots(home / "slots").slots} for home in (fresh.post, castries)]
    assert publics[0].isdisjoint(publics[1])


@pytest.mark.parametrize("login", ["officer1", "nobody"])
def test_six_wrong_passphrases_mean_waiting(login: str, fresh: World) -> None:
    """Five are told as wrong, the sixth has to wait, with the seconds; whoever has no slot here is treated alike."""
    for _number in range(5):
        status, told = in_earnest(fresh.post, login, SECOND)
        assert (status, told["error"]["code"]) == (1, "wrong-passphrase")
    status, told = in_earnest(fresh.post, login, PASSPHRASE)
    assert (status, told["error"]["code"]) == (1, "too-many-tries")
    assert 0 < told["error"]["seconds"] <= 30
    assert str(told["error"]["seconds"]) in told["error"]["message"]


def test_what_failed_is_told_at_the_next_unlock(fresh: World) -> None:
    """Wrong passphrases of an officer and of nobody's login stand in the audit log, once and without any login."""
    for login in ("officer1", "officer1", "nobody"):
        assert in_earnest(fresh.post, login, SECOND)[0] == 1
    for _turn in range(2):
        assert in_earnest(fresh.post, "officer1", PASSPHRASE)[0] == 0
        session = open_session(fresh.post, None, PASSPHRASE)
        with session.desk.read() as reader:
            failed = reader.find_rows(BY_NAME["AuditEvent"], where={"action": "login_failed"})
        session.close()
        told = [(row["officer"], row["count"], row["result"]) for row in failed]
        assert sorted(told, key=str) == [(None, 1, "failed"), (session.desk.actor.officer, 2, "failed")]


def test_a_removed_officer_is_refused_and_headquarters_is_told(fresh: World) -> None:
    """Disabled, refused, removed here: another store key, a line in the register, and the key out of the directory."""
    accept(fresh, add_here(fresh, "officer2", SECOND), "officer2")
    done(fresh.hq, "hq", "officer", "disable", "officer2")
    carry(fresh)
    refused(as_officer(fresh.post, "officer2", SECOND, "case", "list"), "officer-disabled")
    assert listed(fresh)["officer2"] == (True, "disabled")
    before = open_slot(fresh.post / "slots", "officer1", PASSPHRASE).store_key
    remove = ("--as", "officer1", "officer", "remove")
    refused(call(fresh.post, *remove, "nobody"), "no-slot")
    refused(call(fresh.post, *remove, "officer1"), "own-slot")
    refused(as_officer(fresh.post, "officer2", SECOND, "officer", "remove", "officer1"), "officer-disabled")
    other = open_session(fresh.post, "officer1", PASSPHRASE)
    refused(call(fresh.post, *remove, "officer2"), "store-open", 3)
    other.close()
    done(fresh.post, *remove, "officer2")
    assert open_slot(fresh.post / "slots", "officer1", PASSPHRASE).store_key != before
    assert "officer2" not in listed(fresh)
    refused(as_officer(fresh.post, "officer2", SECOND, "case", "list"), "wrong-passphrase")
    done(fresh.hq, "hq", "officer", "enable", "officer2")
    carry(fresh)
    [gone] = done(fresh.hq, "hq", "officer", "keys")["keys"]
    assert (gone["login"], gone["cause"]) == ("officer2", "removed")
    done(fresh.hq, "hq", "officer", "accept", gone["key"])
    assert done(fresh.hq, "hq", "officer", "keys")["keys"] == []
    assert done(fresh.post, "store", "check")["ok"] is True
    deeds = {one["action"] for one in done(fresh.post, "audit", "list")["looks"]}
    assert {"officer_added", "officer_removed", "store_rekeyed"} <= deeds

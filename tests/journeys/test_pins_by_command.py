"""The PIN and the times of cover and lock by command; a PIN goes with the keys of its officer."""

from __future__ import annotations

from tests.journeys.officers import WORDS, add_here, words_file
from tests.journeys.runner import PASSPHRASE, World, call, done
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.bootstrap.officers import reset_officer
from tipdesk.bootstrap.sessions import Session, open_session
from tipdesk.services.keys.pins import pin_key
from tipdesk.services.keys.who_am_i import known_logins

SECOND, THIRD = WORDS["officer2"], WORDS["officer3"]


def with_pin(session: Session) -> set[str]:
    """Return the logins of this PC that have a PIN."""
    with session.desk.read() as reader:
        return {name for name, row in known_logins(reader).items() if reader.get_setting(pin_key(row)) is not None}


def test_a_pin_is_set_and_goes_with_its_officers_keys(fresh: World) -> None:
    """Weak ones are refused without being told; a reset of an officer's keys takes that officer's PIN away."""
    file = words_file(fresh.folder, "123456")
    weak = call(fresh.post, "officer", "pin", "--pin-file", file)
    assert (weak.status, weak.json["error"]["code"]) == (1, "weak-pin")
    assert "123456" not in weak.json["error"]["message"]
    file.write_text("718293\n", encoding="utf-8")
    assert done(fresh.post, "officer", "pin", "--pin-file", file) == {"set": True}
    add_here(fresh, "officer2", SECOND)
    session = open_session(fresh.post, "officer1", PASSPHRASE)
    with session.desk.work() as work:
        work.put_setting(pin_key(known_logins(work)["officer2"]), b"a sealed PIN")
    assert with_pin(session) == {"officer1", "officer2"}
    reset_officer(session, "officer2", THIRD, cost=FLOOR)
    assert with_pin(session) == {"officer1"}
    session.close()


def test_the_times_of_cover_and_lock(fresh: World) -> None:
    """Said as they are, made stricter one by one, never laxer than the rule."""
    assert done(fresh.post, "store", "absence") == {"cover": 180, "lock": 1800, "shift": 12}
    assert done(fresh.post, "store", "absence", "--cover", "60") == {"cover": 60, "lock": 1800, "shift": 12}
    assert done(fresh.post, "store", "absence", "--shift", "8")["cover"] == 60
    laxer = call(fresh.post, "store", "absence", "--lock", "1801")
    assert (laxer.status, laxer.json["error"]["code"]) == (1, "bad-limits")
    assert done(fresh.post, "store", "absence") == {"cover": 60, "lock": 1800, "shift": 8}

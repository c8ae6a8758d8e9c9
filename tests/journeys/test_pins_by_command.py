"""The PIN and the times of cover and lock by command; a PIN goes with the keys of its officer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.runner import PASSPHRASE, call, done
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.homes.founding import make_post
from tipdesk.homes.opening import open_session
from tipdesk.services.keys.officers.register_key import RESET, NewKeys, register_key
from tipdesk.services.keys.officers.who_am_i import know_officer, known_logins
from tipdesk.services.remembered.here import PIN_HASH

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.homes.sessions import Session


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A post of one officer, locked."""
    make_post(tmp_path / "home", "officer1", PASSPHRASE, cost=FLOOR).close()
    return tmp_path / "home"


def with_pin(session: Session) -> set[str]:
    """Return the logins of this PC that have a PIN."""
    with session.desk.read() as reader:
        return {name for name, row in known_logins(reader).items() if PIN_HASH.of(row).get(reader) is not None}


def test_a_pin_is_set_and_goes_with_its_officers_keys(home: Path, tmp_path: Path) -> None:
    """Weak ones are refused without being told; an officer whose keys are made anew has no PIN any more."""
    file = tmp_path / "pin"
    file.write_text("123456\n", encoding="utf-8")
    weak = call(home, "officer", "pin", "--pin-file", file)
    assert (weak.status, weak.json["error"]["code"]) == (1, "weak-pin")
    assert "123456" not in weak.json["error"]["message"]
    file.write_text("718293\n", encoding="utf-8")
    assert done(home, "officer", "pin", "--pin-file", file) == {"set": True}
    session = open_session(home, None, PASSPHRASE)
    other = session.desk.ids.new_id()
    with session.desk.work() as work:
        know_officer(work, "officer2", other)
        PIN_HASH.of(other).keep(work, b"a sealed PIN")
    assert with_pin(session) == {"officer1", "officer2"}
    register_key(session.desk, NewKeys(other, "officer2", bytes(32), bytes(32), RESET))
    assert with_pin(session) == {"officer1"}
    session.close()


def test_the_times_of_cover_and_lock(home: Path) -> None:
    """Said as they are, made stricter one by one, never laxer than the rule."""
    assert done(home, "store", "absence") == {"cover": 180, "lock": 1800, "shift": 12}
    assert done(home, "store", "absence", "--cover", "60") == {"cover": 60, "lock": 1800, "shift": 12}
    assert done(home, "store", "absence", "--shift", "8")["cover"] == 60
    laxer = call(home, "store", "absence", "--lock", "1801")
    assert (laxer.status, laxer.json["error"]["code"]) == (1, "bad-limits")
    assert done(home, "store", "absence") == {"cover": 60, "lock": 1800, "shift": 8}

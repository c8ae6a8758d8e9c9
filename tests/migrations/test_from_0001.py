"""A store as the release before left it: it comes up with all that it held, and its calls are shown.

`stores/0001` was written by that release: invented people, one report whose call was noted twice, one case whose stage
and risk two PCs had changed apart.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.adapters.store.names import ACTOR, KEY
from tests.adapters.store.stores import FakeIds, problems, refusal, reopened
from tipdesk.adapters.store.engine import open_engine
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.peek import STORE
from tipdesk.adapters.store.projection import sum_again
from tipdesk.adapters.store.rebuild import find_differences
from tipdesk.adapters.store.schema import schema_number
from tipdesk.adapters.store.tables import SCHEMA
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Level
from tipdesk.services.case.calls import find_calls
from tipdesk.services.look import CaseView
from tipdesk.sync.codec import encode_plain

LEFT = Path(__file__).with_name("stores") / "0001"
CASE, DISPUTED = b"case-of-one-call", b"case-in-conflict"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A copy of the home that the release before left."""
    left = tmp_path / "home"
    left.mkdir(mode=0o700)
    for name in ("store.db", "head", "closed"):
        shutil.copyfile(LEFT / f"{name.removesuffix('.db')}.bin", left / name)
    return left


def test_its_rows_and_its_call_are_there(home: Path) -> None:
    """The report still tells its call, as told earlier; nothing of the case was written anew."""
    store = reopened(home)
    with store.read() as reader:
        case = reader.get_row(BY_NAME["Case"], CASE)
        [report] = reader.find_rows(BY_NAME["Report"], case=CASE)
        [person] = reader.find_rows(BY_NAME["Person"], case=CASE)
        entries = reader.find_happenings(CASE)
    assert case is not None
    view = CaseView(case, {"Report": (report,)}, Level.FULL, False, (), 0, {})
    [call] = find_calls(view)
    assert (call.is_told_earlier, call.whom, call.answer) == (True, "Duty officer", "answered")
    assert (person["family_name"], report["persons_count"], report["as_typed"]) == ("Invented", 2, None)
    assert {line.actor for line in entries} == {ACTOR.officer}
    store.close()


def test_what_two_changed_apart_is_still_in_dispute(home: Path) -> None:
    """Both values of stage and risk have come along."""
    store = reopened(home)
    with store.read() as reader:
        case = reader.get_row(BY_NAME["Case"], DISPUTED)
    assert case is not None
    assert {one.value for one in case.siblings["status"]} == {"open", "closed"}
    assert {one.value for one in case.siblings["risk_level"]} == {"high", "low"}
    store.close()


def test_every_check_and_a_rebuild_find_it_whole(home: Path) -> None:
    """Sum, chain, search and ledger fit the tables as they are now, and stay so when it is opened again."""
    for _time in range(2):
        store = reopened(home)
        assert problems(store) == {}
        store.close()
    engine = open_engine(home / STORE, KEY)
    with engine.connect() as connection:
        assert schema_number(Link(connection)) == SCHEMA
    assert find_differences(engine, home, FakeIds()) == []
    engine.dispose()


def test_what_headquarters_sent_to_the_release_before_comes_up(home: Path) -> None:
    """A call that came down before this PC was updated lies there raw: the store opens, and holds what entries tell."""
    call = BY_NAME["Call"].number
    engine = open_engine(home / STORE, KEY)
    with engine.connect() as connection, connection.begin():
        link = Link(connection)
        link.run(
            "INSERT INTO raw_rows (record_no, row_id, case_id, clock, hidden, extra) "
            "SELECT ?, ?, case_id, clock, hidden, ? FROM report",
            (call, b"call-that-came-1", encode_plain({4: "Duty officer"})),
        )
        sum_again(link)
    engine.dispose()
    (home / "closed").unlink()
    store = reopened(home)
    assert problems(store) == {}
    assert store.find_differences() == []
    store.close()


def test_a_row_that_was_altered_is_not_summed_anew(home: Path) -> None:
    """An old row put back before the update is found after it: the update does not make it right."""
    engine = open_engine(home / STORE, KEY)
    with engine.connect() as connection, connection.begin():
        Link(connection).run("UPDATE report SET rung_answer = 'no_answer'")
    engine.dispose()
    (home / "closed").unlink()
    assert refusal(home) == "rows-changed"

"""Drafts, duty numbers and names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.desk import make_actor, make_desk, make_store
from tipdesk.domain.changes import Change
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.directory.find_duty_numbers import find_duty_numbers
from tipdesk.services.directory.names import read_names
from tipdesk.services.draft_table import Draft, own_key
from tipdesk.services.drafts import drop_draft, find_drafts, get_draft, keep_draft

if TYPE_CHECKING:
    from tests.fakes.store import FakeStore


def write(store: FakeStore, record: str, row: bytes, **values: object) -> None:
    """Write a directory row."""
    declared = BY_NAME[record]
    fields = {declared.by_name[name].number: declared.by_name[name].read(value) for name, value in values.items()}
    wires = {number: declared.by_number[number].to_wire(value) for number, value in fields.items()}
    with store.work(make_actor()) as unit:
        unit.append(Scope.DIRECTORY, None, [Change(declared.number, row, dict(wires))])


def test_drafts_are_ones_own() -> None:
    """A draft comes back to its officer alone, latest first, in no log, until it is dropped."""
    store = make_store()
    mine, theirs = make_desk(store), make_desk(store, make_actor("officer2"))
    keep_draft(mine, "worry", {"own_words": "She loo"})
    store.clock.pass_minutes(1)
    keep_draft(mine, "worry", {"own_words": "She looked", "half": "\ud83d"})
    keep_draft(mine, "case", {})
    assert get_draft(mine, "worry") == {"own_words": "She looked", "half": "\ud83d"}
    assert get_draft(theirs, "worry") is None
    assert [line.key for line in find_drafts(mine)] == ["case", "worry"]
    assert find_drafts(theirs) == []
    drop_draft(mine, "worry")
    drop_draft(mine, "worry")
    assert get_draft(mine, "worry") is None
    assert not store.held


def test_a_draft_that_cannot_be_read_is_none() -> None:
    """Damaged typing is not worth a crash."""
    store = make_store()
    desk = make_desk(store)
    for value in (b"{", b"[1]", b"\xff"):
        store.drafts[own_key(desk.actor.officer, "worry")] = Draft("", desk.actor.officer, value, 0)
        assert get_draft(desk, "worry") is None


def test_duty_numbers_of_this_hour() -> None:
    """Hours may go through the night; the district comes first, then the language, then the order."""
    store = make_store()
    write(store, "DutyNumber", b"a" * 16, kind="duty_officer", label="Night", phone="4520001", hour_from=20, hour_to=6)
    write(store, "DutyNumber", b"b" * 16, kind="duty_officer", label="Day", phone="4520002", hour_from=6, hour_to=20)
    write(store, "DutyNumber", b"c" * 16, kind="medical", label="Always", phone="4520003", order=2)
    write(store, "DutyNumber", b"d" * 16, kind="safe_place", label="South", phone="4520004", district="LC-11", order=9)
    write(store, "DutyNumber", b"e" * 16, kind="interpreter", label="Speaks", phone="4520005", languages="spa", order=5)
    desk = make_desk(store)

    def labels(hour: int | None, **wanted: str) -> list[str]:
        return [line.label for line in find_duty_numbers(desk, hour, **wanted)]

    assert labels(23) == labels(0) == ["Always", "Speaks", "South", "Night"]
    assert labels(6) == labels(19) == labels(None) == ["Always", "Speaks", "South", "Day"]
    assert labels(12, district="LC-11")[0] == "South"
    assert labels(12, language="spa")[0] == "Speaks"
    assert labels(23, need="duty_officer") == ["Night", "Always", "Speaks", "South"]
    assert labels(12, district="LC-02") == ["Always", "Speaks", "Day", "South"]
    write(store, "Post", b"p" * 16, code="VFT", district="LC-11")
    write(store, "Device", store.place.device, post=b"p" * 16)
    assert labels(12)[0] == "South"
    assert labels(12, district="")[0] == "Always"


def test_names_for_ids() -> None:
    """The directory's names; the own login before it has come; digits where nothing is known."""
    store = make_store()
    desk = make_desk(store)
    assert read_names(desk).officer(desk.actor.officer) == "officer1"
    write(store, "Post", b"p" * 16, code="VFT", name="Vieux Fort")
    write(store, "Officer", desk.actor.officer, login="officer1", name="A. Officer")
    write(store, "Device", store.place.device, name="Front desk", post=b"p" * 16)
    write(store, "Agency", b"g" * 16, name="Safe place A")
    names = read_names(desk)
    assert names.officer(desk.actor.officer) == "A. Officer"
    assert names.device(store.place.device) == "Front desk, Vieux Fort"
    assert names.post(b"p" * 16) == "Vieux Fort"
    assert names.referred("Agency", b"g" * 16) == "Safe place A"
    assert names.referred("Person", b"g" * 16) == ""
    assert names.officer(b"\xab" * 16) == "abababab"
    assert names.officer(None) == ""

"""Sealed answers on their way: the case unit, a second PC and recovery read them; a raise cleans every log."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.raw import found_in
from tests.journeys.runner import PASSPHRASE, World, call, done
from tests.journeys.worlds import add_pc, by_stick, copied, enrol_pc, make_pc, opened
from tests.services.arrived import ALONE, GO_ALONE
from tipdesk.adapters.keys.age import open_sealed
from tipdesk.adapters.keys.recovery import Recovery, combine
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.homes.founding import make_headquarters
from tipdesk.services.case.restrict_case import restrict_case
from tipdesk.services.locked.outbox import seal_outbox
from tipdesk.services.sync.push.redact_unsent import count_open
from tipdesk.sync.codec import decode_head
from tipdesk.sync.sealing import key_in, name_of_key

SECRET, NAMES, NOTE = "Zebraroad 5", "Zebraname", "Zebranote"


def document(level: str = "ordinary") -> dict[str, object]:
    """Return a case that plants words at each class."""
    return {
        "case": {"title": "Blue heron 12", "sealing": level},
        "records": [
            {"record": "Person", "key": "p1", "fields": {"family_name": NAMES, "whereabouts": SECRET, "sex": "female"}},
            {"record": "Note", "fields": {"text": NOTE, "person": "p1"}},
            {"record": "Source", "fields": {"code_name": "S-1", "name": "Zebrasource"}},
        ],
    }


def recorded(home: Path, level: str = "ordinary") -> str:
    """Record it at a post; return its reference."""
    file = home.parent / "sealed.json"
    file.write_text(json.dumps(document(level)), encoding="utf-8")
    return str(done(home, "case", "new", "--from", file)["reference"])


def shown(home: Path, reference: str) -> Any:  # noqa: ANN401 - whatever the document holds
    """Return the case as the only officer of a home sees it."""
    return done(home, "case", "show", reference)


@pytest.mark.parametrize("level", ["ordinary", "restricted"])
def test_the_case_unit_reads_what_a_post_sealed(level: str, first_world: World, tmp_path: Path) -> None:
    """By stick: the coordinator's document equals the post's, though no store and no bundle holds the words openly."""
    world = copied(first_world, tmp_path)
    reference = recorded(world.post, level)
    by_stick(world, world.post)
    assert shown(world.hq, reference) == shown(world.post, reference)
    assert SECRET in json.dumps(shown(world.hq, reference))
    sealed = {SECRET, "Zebrasource"} | ({NAMES, NOTE} if level == "restricted" else set())
    for home in (world.hq, world.post):
        assert found_in(home, {SECRET, "Zebrasource", NAMES, NOTE}) == {SECRET, "Zebrasource", NAMES, NOTE} - sealed
        assert done(home, "store", "check")["ok"] is True
    assert done(world.hq, "hq", "rebuild")["equal"] is True
    assert {done(home, "store", "verify-log")["signatures"]["case key"] for home in (world.hq, world.post)} == {3}
    assert done(world.post, "case", "find", NAMES)["hits"] == [] or level == "ordinary"
    settled = done(world.hq, "record", "list", reference, "Person")["records"][0]["key"]
    done(world.hq, "record", "set", reference, "Person", settled, "whereabouts=Moved on")
    by_stick(world, world.post)
    assert "Moved on" in json.dumps(shown(world.post, reference))


def test_a_second_pc_of_the_officer_gets_the_keys(first_world: World, tmp_path: Path) -> None:
    """Once the first PC has heard of its keys, the officer reads on the second what was sealed before it was there."""
    world = copied(first_world, tmp_path)
    reference = recorded(world.post)
    by_stick(world, world.post)
    other = add_pc(world, "other", "VFT", "--officer", "officer1")
    by_stick(world, other)
    assert shown(other, reference)["sealed"] == ["Person.whereabouts", "Source.name"]
    answer = call(other, "record", "set", reference, "Person", "whereabouts=Overwritten")
    assert (answer.status, answer.json["error"]["code"]) == (1, "bad-fields")
    by_stick(world, world.post, other)
    by_stick(world, world.post, other)
    assert shown(other, reference) == shown(world.post, reference) == shown(world.hq, reference)
    assert SECRET in json.dumps(shown(other, reference))


def test_what_was_sealed_before_the_grant_reaches_recovery_and_the_unit(tmp_path: Path) -> None:
    """Nothing is sealed to headquarters before it is known; the grant brings both, and two custodians open it."""
    hq, post, stick = tmp_path / "hq", tmp_path / "post", tmp_path / "stick"
    stick.mkdir()
    founded = make_headquarters(hq, "Home Affairs", "admin", PASSPHRASE, cost=FLOOR)
    founded.session.close()
    world = World(hq, post, stick, founded.fingerprint, tmp_path)
    done(hq, "hq", "post", "add", "VFT", "--name", "Vieux Fort")
    make_pc(post)
    reference = recorded(post)
    assert holders(post) == {"officer"}
    enrol_pc(world, post, "VFT")
    assert holders(post) == {"officer", "case_unit", "recovery"}
    by_stick(world, post)
    assert SECRET in json.dumps(shown(hq, reference))
    identity = Recovery(combine([" ".join(card.words) for card in founded.cards[:2]])).identity
    session = opened(post)
    with session.desk.read() as reader:
        [row] = [row for row in reader.find_rows(BY_NAME["CaseKey"]) if row["kind"] == "recovery"]
    session.close()
    assert isinstance(row["sealed"], bytes)
    assert row.case
    key = key_in(open_sealed(row["sealed"], identity), row.case)
    assert key is not None
    assert name_of_key(key) == row["key"]


def holders(home: Path) -> set[object]:
    """Return the kinds of holders of the keys in a home."""
    session = opened(home)
    with session.desk.read() as reader:
        kinds: set[object] = {row["kind"] for row in reader.find_rows(BY_NAME["CaseKey"])}
    session.close()
    return kinds


def test_raising_a_case_cleans_every_log(first_world: World, tmp_path: Path) -> None:
    """After the raise and one round by stick no store holds a word of it openly, chains verify, and holders read on."""
    world = copied(first_world, tmp_path)
    reference = recorded(world.post)
    by_stick(world, world.post)
    before = shown(world.post, reference)
    assert found_in(world.hq, {NAMES, NOTE}) == found_in(world.post, {NAMES, NOTE}) == {NAMES, NOTE}
    session = opened(world.post)
    with session.desk.read() as reader:
        [case] = reader.find_rows(BY_NAME["Case"])
    restrict_case(session.desk, case.id, [], override=ALONE)
    session.close()
    by_stick(world, world.post)
    after = shown(world.post, reference)
    for home in (world.hq, world.post):
        assert found_in(home, {NAMES, NOTE, SECRET, "Zebrasource"}) == set()
        assert done(home, "store", "check")["ok"] is True
        assert shown(home, reference) == after
    assert after["records"] == before["records"]
    assert after["case"]["sealing"] == "restricted"
    assert after["conflicts"] == []
    assert done(world.hq, "hq", "rebuild")["equal"] is True
    assert done(world.hq, "case", "find", NAMES)["hits"] == []


def test_what_never_left_is_gone_at_once(first_world: World, tmp_path: Path) -> None:
    """Raised before it was sent: no word of it is left at the post, headquarters never reads one, the rest is whole."""
    world = copied(first_world, tmp_path)
    reference = recorded(world.post)
    before = shown(world.post, reference)
    assert found_in(world.post, {NAMES, NOTE}) == {NAMES, NOTE}
    assert done(world.post, "case", "restrict", reference, *GO_ALONE)["left_open"] == 0
    assert found_in(world.post, {NAMES, NOTE, SECRET, "Zebrasource"}) == set()
    assert shown(world.post, reference)["records"] == before["records"]
    assert done(world.post, "store", "verify-log")["ok"] is True
    by_stick(world, world.post)
    assert done(world.post, "sync", "status")["parked"] == []
    assert shown(world.hq, reference) == shown(world.post, reference)
    for home in (world.hq, world.post):
        assert found_in(home, {NAMES, NOTE, SECRET, "Zebrasource"}) == set()
        assert done(home, "store", "check")["ok"] is True
    assert done(world.hq, "hq", "rebuild")["equal"] is True


def test_what_had_left_waits_for_headquarters_and_is_told(first_world: World, tmp_path: Path) -> None:
    """What headquarters has received stays till it deletes it, and the officer is told how much; the rest is gone."""
    world = copied(first_world, tmp_path)
    reference = recorded(world.post)
    by_stick(world, world.post)
    done(world.post, "record", "add", reference, "Note", "text=Zebralater")
    said = done(world.post, "case", "restrict", reference, *GO_ALONE)
    assert said["left_open"] == 1
    assert found_in(world.post, {NAMES, NOTE, "Zebralater"}) == {NAMES, NOTE}
    by_stick(world, world.post)
    session = opened(world.post)
    with session.desk.read() as reader:
        [case] = reader.find_rows(BY_NAME["Case"])
    assert count_open(session.desk, case.id) == 0
    session.close()
    assert found_in(world.post, {NAMES, NOTE, "Zebralater"}) == set()
    assert "Zebralater" in json.dumps(shown(world.hq, reference))


def test_a_raise_that_was_cut_short_is_finished_before_anything_goes(first_world: World, tmp_path: Path) -> None:
    """Power failed between the raise and the deletion, and bundles lay sealed from before: no word of it goes."""
    world = copied(first_world, tmp_path)
    reference = recorded(world.post)
    session = opened(world.post)
    assert seal_outbox(session.desk)
    with session.desk.read() as reader:
        [case] = reader.find_rows(BY_NAME["Case"])
    restrict_case(session.desk, case.id, [], override=ALONE)
    assert count_open(session.desk, case.id) == 1
    session.close()
    assert found_in(world.post, {NAMES, NOTE}) == {NAMES, NOTE}
    done(world.post, "sync", "now", "--stick", world.stick)
    assert found_in(world.post, {NAMES, NOTE}) == set()
    by_stick(world, world.post)
    assert shown(world.hq, reference) == shown(world.post, reference)
    assert found_in(world.hq, {NAMES, NOTE}) == set()


def test_the_command_line_says_and_changes_who_opens(first_world: World, tmp_path: Path) -> None:
    """Holders by name, let in, removed, raised: each a command, each refusal a sentence with its code."""
    world = copied(first_world, tmp_path)
    reference = recorded(world.post)
    by_stick(world, world.post)
    found = done(world.post, "case", "holders", reference)
    assert found["level"] == "ordinary"
    assert [(one["kind"], one["has_key"]) for one in found["holders"]] == [
        ("officer", True),
        ("case_unit", True),
        ("recovery", True),
    ]
    assert call(world.post, "case", "let-in", reference, "nobody").json["error"]["code"] == "unknown-officer"
    assert call(world.post, "case", "let-in", reference, "officer1").status == 0
    assert call(world.post, "case", "let-in", reference, "officer1").json["error"]["code"] == "already-a-holder"
    assert call(world.post, "case", "remove", reference, "officer1").json["error"]["code"] == "own-key"
    done(world.post, "case", "restrict", reference, "--reason", "asked for", *GO_ALONE)
    assert (
        call(world.post, "record", "set", reference, "Case", "sealing=ordinary").json["error"]["code"] == "bad-fields"
    )
    assert done(world.post, "case", "holders", reference)["level"] == "restricted"
    by_stick(world, world.post)
    done(world.hq, "case", "let-in", reference, "admin")
    assert {one["name"] for one in done(world.hq, "case", "holders", reference)["holders"]} == {
        "officer1",
        "admin",
        None,
    }


def test_what_gave_the_key_is_not_withdrawn_from_under_what_it_sealed(first_world: World, tmp_path: Path) -> None:
    """The entry that made the key of a case stays while something is sealed under it; the later one may go."""
    world = copied(first_world, tmp_path)
    plain = world.folder / "plain.json"
    plain.write_text(json.dumps({"case": {"title": "Blue heron 13"}}), encoding="utf-8")
    reference = str(done(world.post, "case", "new", "--from", plain)["reference"])
    done(world.post, "record", "add", reference, "Person", f"whereabouts={SECRET}")
    making = sequence(world.post)
    done(world.post, "record", "add", reference, "Source", "name=Zebrasource")
    later = sequence(world.post)
    refused = call(world.post, "sync", "withdraw", making, "--reason", "typed in the wrong case")
    assert refused.json["error"]["code"] == "built-upon"
    done(world.post, "sync", "withdraw", later, "--reason", "typed in the wrong case")
    done(world.post, "sync", "withdraw", making, "--reason", "typed in the wrong case")
    assert found_in(world.post, {SECRET, "Zebrasource"}) == set()
    by_stick(world, world.post)
    told = done(world.hq, "hq", "withdrawn")["withdrawn"]
    assert {one["sequence"] for one in told} == {making, later}
    assert set(told[0]) == {"device", "sequence", "officer", "at", "reason"}, "no id of a case stands there"


def sequence(home: Path) -> int:
    """Return the last entry of a post's case scope: the one that holds the latest save."""
    session = opened(home)
    with session.desk.work() as work:
        own = work.ledger.own()
        stretch = work.ledger.read(own.log, 0, 1 << 30)
    session.close()
    return max(one.seq for one in stretch if decode_head(one.head).scope is Scope.CASE)

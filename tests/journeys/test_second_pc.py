"""A second PC of a post: it gets everything of the post, edits at the same time, and what conflicts is settled."""

from pathlib import Path
from typing import Any

import pytest

from tests.journeys.arrived_at import arrive_at
from tests.journeys.runner import PASSPHRASE, World, call, done
from tests.journeys.test_command_contract import printed
from tests.journeys.worlds import add_pc, by_stick, copied, recorded
from tests.services.arrived import GO_TRIAGE


@pytest.fixture(scope="module")
def two(first_world: World, tmp_path_factory: pytest.TempPathFactory) -> tuple[World, Path, str]:
    """A post with two PCs that hold the same case, recorded before the second was enrolled."""
    world = copied(first_world, tmp_path_factory.mktemp("two"))
    reference = recorded(world.post, world.folder)
    done(world.post, "record", "add", reference, "Note", "text=Written before the second PC was there.")
    by_stick(world, world.post)
    other = add_pc(world, "other", "VFT", "--officer", "officer1")
    by_stick(world, other)
    return world, other, reference


@pytest.fixture
def pair(two: tuple[World, Path, str], tmp_path: Path) -> tuple[World, Path, str]:
    """A copy of it, for one story."""
    world = copied(two[0], tmp_path)
    return world, tmp_path / "other", two[2]


def shown(home: Path, reference: str) -> Any:  # noqa: ANN401 - whatever the document holds
    """Return the case as a home shows it."""
    return done(home, "case", "show", reference)


def test_it_gets_everything_of_the_post(pair: tuple[World, Path, str]) -> None:
    """What was recorded before it was enrolled, and what follows, stands on it as on the first; both ways."""
    world, other, reference = pair
    assert shown(other, reference) == shown(world.post, reference) == shown(world.hq, reference)
    new = recorded(other, world.folder)
    by_stick(world, other, world.post)
    assert shown(world.post, new) == shown(other, new)
    assert [one["reference"] for one in done(other, "case", "list", "--mine")["cases"]] == [new, reference]
    assert done(other, "store", "check")["ok"] is True


def test_a_conflict_settled_at_headquarters_is_seen_settled(pair: tuple[World, Path, str]) -> None:
    """Two PCs write one field at once: both values are shown everywhere; `hq conflicts settle --keep` ends it."""
    world, other, reference = pair
    row = done(other, "record", "list", reference, "Person")["records"][0]["key"]
    done(world.post, "record", "set", reference, "Person", row, "family_name=Firstinvention")
    done(other, "record", "set", reference, "Person", row, "family_name=Otherinvention")
    by_stick(world, world.post, other)
    found = done(world.hq, "hq", "conflicts")["conflicts"]
    assert [(one["case"], one["record"], one["row"], one["field"]) for one in found] == [
        (reference, "Person", row, "family_name")
    ]
    values = {one["value"]: one["dot"] for one in found[0]["values"]}
    assert set(values) == {"Firstinvention", "Otherinvention"}
    assert shown(world.post, reference)["conflicts"] == shown(other, reference)["conflicts"] != []
    for wrong, code in (
        (("--keep", "0" * 32 + ":1"), "no-such-value"),
        (("--keep", "zebra"), "bad-dot"),
        ((), "keep-or-value"),
        (("--keep", values["Firstinvention"], "--value", "x"), "keep-or-value"),
    ):
        answer = call(world.hq, "hq", "conflicts", "settle", reference, "Person", row, "family_name", *wrong)
        assert (answer.status, answer.json["error"]["code"]) == (1, code)
    keep = ("--keep", values["Firstinvention"])
    done(world.hq, "hq", "conflicts", "settle", reference, "Person", row, "family_name", *keep)
    by_stick(world, world.post, other)
    for home in (world.hq, world.post, other):
        assert shown(home, reference)["conflicts"] == []
        assert done(home, "record", "list", reference, "Person")["records"][0]["fields"]["family_name"] == (
            "Firstinvention"
        )
    assert done(world.hq, "hq", "conflicts")["conflicts"] == []


def test_record_set_settles_at_a_post(pair: tuple[World, Path, str]) -> None:
    """The officer at the post who names the field settles it for everybody, also with the value that is displayed."""
    world, other, reference = pair
    done(world.post, "record", "set", reference, "Case", "title=Green heron")
    done(other, "record", "set", reference, "Case", "title=Night heron")
    by_stick(world, world.post, other)
    displayed = shown(world.post, reference)["case"]["title"]
    assert len(shown(world.post, reference)["conflicts"]) == 1
    done(world.post, "record", "set", reference, "Case", f"title={displayed}")
    assert shown(world.post, reference)["conflicts"] == []
    by_stick(world, world.post, other)
    for home in (world.hq, other):
        assert shown(home, reference)["conflicts"] == []
        assert shown(home, reference)["case"]["title"] == displayed


def test_a_disputed_stage_stands_in_both_lists(pair: tuple[World, Path, str]) -> None:
    """Closed on one PC, being screened on the other: both lists have the case everywhere, until it is settled."""
    world, other, reference = pair
    done(other, "record", "set", reference, "Case", "status=screening", "risk_level=high", *GO_TRIAGE)
    arrive_at(world.post, reference, PASSPHRASE, status="closed", risk_level="low")
    by_stick(world, world.post, other)
    for home in (world.hq, world.post, other):
        for stage in ("screening", "closed"):
            [line] = done(home, "case", "list", "--stage", stage)["cases"]
            assert (line["reference"], line["stage"]) == (reference, "screening")
            told = {one["field"]: one["values"] for one in line["disputed"]}
            assert told == {"status": ["screening", "closed"], "risk_level": ["high", "low"]}
        assert done(home, "case", "list", "--stage", "reported")["cases"] == []
        _status, words, _err = printed(home, "case", "list")
        assert f"{reference}  screening  " in words
        assert "(disputed: Stage: screening / closed; Risk: high / low)" in words
        assert done(home, "store", "check")["ok"] is True
    assert done(world.hq, "hq", "rebuild")["equal"] is True
    arrive_at(world.hq, reference, PASSPHRASE, status="closed")
    by_stick(world, world.post, other)
    for home in (world.hq, world.post, other):
        assert done(home, "case", "list", "--stage", "screening")["cases"] == []
        [line] = done(home, "case", "list", "--stage", "listed_open")["cases"]  # it came in closed past every rule
        assert [one["field"] for one in line["disputed"]] == ["risk_level"]


def test_equal_values_are_no_conflict(pair: tuple[World, Path, str]) -> None:
    """Two PCs write the same value at once: nobody is asked anything."""
    world, other, reference = pair
    for home in (world.post, other):
        done(home, "record", "set", reference, "Case", "title=Green heron")
    by_stick(world, world.post, other)
    assert done(world.hq, "hq", "conflicts")["conflicts"] == []
    assert shown(other, reference) == shown(world.post, reference) == shown(world.hq, reference)


@pytest.mark.parametrize("outcome", ["deleted", "kept"])
def test_a_deletion_against_an_edit_is_asked_about(outcome: str, pair: tuple[World, Path, str]) -> None:
    """One PC deletes a row while the other changes it: it stays in sight until headquarters says which."""
    world, other, reference = pair
    row = done(other, "record", "list", reference, "Note")["records"][0]["key"]
    done(world.post, "record", "delete", reference, "Note", row)
    assert row not in {one["key"] for one in done(world.post, "record", "list", reference, "Note")["records"]}
    done(other, "record", "set", reference, "Note", row, "text=Changed meanwhile.")
    by_stick(world, world.post, other)
    for home in (world.hq, world.post, other):
        assert row in {one["key"] for one in done(home, "record", "list", reference, "Note")["records"]}
    found = done(world.hq, "hq", "conflicts")["conflicts"]
    assert [one["row"] for one in found] == [row]
    done(world.hq, "hq", "conflicts", "settle", reference, "Note", row, found[0]["field"], "--value", outcome)
    by_stick(world, world.post, other)
    for home in (world.hq, world.post, other):
        assert shown(home, reference)["conflicts"] == []
        keys = {one["key"] for one in done(home, "record", "list", reference, "Note")["records"]}
        assert (row in keys) == (outcome == "kept")
    assert done(world.hq, "hq", "rebuild")["equal"] is True

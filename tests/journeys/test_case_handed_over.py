"""A case goes from Vieux Fort to Castries by command and stick: offered, read, taken on with its keys, left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.runner import call, done, refused, write_case
from tests.journeys.worlds import add_pc, by_stick

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.runner import World

WHERE = "A house that nobody is told of"
DOCUMENT = {
    "case": {"title": "Blue heron 12", "status": "open"},
    "records": [
        {"record": "Person", "key": "p1", "fields": {"given_names": "Example", "whereabouts": WHERE}},
        {"record": "CaseRole", "fields": {"person": "p1", "role": "potential_victim"}},
        {"record": "Task", "fields": {"title": "Ring the clinic", "status": "open", "assigned_to": "officer1"}},
    ],
}


def fields_of(home: Path, reference: str, record: str) -> list[dict[str, object]]:
    """Return the answers of the rows of a record, as a home prints them."""
    shown = done(home, "case", "show", reference)["records"]
    return [one["fields"] for one in shown if one["record"] == record]


def offered(world: World) -> tuple[Path, str]:
    """Return Castries' home with a case that Vieux Fort has offered to it, and its reference."""
    castries = add_pc(world, "castries", "CAS", officer="officer2")
    reference = str(done(world.post, "case", "new", "--from", write_case(world.folder, DOCUMENT))["reference"])
    by_stick(world, world.post, castries)
    told = done(world.post, "case", "hand-over", reference, "--to", "CAS", "--why", "They live in that district.")
    assert (told["to"], told["state"]) == ("CAS", "waiting")
    by_stick(world, world.post, castries)
    return castries, reference


def post_of(home: Path, reference: str) -> str:
    """Return the post in charge, as the list of cases has it."""
    [line] = [one for one in done(home, "case", "list")["cases"] if one["reference"] == reference]
    return str(line["post"])


def test_a_case_is_taken_on_with_its_keys(fresh: World) -> None:
    """The receiver opens what is sealed and has the open task; the giver no longer has the case."""
    castries, reference = offered(fresh)
    done(castries, "access", "interest", reference, "--nobody")
    assert post_of(castries, reference) == post_of(fresh.post, reference) == "VFT"
    assert refused(fresh.post, "case", "hand-over", reference, "--to", "CAS")["code"] == "waits-already"
    assert done(castries, "case", "accept", reference) == {"accepted": True}
    assert refused(castries, "case", "accept", reference)["code"] == "answered-already"
    assert fields_of(castries, reference, "Person")[0]["whereabouts"] == WHERE
    shown = done(castries, "case", "show", reference)
    assert fields_of(castries, reference, "Task")[0]["assigned_to"] == shown["case"]["owner"]
    for _round in range(2):
        by_stick(fresh, castries, fresh.post)
    assert post_of(castries, reference) == post_of(fresh.hq, reference) == "CAS"
    assert refused(fresh.post, "case", "show", reference)["code"] == "no-such-case"
    done(castries, "record", "add", reference, "Note", "text=Rang the clinic")
    by_stick(fresh, castries)
    assert "Rang the clinic" in {one["text"] for one in fields_of(fresh.hq, reference, "Note")}
    assert done(castries, "sync", "status")["parked"] == []
    assert done(fresh.hq, "store", "check")["ok"]


def test_a_case_is_declined_with_a_reason(fresh: World) -> None:
    """It stays with the giver, who reads why; the receiver forgets it."""
    castries, reference = offered(fresh)
    answer = call(castries, "case", "decline", reference, "--why", "no")
    assert (answer.status, answer.json["error"]["code"]) == (1, "reason-needed")
    done(castries, "case", "decline", reference, "--why", "We have nobody who speaks Creole.")
    for _round in range(2):
        by_stick(fresh, castries, fresh.post)
    [handover] = done(fresh.post, "case", "hand-over", reference)["handovers"]
    assert (handover["answer"], handover["answer_why"]) == ("rejected", "We have nobody who speaks Creole.")
    assert post_of(fresh.post, reference) == post_of(fresh.hq, reference) == "VFT"
    assert refused(castries, "case", "show", reference)["code"] == "no-such-case"
    assert refused(fresh.post, "case", "decline", reference, "--why", "Taken back after all.")["code"] == (
        "answered-already"
    )

"""The same person across two cases, a case entered twice, and what was told earlier, all at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.journeys.runner import World, call, done
from tests.journeys.test_command_contract import printed
from tests.journeys.worlds import recorded

if TYPE_CHECKING:
    from pathlib import Path

WHY = ("--why", "The same passport in both")


def person_of(home: Path, reference: str) -> Any:  # noqa: ANN401 - JSON is untyped
    """Return the first person of a case, as `record list` prints it."""
    return done(home, "record", "list", reference, "Person")["records"][0]


def test_linked_moved_joined_and_parted(fresh: World) -> None:
    """Linked by code or id and taken back; told earlier is moved with what it needs; a double joins and is parted."""
    home = fresh.post
    one, other = recorded(home, fresh.folder), recorded(home, fresh.folder)
    mine, theirs = person_of(home, one), person_of(home, other)
    link = done(home, "person", "link", one, mine["key"], other, theirs["fields"]["person_code"], *WHY)
    assert link["changed"] == ["PersonLink"]
    told = done(home, "person", "linked", other, theirs["key"])
    assert [case["reference"] for case in told["cases"]] == [other, one]
    assert told["links"][0] | {"words": WHY[1], "result": "same", "id": link["id"]} == told["links"][0]
    assert (told["exists"], told["contradictions"]) == ([], [])
    status, out, _err = printed(home, "person", "linked", one, mine["key"])
    assert (status, out.count("\n")) == (0, 2)
    again = call(home, "person", "link", one, mine["key"], other, theirs["key"], *WHY)
    assert (again.status, again.json["error"]["code"]) == (1, "linked-already")
    done(home, "person", "unlink", link["id"])
    assert done(home, "person", "linked", one, mine["key"])["links"] == []

    done(home, "record", "set", one, "Person", mine["key"], "document_number=R7654321", "document_type=passport")
    done(home, "record", "move", one, "Person", mine["key"], "--to", "IdentityDocument")
    [paper] = done(home, "record", "list", one, "IdentityDocument")["records"]
    assert paper["fields"] == {"person": mine["key"], "kind": "passport", "number": "R7654321"}
    assert "document_number" not in person_of(home, one)["fields"]

    joined = done(home, "case", "join", one, other, *WHY)
    assert joined["copied"] >= len(done(home, "record", "list", one, "Person")["records"]) + 1
    people = done(home, "record", "list", other, "Person")["records"]
    assert mine["fields"]["person_code"] in {each["fields"]["person_code"] for each in people}
    assert done(home, "case", "show", one)["case"]["moved_to"] == done(home, "case", "show", other)["id"]
    parted = done(home, "case", "part", one, "--why", "Two people after all")
    assert (parted["put_away"], parted["stayed"]) == (joined["copied"], [])
    assert [each["key"] for each in done(home, "record", "list", other, "Person")["records"]] == [theirs["key"]]
    status, out, _err = printed(home, "case", "join", one, other, *WHY)
    assert status == 0
    assert "Rows copied" in out

"""Whoever has a list of people asks by one command who of those known here they could be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.journeys.runner import World, call, done
from tests.journeys.test_command_contract import printed
from tests.journeys.worlds import recorded

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, *people: object) -> Path:
    """Write one person a line."""
    path = folder / "people.jsonl"
    path.write_text("".join(f"{json.dumps(one)}\n" for one in people), encoding="utf-8")
    return path


def test_each_person_of_a_file_gets_an_answer(fresh: World) -> None:
    """One document a line, in the order of the file, with what the contract names; the same as text to read."""
    reference = recorded(fresh.post, fresh.folder)
    people = written(
        fresh.folder,
        {"given_names": "Exampel", "family_name": "Invented Person", "birth_date": "2009-04"},
        {"family_name": "Nobody", "birth_date": "some day"},
    )
    status, out, _err = printed(fresh.post, "--json", "case", "similar", "--from", people, "--limit", "2")
    first, second = (json.loads(line) for line in out.splitlines())
    [case] = done(fresh.post, "case", "show", reference)["records"][:1]
    [hint] = first["candidates"]
    assert (status, hint["person"], hint["reference"]) == (0, case["key"], reference)
    assert hint.keys() == {"case", "person", "reference", "score", "why"}
    assert 0.8 <= hint["score"] <= 1
    assert "Same date of birth" in hint["why"]
    assert (second["candidates"], second["unread"]) == ([], ["birth_date"])
    assert first["ms"] >= 0
    status, out, _err = printed(fresh.post, "case", "similar", "--from", people)
    assert (status, reference in out, "Inventedperson" in out) == (0, True, False)
    [latest, *_others] = done(fresh.post, "audit", "list", "--action", "search")["looks"]
    assert latest["count"] == 1


def test_a_bad_line_is_named(fresh: World) -> None:
    """A line that is no JSON, no object, or has an answer that no person has, is refused with its number."""
    good = {"family_name": "Nobody"}
    for bad, code in ((["Doe"], "bad-fields"), ({"surname": "Doe"}, "bad-fields")):
        answer = call(fresh.post, "case", "similar", "--from", written(fresh.folder, good, bad))
        assert (answer.status, answer.json["error"]["code"]) == (1, code)
        assert "Line 2" in answer.json["error"]["message"]
    broken = written(fresh.folder, good)
    broken.write_text("{\n", encoding="utf-8")
    answer = call(fresh.post, "case", "similar", "--from", broken)
    assert (answer.status, answer.json["error"]["code"]) == (1, "bad-json")

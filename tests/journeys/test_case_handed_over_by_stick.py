"""Headquarters is down: a post hands a case to another one by stick, by grant or by code; later headquarters hears."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.runner import World, call, done, refused
from tests.journeys.worlds import add_pc, by_stick, copied, opened, recorded
from tipdesk.services.case.references import get_case_id
from tipdesk.services.headquarters.erasure.erasing import erase_bodies

WHY = "They live there now."


@pytest.fixture(scope="module")
def down(first_world: World, tmp_path_factory: pytest.TempPathFactory) -> tuple[World, str, str]:
    """Two posts that have synced: the one may hand to the other, and has a code; it has a case that nobody else knows.

    Returns the world, the reference of the case, and the code that the duty officer has on paper.
    """
    world = copied(first_world, tmp_path_factory.mktemp("down"))
    castries = add_pc(world, "castries", "CAS", officer="officer2")
    add_pc(world, "vieux", "VFT", officer="officer3")
    done(world.hq, "hq", "directory", "set", "Post", "VFT", "may_hand_to=CAS")
    [code] = done(world.hq, "hq", "post", "codes", "CAS", "--count", "1")["codes"]
    by_stick(world, world.post, castries)
    reference = recorded(world.post, world.folder)
    file = world.folder / "scan.txt"
    file.write_text("Invented for a test.", encoding="utf-8")
    done(world.post, "attach", reference, file, "--kind", "photo")
    return world, reference, code


@pytest.fixture
def story(down: tuple[World, str, str], tmp_path: Path) -> tuple[World, Path, Path, str]:
    """A copy of it, for one story: the world, the home of the other post, an empty stick, and the case."""
    world = copied(down[0], tmp_path)
    stick = tmp_path / "between"
    stick.mkdir()
    return world, tmp_path / "castries", stick, down[1]


def came(answer: Any) -> list[tuple[str, str, str | None]]:  # noqa: ANN401 - whatever JSON the command prints
    """Return kind, verdict and reason of what a sync received."""
    return [(one["kind"], one["verdict"], one["reason"]) for one in answer["received"]]


def handed(story: tuple[World, Path, Path, str]) -> None:
    """Hand the case over, and let the other post read the stick."""
    world, castries, stick, reference = story
    given = done(world.post, "case", "hand-over", reference, "--to", "CAS", "--why", WHY, "--stick", stick)
    assert (given["to"], given["state"], given["files"], given["left"]) == ("CAS", "waiting", 1, [])
    done(castries, "sync", "now", "--stick", stick)


@pytest.mark.parametrize("first", ["giver", "receiver"])
def test_a_case_goes_on_without_headquarters(story: tuple[World, Path, Path, str], first: str) -> None:
    """Castries has the case whole, takes it on and works on it; the answer comes back; headquarters hears later."""
    world, castries, stick, reference = story
    handed(story)
    shown = done(castries, "case", "show", reference)
    assert shown["case"]["title"] == done(world.post, "case", "show", reference)["case"]["title"]
    done(castries, "case", "accept", reference)
    done(castries, "record", "add", reference, "Note", "text=Written at Castries.")
    done(castries, "sync", "now", "--stick", stick)
    assert came(done(world.post, "sync", "now", "--stick", stick)) == [("answer", "accepted", None)]
    posts = (world.post, castries) if first == "giver" else (castries, world.post)
    for home in posts:
        by_stick(world, home)
    by_stick(world, *posts)
    assert [(one["reference"], one["post"]) for one in done(world.hq, "case", "list")["cases"]] == [(reference, "CAS")]
    assert done(world.hq, "case", "show", reference) == done(castries, "case", "show", reference)
    for home in (world.hq, castries, world.post):
        assert done(home, "store", "check")["ok"] is True
        assert done(home, "store", "verify-log")["problems"] == []
    assert done(world.hq, "hq", "rebuild")["equal"] is True
    assert done(world.hq, "hq", "incident", "list")["incidents"] == []


def test_what_is_sealed_opens_there_without_headquarters(story: tuple[World, Path, Path, str]) -> None:
    """Where somebody is safe was sealed to the officers of the one post: a supervisor of the other reads it at once."""
    world, castries, _stick, reference = story
    person = done(world.post, "record", "list", reference, "Person")["records"][0]["key"]
    done(world.post, "record", "set", reference, "Person", person, "whereabouts=With an aunt.")
    handed(story)
    done(castries, "case", "accept", reference)
    [there] = done(castries, "record", "list", reference, "Person")["records"]
    assert there["fields"]["whereabouts"] == "With an aunt."


def test_a_code_that_was_read_out(story: tuple[World, Path, Path, str], down: tuple[World, str, str]) -> None:
    """Castries has no grant: without a code, or by a wrong one, nothing goes; by a good one a case goes once."""
    world, castries, stick, _reference = story
    first, second = (recorded(castries, world.folder) for _number in range(2))

    def give(reference: str, *more: object) -> tuple[Any, ...]:
        return ("case", "hand-over", reference, "--to", "VFT", "--why", WHY, "--stick", stick, *more)

    assert refused(castries, *give(first))["code"] == "not-granted"
    assert refused(castries, *give(first, "--code", "1" * 30 + "42"))["code"] == "misheard-code"
    assert refused(castries, *give(first, "--code", "00" * 16))["code"] == "wrong-code"
    assert refused(castries, *give(first, "--code", "twelve"))["code"] == "wrong-code"
    assert list(stick.iterdir()) == []
    done(castries, *give(first, "--code", down[2]))
    assert refused(castries, *give(second, "--code", down[2]))["code"] == "code-used"
    assert ("handed", "accepted", None) in came(done(world.post, "sync", "now", "--stick", stick))
    done(world.post, "case", "decline", first, "--why", "We know the family.")
    done(world.post, "sync", "now", "--stick", stick)
    assert ("answer", "accepted", None) in came(done(castries, "sync", "now", "--stick", stick))
    done(castries, "case", "hand-over", first, "--to", "VFT", "--why", WHY)  # as ever, through headquarters


def test_what_cannot_be_handed_over_so(story: tuple[World, Path, Path, str]) -> None:
    """To itself, to nobody, from headquarters, a code without a stick, no stick: each is refused in words."""
    world, castries, stick, reference = story
    for post, code in (("VFT", "holds-it-already"), ("NIL", "unknown-post"), ("HQ", "holds-it-already")):
        answer = refused(world.post, "case", "hand-over", reference, "--to", post, "--why", WHY, "--stick", stick)
        assert answer["code"] == code
    given = ("case", "hand-over", reference, "--to", "CAS", "--why", WHY)
    assert call(world.post, *given, "--code", "1").status == 2
    assert call(world.post, *given, "--stick", stick / "gone").json["error"]["code"] == "stick-gone"
    assert refused(castries, *given, "--stick", stick)["code"] == "no-such-case"
    by_stick(world, world.post)
    assert refused(world.hq, *given, "--stick", stick)["code"] == "is-headquarters"
    assert list(stick.iterdir()) == []
    assert done(world.post, "case", "show", reference)["records"]


def test_what_was_erased_meanwhile_stays_so(story: tuple[World, Path, Path, str]) -> None:
    """Headquarters has the case erased while a second stick is under way: that one brings nothing back."""
    world, castries, _stick, reference = story
    handed(story)
    other = world.folder / "other"
    other.mkdir()
    done(world.post, "case", "hand-over", reference, "--to", "CAS", "--why", WHY, "--stick", other)
    by_stick(world, world.post, castries)
    with closing(opened(world.hq)) as session, session.desk.work() as work:
        erase_bodies(session.desk, work, get_case_id(session.desk, reference))
    by_stick(world, world.post, castries)
    answer = call(castries, "sync", "now", "--stick", other)
    assert (answer.status, came(answer.json)[:1]) == (4, [("bundle", "refused", "case-erased")])
    assert call(castries, "case", "show", reference).json["error"]["code"] == "no-such-case"
    assert call(world.post, "case", "hand-over", reference, "--to", "CAS", "--stick", other).status == 1

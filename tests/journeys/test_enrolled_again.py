"""A PC is enrolled again, moved, revoked; its post is edited for years: grants stay small, and refusals have words."""

from pathlib import Path

import pytest

from tests.journeys.runner import World, call, done
from tests.journeys.worlds import add_pc, by_stick, copied, enrol_pc, make_pc, opened, recorded
from tipdesk.services.headquarters.directory.rows import (
    amend_directory_row,
    find_directory_record,
    list_directory,
    pick_directory_row,
)
from tipdesk.sync.limits import LIMITS

EDITS = 100


@pytest.fixture(scope="module")
def grown(first_world: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """Headquarters, a PC that was enrolled three times, and a hundred edits of its post and its officer."""
    world = copied(first_world, tmp_path_factory.mktemp("grown"))
    for _time in range(2):
        enrol_pc(world, world.post, "VFT")
    office = opened(world.hq)
    for record, row in (("Post", "VFT"), ("Officer", "officer1")):
        known = find_directory_record(record)
        for number in range(EDITS // 2):
            seen = pick_directory_row(office.desk, known, row)
            amend_directory_row(office.desk, seen, {"name": f"{record} {number} with a name of some length"})
    office.close()
    return world


@pytest.fixture
def years(grown: World, tmp_path: Path) -> World:
    """A copy of it, for one story."""
    return copied(grown, tmp_path)


def directory_of(home: Path) -> list[tuple[str, bytes, str]]:
    """Return the posts and officers that a home knows, each as its version and its name."""
    session = opened(home)
    rows = [row for name in ("Post", "Officer") for row in list_directory(session.desk, find_directory_record(name))]
    session.close()
    return [(row.version, row.id, str(row["name"])) for row in rows]


def asked(home: Path, folder: Path) -> tuple[Path, str]:
    """Let a PC write an enrolment request; return the file and its digits."""
    file = folder / "again.tiprequest"
    return file, done(home, "post", "request", "--officer", "officer1", "--out", file)["fingerprint"]


def refused(world: World, request: tuple[Path, str], post: str, *options: str) -> tuple[int, str]:
    """Return exit status and code of a refusal, which has words and leaves no grant."""
    grant = world.folder / "refused.tipgrant"
    answer = call(
        world.hq, "hq", "enrol", request[0], "--post", post, "--fingerprint", request[1], *options, "--out", grant
    )
    assert not grant.exists()
    assert " " in answer.json["error"]["message"]
    return answer.status, answer.json["error"]["code"]


def test_a_grant_stays_small_over_the_years(years: World) -> None:
    """With real keys it fits, for the PC that is enrolled a fourth time and for a new one; both end as headquarters."""
    enrol_pc(years, years.post, "VFT")
    other = add_pc(years, "other", "VFT", "--officer", "officer1")
    assert max((years.folder / f"{name}.tipgrant").stat().st_size for name in ("post", "other")) < LIMITS.document
    reference = recorded(other, years.folder)
    by_stick(years, years.post, other)
    by_stick(years, years.post, other)
    shown = [done(home, "case", "show", reference) for home in (years.hq, years.post, other)]
    assert shown[0] == shown[1] == shown[2]
    for home in (years.post, other):
        assert done(home, "store", "check")["ok"] is True
        assert directory_of(home) == directory_of(years.hq)


def test_a_revoked_pc_is_refused_with_words(years: World) -> None:
    """Enrolled three times and then revoked: exit 4 by name, whatever post is named and however often it asks."""
    done(years.hq, "hq", "revoke", done(years.post, "store", "info")["device"])
    for post, options in (("VFT", ()), ("CAS", ()), ("CAS", ("--move",))):
        assert refused(years, asked(years.post, years.folder), post, *options) == (4, "device-revoked")


def test_an_answered_request_is_not_answered_again(fresh: World) -> None:
    """The grant that was lost is given again, to the byte; at another post, or after a later request, exit 4."""
    request = asked(fresh.post, fresh.folder)
    grants = [fresh.folder / name for name in ("first", "second")]
    for grant in grants:
        done(fresh.hq, "hq", "enrol", request[0], "--post", "VFT", "--fingerprint", request[1], "--out", grant)
    assert grants[0].read_bytes() == grants[1].read_bytes()
    assert refused(fresh, request, "CAS") == (4, "request-answered")
    assert refused(fresh, request, "CAS", "--move") == (4, "request-answered")
    enrol_pc(fresh, fresh.post, "VFT")
    assert refused(fresh, request, "VFT") == (4, "request-old")


def test_a_pc_is_moved_by_a_word(fresh: World) -> None:
    """Exit 1 without --move, and while records wait; with it the PC is the new post's, and its cases the old one's."""
    old = recorded(fresh.post, fresh.folder)
    assert refused(fresh, asked(fresh.post, fresh.folder), "CAS") == (1, "enrolled-elsewhere")
    assert refused(fresh, asked(fresh.post, fresh.folder), "CAS", "--move") == (1, "records-unsent")
    assert refused(fresh, asked(fresh.post, fresh.folder), "VFT", "--move") == (1, "nothing-to-move")
    colleague, there = add_pc(fresh, "colleague", "VFT", "--officer", "officer1"), fresh.folder / "there"
    by_stick(fresh, fresh.post, colleague)
    enrol_pc(fresh, fresh.post, "CAS", "--move")
    make_pc(there, "officer5")
    enrol_pc(fresh, there, "CAS", officer="officer5")
    new = recorded(fresh.post, fresh.folder)
    done(colleague, "record", "add", old, "Note", "text=Written after the PC had left.")
    by_stick(fresh, fresh.post, colleague, there)
    by_stick(fresh, fresh.post, colleague, there)
    assert [one["reference"] for one in done(there, "case", "list")["cases"]] == [new]
    assert [one["reference"] for one in done(colleague, "case", "list")["cases"]] == [old]
    assert done(colleague, "case", "show", old) == done(fresh.hq, "case", "show", old)
    assert done(colleague, "sync", "status")["parked_count"] == 0
    assert done(fresh.hq, "hq", "rebuild")["equal"] is True


def test_a_disabled_officer_is_enrolled_as_such(fresh: World) -> None:
    """A grant enables nobody: the PC takes it in and goes on to refuse its officer by name."""
    done(fresh.hq, "hq", "officer", "disable", "officer1")
    request = asked(fresh.post, fresh.folder)
    grant = fresh.folder / "disabled.tipgrant"
    done(fresh.hq, "hq", "enrol", request[0], "--post", "VFT", "--fingerprint", request[1], "--out", grant)
    assert call(fresh.post, "post", "enrol", grant, "--fingerprint", fresh.fingerprint).status in (0, 1)
    answer = call(fresh.post, "case", "list")
    assert (answer.status, answer.json["error"]["code"]) == (1, "officer-disabled")

"""Officers that are disabled, enabled or not known yet, and devices that are revoked: parked, told, released."""

import shutil
from pathlib import Path

from tests.journeys.runner import World, call, done
from tests.journeys.worlds import by_stick, enrol_pc, make_pc, opened, pushed, received, recorded, verdicts
from tipdesk.domain.changes import Change, Entry
from tipdesk.domain.ids import parse_id
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope


def parked(world: World) -> list[tuple[int, str]]:
    """Return what `sync status` at the post says is parked at headquarters."""
    status = done(world.post, "sync", "status")
    assert status["parked_count"] == len(status["parked"])
    assert all(" " in one["message"] for one in status["parked"])
    return [(one["sequence"], one["reason"]) for one in status["parked"]]


def sequence(world: World) -> int:
    """Return how long the post's log is."""
    return int(done(world.post, "store", "info")["sequence"])


def noted_by_a_stranger(world: World) -> tuple[Path, Entry]:
    """Write a note at the post in the name of an officer of a PC that is not enrolled; return that PC's home and it."""
    colleague = world.folder / "colleague"
    make_pc(colleague, "officer7")
    stranger = opened(colleague)
    post = opened(world.post)
    with post.store.work(stranger.desk.actor) as work:
        case = work.find_rows(BY_NAME["Case"])[0]
        note = Change(BY_NAME["Note"].number, post.desk.ids.new_id(), {BY_NAME["Note"].by_name["text"].number: "Seen."})
        entry = work.append(Scope.CASE, case.id, [note])
    stranger.close()
    post.close()
    return colleague, entry


def test_what_a_disabled_officer_wrote_is_parked_told_and_released(fresh: World) -> None:
    """Disabled: the entry is parked and the post sees which and why. Enabled again: it is applied by itself."""
    reference = recorded(fresh.post, fresh.folder)
    written = sequence(fresh)
    done(fresh.hq, "hq", "officer", "disable", "officer1")
    answer = received(fresh.hq, fresh.stick, pushed(fresh.post, fresh.folder / "own"))
    assert verdicts(answer) == [("accepted", None, 1, 1)]
    assert done(fresh.hq, "case", "list")["cases"] == []
    done(fresh.post, "sync", "now", "--stick", fresh.stick)
    assert parked(fresh) == [(written, "disabled-officer")]
    for refused in (("case", "list"), ("case", "new", "--from", fresh.folder / "case.json"), ("case", "find", "x")):
        locked = call(fresh.post, *refused)
        assert (locked.status, locked.json["error"]["code"]) == (1, "officer-disabled")
    done(fresh.hq, "hq", "officer", "enable", "officer1")
    assert [one["reference"] for one in done(fresh.hq, "case", "list")["cases"]] == [reference]
    by_stick(fresh, fresh.post)
    assert parked(fresh) == []
    assert done(fresh.post, "case", "show", reference) == done(fresh.hq, "case", "show", reference)
    assert done(fresh.hq, "hq", "rebuild")["equal"] is True


def test_an_officer_not_in_the_directory_is_parked_until_added(fresh: World) -> None:
    """An entry in the name of somebody unknown is parked; once their PC is enrolled it is applied by itself."""
    reference = recorded(fresh.post, fresh.folder)
    colleague, entry = noted_by_a_stranger(fresh)
    by_stick(fresh, fresh.post)
    assert parked(fresh) == [(entry.head.seq, "unknown-officer")]
    assert len(done(fresh.hq, "record", "list", reference, "Note")["records"]) == 1
    enrol_pc(fresh, colleague, "VFT", officer="officer7")
    assert len(done(fresh.hq, "record", "list", reference, "Note")["records"]) == 2
    by_stick(fresh, fresh.post)
    assert parked(fresh) == []


def test_a_revoked_device_is_refused_from_there_on(fresh: World) -> None:
    """A bundle that begins at the revocation or after it: exit 4, revoked, quarantined; what came before stays."""
    reference = recorded(fresh.post, fresh.folder)
    by_stick(fresh, fresh.post)
    device = done(fresh.post, "store", "info")["device"]
    start = done(fresh.hq, "hq", "revoke", device)["revoked_from"]
    assert start == sequence(fresh) + 1
    recorded(fresh.post, fresh.folder)
    answer = received(fresh.hq, fresh.stick, pushed(fresh.post, fresh.folder / "own"))
    assert (answer.status, verdicts(answer)) == (4, [("refused", "revoked", 0, 0)])
    assert [one["reason"] for one in done(fresh.hq, "hq", "quarantine")["quarantine"]] == ["revoked"]
    assert [one["reference"] for one in done(fresh.hq, "case", "list")["cases"]] == [reference]


def test_a_revocation_in_the_middle_of_a_bundle_parks_the_rest(fresh: World) -> None:
    """Entries before it are applied, those from it on parked; the receipt says so at the post."""
    first = recorded(fresh.post, fresh.folder)
    boundary = sequence(fresh) + 1
    recorded(fresh.post, fresh.folder)
    recorded(fresh.post, fresh.folder)
    device = done(fresh.post, "store", "info")["device"]
    done(fresh.hq, "hq", "revoke", device, "--from", boundary)
    answer = received(fresh.hq, fresh.stick, pushed(fresh.post, fresh.folder / "own"))
    assert verdicts(answer) == [("accepted", None, 3, 2)]
    assert [one["reference"] for one in done(fresh.hq, "case", "list")["cases"]] == [first]
    done(fresh.post, "sync", "now", "--stick", fresh.stick)
    assert parked(fresh) == [(boundary, "revoked"), (boundary + 1, "revoked")]
    assert done(fresh.post, "sync", "status")["revoked_from"] == boundary
    assert done(fresh.hq, "hq", "rebuild")["equal"] is True


def test_a_revocation_counts_each_log_of_a_device_apart(fresh: World) -> None:
    """Put back from a backup, the PC counts anew: a low number of its new log says nothing of the old one's entries.

    What was received of the old log, and waited for its officer, is still applied; what comes of it later is refused.
    """
    reference = recorded(fresh.post, fresh.folder)
    colleague, entry = noted_by_a_stranger(fresh)
    by_stick(fresh, fresh.post)
    assert parked(fresh) == [(entry.head.seq, "unknown-officer")]
    backup = done(fresh.post, "store", "backup", "--to", fresh.folder)["folder"]
    device = done(fresh.post, "store", "info")["device"]
    recorded(fresh.post, fresh.folder)
    late = pushed(fresh.post, fresh.folder / "late")
    shutil.rmtree(fresh.post)
    done(fresh.post, "store", "restore", backup)
    by_stick(fresh, fresh.post)
    assert done(fresh.hq, "hq", "revoke", device)["revoked_from"] < entry.head.seq
    enrol_pc(fresh, colleague, "VFT", officer="officer7")
    assert len(done(fresh.hq, "record", "list", reference, "Note")["records"]) == 2
    assert verdicts(received(fresh.hq, fresh.folder / "later", late)) == [("refused", "revoked", 0, 0)]
    assert len(done(fresh.hq, "case", "list")["cases"]) == 1


def test_a_device_that_is_none_cannot_be_revoked(fresh: World) -> None:
    """An unknown id, no id, and headquarters' own device: exit 1 by name; a place before the first: exit 2."""
    own = done(fresh.hq, "store", "info")["device"]
    for device, code in (("0" * 32, "unknown-device"), ("zebra", "bad-id"), (own, "unknown-device")):
        answer = call(fresh.hq, "hq", "revoke", device)
        assert (answer.status, answer.json["error"]["code"]) == (1, code)
    for place in ("0", "-1", "9" * 30, "zebra"):
        answer = call(fresh.hq, "hq", "revoke", own, "--from", place)
        assert (answer.status, answer.json["error"]["code"]) == (2, "usage")
    assert parse_id(own)


def test_officers_and_posts_are_listed_and_named(fresh: World) -> None:
    """Added, listed, disabled and enabled by login, whatever the case of its letters; doubles and bad codes named."""
    done(fresh.hq, "hq", "officer", "add", "officer9", "--post", "CAS", "--role", "frontline", "--role", "supervisor")
    for arguments, code in (
        (("officer", "add", "OFFICER9", "--post", "CAS", "--role", "frontline"), "login-taken"),
        (("officer", "add", "officer8", "--post", "ZZZ", "--role", "frontline"), "unknown-post"),
        (("officer", "add", "officer8", "--post", "CAS", "--role", "zebra"), "unknown-role"),
        (("officer", "add", "", "--post", "CAS", "--role", "frontline"), "bad-fields"),
        (("officer", "disable", "nobody"), "unknown-officer"),
        (("officer", "enable", "nobody"), "unknown-officer"),
        (("post", "add", "vft", "--name", "Again"), "post-exists"),
        (("post", "add", "", "--name", "Nothing"), "bad-fields"),
        (("post", "add", "A" * 99, "--name", "Long"), "bad-fields"),
        (("post", "add", "SFR", "--name", "Soufrière", "--kind", "zebra"), "unknown-code"),
    ):
        answer = call(fresh.hq, "hq", *arguments)
        assert (answer.status, answer.json["error"]["code"]) == (1, code), arguments
    done(fresh.hq, "hq", "officer", "disable", "Officer9")
    listed = {one["login"]: one for one in done(fresh.hq, "hq", "officer", "list")["officers"]}
    assert set(listed) == {"admin", "officer1", "officer9"}
    assert (listed["officer9"]["post"], listed["officer9"]["disabled"]) == ("CAS", True)
    assert listed["officer9"]["roles"] == ["frontline", "supervisor"]
    done(fresh.hq, "hq", "officer", "enable", "officer9")
    assert [one["code"] for one in done(fresh.hq, "hq", "post", "list")["posts"]] == ["HQ", "VFT", "CAS"]

"""Enrolment as an attacker and a tired officer try it: wrong grants, old receipts, the same PC twice."""

from contextlib import suppress

from tests.journeys.runner import World, call, done
from tests.journeys.worlds import add_pc, by_stick, enrol_pc, make_pc, pushed, received, recorded
from tipdesk.domain.errors import Distrust
from tipdesk.sync.document import RECEIPT, Receipt, read_payload


def receipts_on(world: World) -> dict[int, bytes]:
    """Return the receipts that lie on the stick, by how far they reach; headquarters' word about files is none."""
    found = {}
    for content in [path.read_bytes() for path in world.stick.glob("*.tdr")]:
        with suppress(Distrust):
            found[read_payload(content, RECEIPT, Receipt)[0].seq] = content
    return found


def test_recording_works_before_the_grant(fresh: World) -> None:
    """A PC that has not been enrolled records, lists and prints; only syncing says that it must be enrolled first."""
    home = fresh.folder / "new"
    make_pc(home, "officer5")
    reference = recorded(home, fresh.folder)
    done(home, "report", "case", reference, "--out", fresh.folder / "file.pdf")
    for arguments in (("sync", "now", "--stick", fresh.stick), ("sync", "now", "--url", "https://127.0.0.1:1")):
        answer = call(home, *arguments)
        assert (answer.status, answer.json["error"]["code"]) == (1, "not-enrolled")
    assert done(home, "sync", "status")["enrolled"] is False
    enrol_pc(fresh, home, "CAS", officer="officer5")
    by_stick(fresh, home)
    assert done(fresh.hq, "case", "show", reference) == done(home, "case", "show", reference)


def test_a_grant_for_another_pc_is_refused(fresh: World) -> None:
    """Exit 4, other-device, and the PC is as unenrolled as before."""
    home = fresh.folder / "new"
    make_pc(home, "officer5")
    answer = call(home, "post", "enrol", fresh.folder / "post.tipgrant", "--fingerprint", fresh.fingerprint)
    assert (answer.status, answer.json["error"]["code"]) == (4, "other-device")
    assert done(home, "sync", "status")["enrolled"] is False


def test_an_altered_request_or_grant_is_refused(fresh: World) -> None:
    """One bit turned anywhere in a request or grant, or a part of it alone: exit 4, nothing enrolled."""
    officers = done(fresh.hq, "hq", "officer", "list")
    home = fresh.folder / "new"
    make_pc(home, "officer5")
    request, grant, bad = fresh.folder / "r", fresh.folder / "g", fresh.folder / "bad"
    digits = done(home, "post", "request", "--officer", "officer5", "--out", request)["fingerprint"]
    options = ("--post", "CAS", "--fingerprint", digits, "--out", grant)
    whole = request.read_bytes()
    for place in range(0, len(whole), len(whole) // 8):
        bad.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert call(fresh.hq, "hq", "enrol", bad, *options).status == 4, place
    assert done(fresh.hq, "hq", "officer", "list") == officers
    done(fresh.hq, "hq", "enrol", request, *options)
    whole = grant.read_bytes()
    for content in (
        whole[:-1],
        whole[: len(whole) // 2],
        whole[:200] + b"x" + whole[201:],
        whole + b"x",
        request.read_bytes(),
    ):
        bad.write_bytes(content)
        assert call(home, "post", "enrol", bad, "--fingerprint", fresh.fingerprint).status == 4
    assert done(home, "sync", "status")["enrolled"] is False


def test_the_same_pc_may_be_enrolled_twice(fresh: World) -> None:
    """A second request and grant of one PC change nothing that matters: one device, one officer, sync goes on."""
    reference = recorded(fresh.post, fresh.folder)
    by_stick(fresh, fresh.post)
    officers = done(fresh.hq, "hq", "officer", "list")
    enrol_pc(fresh, fresh.post, "VFT")
    assert done(fresh.hq, "hq", "officer", "list") == officers
    recorded(fresh.post, fresh.folder)
    by_stick(fresh, fresh.post)
    assert done(fresh.post, "sync", "status")["waiting"] == 0
    assert len(done(fresh.hq, "case", "list")["cases"]) == 2
    assert done(fresh.hq, "case", "show", reference) == done(fresh.post, "case", "show", reference)


def test_a_login_that_is_taken_is_named(fresh: World) -> None:
    """Another officer of the same login needs --officer: exit 1, login-taken; unknown posts, roles and officers too."""
    home = fresh.folder / "new"
    make_pc(home)
    request = fresh.folder / "r"
    digits = done(home, "post", "request", "--officer", "officer1", "--out", request)["fingerprint"]
    options = ("--fingerprint", digits, "--out", fresh.folder / "g")
    for extra, code in (
        (("--post", "VFT"), "login-taken"),
        (("--post", "ZZZ"), "unknown-post"),
        (("--post", "VFT", "--officer", "nobody"), "unknown-officer"),
    ):
        answer = call(fresh.hq, "hq", "enrol", request, *extra, *options)
        assert (answer.status, answer.json["error"]["code"]) == (1, code)
    assert not (fresh.folder / "g").exists()


def test_headquarters_is_no_post(fresh: World) -> None:
    """Headquarters cannot be enrolled or sync as a post does, and a post cannot act as headquarters: exit 1 by name."""
    grant = fresh.folder / "post.tipgrant"
    as_a_post: tuple[tuple[object, ...], ...] = (
        ("post", "request", "--officer", "admin", "--out", fresh.folder / "r"),
        ("post", "enrol", grant, "--fingerprint", fresh.fingerprint),
        ("sync", "now", "--stick", fresh.stick),
        ("sync", "now"),
    )
    for arguments in as_a_post:
        answer = call(fresh.hq, *arguments)
        assert (answer.status, answer.json["error"]["code"]) == (1, "is-headquarters"), arguments
    as_headquarters: tuple[tuple[object, ...], ...] = (
        ("hq", "receive", "--stick", fresh.stick),
        ("hq", "serve", "--port", "0"),
        ("hq", "post", "add", "SFR", "--name", "Soufrière"),
        ("hq", "officer", "add", "officer9", "--post", "VFT", "--role", "frontline"),
        ("hq", "officer", "disable", "officer1"),
    )
    for arguments in as_headquarters:
        answer = call(fresh.post, *arguments)
        assert (answer.status, answer.json["error"]["code"]) == (1, "not-headquarters"), arguments


def test_an_old_receipt_takes_nothing_back(fresh: World) -> None:
    """A receipt that came before is no news: exit 0, newer false, and what was confirmed stays confirmed."""
    recorded(fresh.post, fresh.folder)
    done(fresh.post, "sync", "now", "--stick", fresh.stick)
    done(fresh.hq, "hq", "receive", "--stick", fresh.stick)
    old = fresh.folder / "old.tdr"
    _seq, content = max(receipts_on(fresh).items())
    old.write_bytes(content)
    recorded(fresh.post, fresh.folder)
    by_stick(fresh, fresh.post)
    before = done(fresh.post, "sync", "status")
    assert done(fresh.post, "sync", "receipt", old)["newer"] is False
    assert done(fresh.post, "sync", "status") == before
    assert before["waiting"] == 0


def test_a_receipt_by_another_way_counts(fresh: World) -> None:
    """The receipt as a file, without a stick: what it covers is confirmed."""
    recorded(fresh.post, fresh.folder)
    received(fresh.hq, fresh.stick, pushed(fresh.post, fresh.folder / "own"))
    seq, content = max(receipts_on(fresh).items())
    file = fresh.folder / "receipt.tdr"
    file.write_bytes(content)
    assert done(fresh.post, "sync", "receipt", file) == {"sequence": seq, "newer": True}
    assert done(fresh.post, "sync", "status")["waiting"] == 0


def test_a_receipt_of_another_pc_or_hand_is_refused(fresh: World) -> None:
    """A receipt for another device, one with a bit turned, and no receipt at all: exit 4, nothing counts."""
    other = add_pc(fresh, "other", "CAS", officer="officer2")
    recorded(other, fresh.folder)
    recorded(fresh.post, fresh.folder)
    received(fresh.hq, fresh.stick, pushed(other, fresh.folder / "own"))
    _seq, content = max(receipts_on(fresh).items())
    file = fresh.folder / "receipt.tdr"
    for bad, code in (
        (content, "other-device"),
        (content[:-1] + bytes([content[-1] ^ 1]), "bad-signature"),
        (content[:-1], "not-a-document"),
        (content + b"x" * 600, "not-a-document"),
        ((fresh.folder / "post.tipgrant").read_bytes(), "not-a-document"),
    ):
        file.write_bytes(bad)
        answer = call(fresh.post, "sync", "receipt", file)
        assert (answer.status, answer.json["error"]["code"]) == (4, code)
    assert done(fresh.post, "sync", "status")["waiting"] == 1

"""Bundles that are not what they should be, through `hq receive`: refused by name, kept aside, nothing half applied."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import zstandard

from tests.journeys.runner import World, call, done
from tests.journeys.worlds import add_pc, by_stick, copied, make_world, opened, pushed, received, recorded, verdicts
from tipdesk.homes.sessions import Session
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.sync.bundle import MAGIC, OUTER_TYPE, VERSION, Outer
from tipdesk.sync.envelope import SIGNATURE_BYTES, pae
from tipdesk.sync.frames import compress, padme

_SKIPPABLE = 0x184D2A50


def state_of(hq: Path) -> tuple[object, object]:
    """Return what a refused bundle must leave as it was: cases, and how far headquarters' own log is."""
    return done(hq, "case", "list"), done(hq, "store", "info")["sequence"]


def flipped(content: bytes, place: int) -> bytes:
    """Return the bundle with one bit of one byte turned."""
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


_HEADER = len(MAGIC) + 2
ALTERED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut to its magic": (lambda whole: whole[: len(MAGIC)], "bad-bundle"),
    "cut in the header": (lambda whole: whole[: _HEADER + 20], "bad-bundle"),
    "cut in the signature": (lambda whole: whole[: _HEADER + SIGNATURE_BYTES], "bad-bundle"),
    "cut in half": (lambda whole: whole[: len(whole) // 2], "altered"),
    "without its last byte": (lambda whole: whole[:-1], "altered"),
    "with one byte more": (lambda whole: whole + b"\0", "altered"),
    "twice": (lambda whole: whole + whole, "altered"),
    "with another magic": (lambda whole: flipped(whole, 0), "bad-bundle"),
    "with another device": (lambda whole: flipped(whole, _HEADER + 5), "unknown-key"),
    "with another signature": (lambda whole: flipped(whole, _HEADER + 70), "bad-signature"),
    "with another ciphertext": (lambda whole: flipped(whole, len(whole) - 40), "altered"),
}


def test_altered_bundles_are_refused(fresh: World, tmp_path: Path) -> None:
    """Truncated, lengthened or altered anywhere: exit 4, the code says why, kept aside, nothing applied."""
    recorded(fresh.post, fresh.folder)
    sent = pushed(fresh.post, fresh.folder / "own")
    before = state_of(fresh.hq)
    bad = [alter(sent) for alter, _code in ALTERED.values()]
    answer = received(fresh.hq, fresh.stick, *bad)
    assert answer.status == 4
    assert verdicts(answer) == [("refused", code, 0, 0) for _alter, code in ALTERED.values()]
    assert all(" " in one["message"] for one in answer.json["bundles"])
    assert state_of(fresh.hq) == before
    kept = done(fresh.hq, "hq", "quarantine", "list")["quarantine"]
    assert sorted((one["reason"], one["size"]) for one in kept) == sorted(
        (code, len(content)) for content, (_alter, code) in zip(bad, ALTERED.values(), strict=True)
    )
    whole = next(one["id"] for one in kept if one["reason"] == "altered")  # of what is refused at sight a piece is kept
    done(fresh.hq, "hq", "quarantine", "show", whole, "--out", tmp_path / "kept")
    assert (tmp_path / "kept").read_bytes() in bad
    assert call(fresh.hq, "bundle", "verify", tmp_path / "kept").status == 4


def packed(session: Session, raw: bytes) -> bytes:
    """Return a bundle that the post itself signed and sealed around these bytes, whatever they are."""
    with session.desk.read() as reader:
        recipients = get_keyset(reader).up_recipients
    ciphertext = session.desk.keys.sealer(recipients)(raw)
    device = session.desk.place.device
    outer = msgspec.msgpack.encode(Outer(VERSION, device, len(ciphertext), hashlib.sha256(ciphertext).digest()))
    signature = session.desk.keys.signer.sign(pae(OUTER_TYPE, outer))
    return MAGIC + len(outer).to_bytes(2, "big") + outer + signature + ciphertext


def padded(frame: bytes) -> bytes:
    """Return a frame padded as a sound one is."""
    padding = padme(len(frame) + 8) - len(frame) - 8
    return frame + _SKIPPABLE.to_bytes(4, "little") + padding.to_bytes(4, "little") + bytes(padding)


def _frame(content: bytes, claimed: int | None = None) -> bytes:
    """Return a frame of one raw block, whose header claims a size of its own."""
    size = len(content) if claimed is None else claimed
    block = (len(content) << 3 | 1).to_bytes(3, "little")
    return 0xFD2FB528.to_bytes(4, "little") + b"\xe0" + size.to_bytes(8, "little") + block + content


PACKING = {
    "claims a thousand gigabytes": padded(_frame(b"x", 10**12)),
    "claims more than it holds": padded(_frame(b"x" * 100, 10_000)),
    "claims less than it holds": padded(_frame(b"x" * 100, 10)),
    "holds a gigabyte": padded(zstandard.ZstdCompressor(write_content_size=False).compress(bytes(2**30))),
    "is not padded": _frame(b"x" * 100),
    "has bytes after its padding": padded(_frame(b"x" * 100)) + b"x" * 8,
    "hides bytes in its padding": padded(_frame(b"x" * 100))[:-1] + b"x",
    "has two frames": padded(_frame(b"x") + _frame(b"x")),
    "is no frame": padded(b"x" * 100),
    "is empty": b"",
}


def test_lying_packages_are_refused(fresh: World) -> None:
    """What an enrolled device itself signed and sealed is still unpacked with care: exit 4, bad-compression, kept."""
    post = opened(fresh.post)
    bad = [packed(post, raw) for raw in PACKING.values()]
    post.close()
    before = state_of(fresh.hq)
    answer = received(fresh.hq, fresh.stick, *bad)
    assert answer.status == 4
    assert dict(zip(PACKING, verdicts(answer), strict=True)) == dict.fromkeys(
        PACKING, ("refused", "bad-compression", 0, 0)
    )
    assert state_of(fresh.hq) == before
    assert len(done(fresh.hq, "hq", "quarantine")["quarantine"]) == len(PACKING)


def test_a_package_of_nonsense_is_refused(fresh: World) -> None:
    """A well packed bundle of bytes that are no bundle: exit 4 by name, nothing applied."""
    post = opened(fresh.post)
    bundles = [packed(post, compress(nonsense)) for nonsense in (b"", b"\0" * 3, b"\xff" * 500, b"\0\x05\xc1abcd" * 40)]
    post.close()
    before = state_of(fresh.hq)
    answer = received(fresh.hq, fresh.stick, *bundles)
    assert answer.status == 4
    assert {one[:2] for one in verdicts(answer)} == {("refused", "bad-bundle")}
    assert state_of(fresh.hq) == before


def test_a_replay_changes_nothing_and_is_receipted(fresh: World) -> None:
    """The same bundle again: verdict replay, exit 0, no entry twice, and the post still gets its receipt."""
    recorded(fresh.post, fresh.folder)
    sent = pushed(fresh.post, fresh.stick)
    assert verdicts(received(fresh.hq, fresh.folder / "a", sent)) == [("accepted", None, 1, 0)]
    before = state_of(fresh.hq)
    again = received(fresh.hq, fresh.stick, sent, sent)
    assert again.status == 0
    assert {one[0] for one in verdicts(again)} == {"replay"}
    assert state_of(fresh.hq) == before
    assert done(fresh.post, "sync", "now", "--stick", fresh.stick)["waiting"] == 0
    assert done(fresh.hq, "hq", "quarantine")["quarantine"] == []


def test_overlapping_bundles_meet(fresh: World) -> None:
    """A bundle that begins before what is held brings only what is new; the shorter one afterwards is a replay."""
    recorded(fresh.post, fresh.folder)
    short = pushed(fresh.post, fresh.folder / "a")
    recorded(fresh.post, fresh.folder)
    long = pushed(fresh.post, fresh.folder / "b")
    assert verdicts(received(fresh.hq, fresh.folder / "c", short)) == [("accepted", None, 1, 0)]
    assert verdicts(received(fresh.hq, fresh.folder / "d", long)) == [("accepted", None, 1, 0)]
    assert verdicts(received(fresh.hq, fresh.folder / "c")) == [("replay", None, 0, 0)]
    assert len(done(fresh.hq, "case", "list")["cases"]) == 2
    assert done(fresh.hq, "hq", "rebuild")["equal"] is True


def test_a_gap_waits_for_what_is_missing(fresh: World) -> None:
    """The second bundle without the first: verdict gap, exit 3; with the first both land, in any order."""
    late = copied(fresh, fresh.folder / "late")
    recorded(fresh.post, fresh.folder)
    first = pushed(fresh.post, fresh.stick)
    by_stick(fresh, fresh.post)
    recorded(fresh.post, fresh.folder)
    second = pushed(fresh.post, fresh.stick)
    alone = received(late.hq, late.stick, second)
    assert (alone.status, verdicts(alone)) == (3, [("gap", None, 0, 0)])
    assert done(late.hq, "case", "list")["cases"] == []
    assert done(late.hq, "hq", "quarantine")["quarantine"] == []
    both = received(late.hq, late.stick, second, first)
    assert both.status == 0
    assert sorted(verdicts(both)) == [("accepted", None, 1, 0), ("accepted", None, 1, 0)]
    assert len(done(late.hq, "case", "list")["cases"]) == 2


def test_a_bundle_for_another_headquarters_is_refused(fresh: World, tmp_path: Path) -> None:
    """A headquarters that never enrolled the device refuses its bundle unopened: unknown-key, exit 4, kept."""
    other = make_world(tmp_path / "other")
    recorded(fresh.post, fresh.folder)
    answer = received(other.hq, other.stick, pushed(fresh.post, fresh.stick))
    assert (answer.status, verdicts(answer)) == (4, [("refused", "unknown-key", 0, 0)])
    assert done(other.hq, "case", "list")["cases"] == []


def test_a_device_enrolled_twice_still_seals_to_its_own_headquarters(fresh: World, tmp_path: Path) -> None:
    """Another headquarters that enrolled the same PC cannot open what is sealed to the first: refused, kept."""
    other = make_world(tmp_path / "other")
    request = fresh.folder / "r"
    digits = done(fresh.post, "post", "request", "--officer", "officer1", "--out", request)["fingerprint"]
    grant = fresh.folder / "g2"
    options = ("--post", "CAS", "--officer", "officer1", "--fingerprint", digits, "--out", grant)
    done(other.hq, "hq", "enrol", request, *options)
    recorded(fresh.post, fresh.folder)
    answer = received(other.hq, other.stick, pushed(fresh.post, fresh.stick))
    assert (answer.status, verdicts(answer)) == (4, [("refused", "other-keys", 0, 0)])
    taken = call(fresh.post, "post", "enrol", grant, "--fingerprint", other.fingerprint)
    assert (taken.status, taken.json["error"]["code"]) == (4, "other-headquarters")
    assert verdicts(received(fresh.hq, fresh.folder / "own", pushed(fresh.post, fresh.folder / "again")))[0][0] == (
        "accepted"
    )


def test_a_clone_that_goes_on_alone_is_a_fork(fresh: World) -> None:
    """Two copies of one home write on: the second is a fork, exit 4, quarantined; its receipt alerts the clone."""
    clone = copied(fresh, fresh.folder / "clone")
    reference = recorded(fresh.post, fresh.folder)
    recorded(clone.post, clone.folder)
    done(fresh.post, "sync", "now", "--stick", fresh.stick)
    done(fresh.hq, "hq", "receive", "--stick", fresh.stick)
    shutil.copytree(fresh.stick, fresh.folder / "answer")
    answer = received(fresh.hq, clone.folder / "b", pushed(clone.post, clone.stick))
    assert (answer.status, verdicts(answer)) == (4, [("fork", "fork", 0, 0)])
    assert "copy" in answer.json["bundles"][0]["message"]
    kept = done(fresh.hq, "hq", "quarantine")["quarantine"]
    assert [(one["verdict"], one["reason"]) for one in kept] == [("fork", "fork")]
    assert [one["reference"] for one in done(fresh.hq, "case", "list")["cases"]] == [reference]
    alarm = call(clone.post, "sync", "now", "--stick", fresh.folder / "answer")
    assert alarm.status == 4
    assert "receipt-fork" in {one["reason"] for one in alarm.json["received"]}
    assert done(clone.post, "sync", "status")["received_up_to"] == 0


def test_quarantine_gives_back_and_forgets(fresh: World) -> None:
    """What is kept aside is listed, shown and discarded by number; a number that is not there is named."""
    received(fresh.hq, fresh.stick, MAGIC + b"nonsense")
    number = done(fresh.hq, "hq", "quarantine", "list")["quarantine"][0]["id"]
    assert done(fresh.hq, "hq", "quarantine", "show", number)["reason"] == "bad-bundle"
    assert done(fresh.hq, "hq", "quarantine", "discard", number) == {"discarded": number}
    for verb in ("show", "discard"):
        answer = call(fresh.hq, "hq", "quarantine", verb, number)
        assert (answer.status, answer.json["error"]["code"]) == (1, "not-in-quarantine")


def test_two_posts_share_a_stick(fresh: World) -> None:
    """Each finds its own receipts and bundles and leaves the other's alone; headquarters gets both cases."""
    other = add_pc(fresh, "other", "CAS", officer="officer2")
    references = {recorded(fresh.post, fresh.folder), recorded(other, fresh.folder)}
    by_stick(fresh, fresh.post, other)
    for home in (fresh.post, other):
        assert done(home, "sync", "status")["waiting"] == 0
        assert len(done(home, "case", "list")["cases"]) == 1
    assert {one["reference"] for one in done(fresh.hq, "case", "list")["cases"]} == references
    assert done(fresh.hq, "hq", "quarantine")["quarantine"] == []
    assert [path.suffix for path in fresh.stick.iterdir() if path.suffix == ".tdb"] == []

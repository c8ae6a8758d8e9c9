"""The edges of a bundle: what is just within each limit is read, one byte more is not; and what no version writes."""

from __future__ import annotations

import hashlib
from dataclasses import asdict

import msgspec
import pytest

from tests.fakes.keys import FakeKeys, verify
from tests.sync.making import CASE, salt_of, written
from tipdesk.domain.errors import Distrust
from tipdesk.domain.schema import Scope
from tipdesk.sync import bundle as bundles
from tipdesk.sync.bundle import Bundle, Inner, Item, LogTable, Outer, Salt, read_content, read_outer, write_content
from tipdesk.sync.envelope import SIGNATURE_BYTES, pae
from tipdesk.sync.limits import BUNDLE_AIM, LIMITS
from tipdesk.sync.trust import admit

POST = FakeKeys.of("post")
BASE = written(POST.device, 1).inner(1, 1)
NIL = b"\xc0"


def refusal(content: bytes) -> str:
    """Return by which code a plaintext is refused."""
    with pytest.raises(Distrust) as refused:
        read_content(content)
    return refused.value.code


def headed(outer: Outer) -> bytes:
    """Return the beginning of a bundle with this outer header, well signed."""
    raw = msgspec.msgpack.encode(outer)
    return bundles.MAGIC + len(raw).to_bytes(2, "big") + raw + POST.signer.sign(pae(bundles.OUTER_TYPE, raw))


def test_the_limits_are_those_that_were_agreed() -> None:
    """They are part of the format: a post and a headquarters of different releases must refuse the same bundles."""
    mib = 1_048_576
    assert asdict(LIMITS) == {
        "plaintext": 16 * mib,
        "sealed": 18 * mib,
        "entries": 50_000,
        "entry": 4 * mib,
        "document": 16_384,
        "receipt": 512,
        "header": 16_383,
        "salts": 4 * mib,
        "stick_files": 8_000,
    }
    assert LIMITS.plaintext == 4 * BUNDLE_AIM
    assert bundles.MAGIC == b"tipdesk bundle 1\n"


def test_an_outer_header_may_be_as_long_as_its_limit() -> None:
    """16,383 bytes are read, one more is not, whatever stands in it."""
    room = LIMITS.header - len(msgspec.msgpack.encode(Outer(1, bytes(300), 5, bytes(32)))) + 300
    fits, over = (Outer(1, bytes(room + more), 5, bytes(32)) for more in (0, 1))
    assert len(msgspec.msgpack.encode(fits)) == LIMITS.header
    assert read_outer(headed(fits) + b"rest", POST.signer.public, verify) == (fits, b"rest")
    with pytest.raises(Distrust) as refused:
        read_outer(headed(over), POST.signer.public, verify)
    assert refused.value.code == "bad-bundle"


def test_a_ciphertext_may_be_as_long_as_its_limit() -> None:
    """A header may promise 18 MiB and no byte more."""
    fits = Outer(1, POST.device, LIMITS.sealed, bytes(32))
    assert read_outer(headed(fits), POST.signer.public, verify) == (fits, b"")
    with pytest.raises(Distrust) as refused:
        read_outer(headed(msgspec.structs.replace(fits, length=LIMITS.sealed + 1)), POST.signer.public, verify)
    assert refused.value.code == "too-large"


def test_the_whole_file_has_a_limit() -> None:
    """What is longer than any bundle is not even looked at; what is as long as one is refused for what it is."""
    for length, code in ((LIMITS.sealed, "bad-bundle"), (LIMITS.sealed + 1, "too-large")):
        with pytest.raises(Distrust) as refused:
            admit(bytes(length), lambda _device: POST.signer.public, verify)
        assert refused.value.code == code


def test_the_signature_stands_whole_behind_the_header() -> None:
    """A file that ends with the signature has an empty ciphertext; one that ends sooner is none."""
    content = headed(Outer(1, POST.device, 0, bytes(32)))
    assert read_outer(content, None, None)[1] == b""
    for cut in (1, SIGNATURE_BYTES, SIGNATURE_BYTES + 1):
        with pytest.raises(Distrust) as refused:
            read_outer(content[:-cut], None, None)
        assert refused.value.code == "bad-bundle"


def test_a_signature_needs_both_a_key_and_somebody_to_check_it() -> None:
    """Without either nothing is believed, and nothing refused on that ground."""
    outer = Outer(1, POST.device, 0, bytes(32))
    bad = headed(outer)[:-1] + b"\x00"
    assert read_outer(bad, None, verify)[0] == read_outer(bad, POST.signer.public, None)[0] == outer
    with pytest.raises(Distrust) as refused:
        read_outer(bad, POST.signer.public, verify)
    assert refused.value.code == "bad-signature"


@pytest.mark.parametrize(
    ("ciphertext", "length"), [(b"other", 4), (b"seale", 5), (b"sealed", 5), (b"", 6), (b"SEALED", 6)]
)
def test_only_the_ciphertext_that_was_signed_is_opened(ciphertext: bytes, length: int) -> None:
    """Another length or other bytes are refused as altered before any key is used on them."""

    def opener(sealed: bytes) -> bytes:
        pytest.fail("opened though it is not what was signed")

    outer = Outer(1, POST.device, length, hashlib.sha256(b"sealed").digest())
    with pytest.raises(Distrust) as refused:
        bundles.open_content(outer, ciphertext, opener)
    assert refused.value.code == "altered"


def test_an_inner_header_salts_and_an_entry_may_be_as_long_as_their_limits() -> None:
    """Each is read at its limit, and refused one byte beyond."""

    def of_header(size: int) -> bytes:
        return write_content(msgspec.structs.replace(BASE, log=bytes(size)), POST.signer, (), ())

    def of_salts(size: int) -> bytes:
        return write_content(BASE, POST.signer, [Salt(1, bytes(size), b"")], ())

    def of_entry(size: int) -> bytes:
        return write_content(
            BASE, POST.signer, (), [Item(bundles.ENTRY, 0, msgspec.msgpack.encode(bytes(size)), NIL, b"h")]
        )

    for content_of, limit, taken in (
        (of_header, LIMITS.header, len(msgspec.msgpack.encode(msgspec.structs.replace(BASE, log=bytes(300)))) - 300),
        (of_salts, LIMITS.salts, len(msgspec.msgpack.encode([Salt(1, bytes(2**16), b"")])) - 2**16),
        (of_entry, LIMITS.entry, len(msgspec.msgpack.encode((bytes(2**16), None))) - 2**16),
    ):
        assert isinstance(read_content(content_of(limit - taken)), Bundle)
        assert refusal(content_of(limit - taken + 1)) == "bad-bundle"


def test_a_bundle_holds_as_many_entries_as_its_limit() -> None:
    """Fifty thousand are read."""
    content = write_content(BASE, POST.signer, (), [Item(bundles.ENTRY, 0, NIL, NIL, None)] * LIMITS.entries)
    assert len(read_content(content).items) == 50_000


@pytest.mark.parametrize("values", [{"version": 2}, {"version": 0}, {"kind": "sideways"}, {"logs": ()}])
def test_an_inner_header_that_no_version_writes_is_refused(values: dict[str, object]) -> None:
    """Another version, a kind that is none, no log at all: refused, though well signed and well formed."""
    content = write_content(msgspec.structs.replace(BASE, **values), POST.signer, (), ())
    assert refusal(content) == "bad-bundle"


def test_a_kept_inner_header_is_read_or_refused_by_name() -> None:
    """A header that was kept as it was signed is read again; bytes that are none are Distrust."""
    assert bundles.read_inner(msgspec.msgpack.encode(BASE)) == BASE
    for bad in (b"", b"\x91\x01", msgspec.msgpack.encode(BASE) + b"\x00", msgspec.msgpack.encode([*range(17)])):
        with pytest.raises(Distrust) as refused:
            bundles.read_inner(bad)
        assert refused.value.code == "bad-bundle"


def test_an_inner_header_without_what_came_later_has_seen_nothing() -> None:
    """One that ends before what is seen, told and vouched for is read as if none of it were."""
    raw = msgspec.msgpack.encode(BASE)
    short = bundles.read_inner(msgspec.msgpack.encode(msgspec.msgpack.decode(raw)[:10]))
    assert (short.receipt_seen, short.checkpoint_seen, short.down_seen) == (0, None, None)
    assert (short.epoch, short.keyset, short.office) == (0, (0, 0), (b"", b""))
    assert short == BASE


def test_a_plaintext_is_the_bytes_agreed() -> None:
    """Any language can make and check one: lengths of two and four bytes, the body bare or nil with its hash."""
    inner = Inner(1, "up", b"d", (LogTable(b"l", b"d", (b"l",)),), b"l", 1, 2, b"p", b"h", 1)
    head, body = b"\x93\x01\x02\x03", b"\x92\xc0\x90"
    items = [Item(bundles.ENTRY, 0, head, body, None), Item(bundles.ENTRY, 0, head, None, b"b" * 32)]
    signed = msgspec.msgpack.encode(inner)
    signature = POST.signer.sign(pae("bundle.inner", signed))
    salt = Salt(int(Scope.CASE), CASE, salt_of(CASE))
    packed = b"\x91\x93" + bytes([int(Scope.CASE)]) + b"\xc4\x10" + CASE + b"\xc4\x20" + salt_of(CASE)
    entries = [b"\x92" + head + body, b"\x93" + head + NIL + b"\xc4\x20" + b"b" * 32]
    content = len(signed).to_bytes(2, "big") + signed + signature + len(packed).to_bytes(4, "big") + packed
    content += b"".join(len(entry).to_bytes(4, "big") + entry for entry in entries)
    assert write_content(inner, POST.signer, [salt], items) == content
    assert read_content(content) == Bundle(inner, signed, signature, (salt,), tuple(items))
    down = msgspec.structs.replace(inner, kind="down")
    [item] = read_content(write_content(down, POST.signer, (), [Item("forget", 3, head, None, b"b")])).items
    assert item == Item("forget", 3, head, None, b"b")


def test_a_body_goes_without_its_hash() -> None:
    """The hash of a body that is there is left to the reader to compute: none is sent, so none can contradict it."""
    item = Item(bundles.ENTRY, 0, b"\x01", b"\x02", b"b" * 32)
    for kind in (bundles.UP, bundles.DOWN):
        content = write_content(msgspec.structs.replace(BASE, kind=kind), POST.signer, (), [item])
        assert read_content(content).items == (item._replace(body_hash=None),)

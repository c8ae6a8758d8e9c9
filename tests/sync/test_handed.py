"""A case that goes from post to post: every stretch proves its own entries, and shows nothing of other cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.fakes.keys import FakeKeys
from tests.sync.making import CASE, salt_of, written
from tipdesk.domain.errors import Distrust, UserError
from tipdesk.domain.schema import Scope
from tipdesk.sync.bundle import ENTRY, HANDED, Bundle, Inner, Item, read_content, write_content
from tipdesk.sync.codec import body_hash, decode_head, first_handed_hash, item_digest, next_item_hash
from tipdesk.sync.handed import MOST_STRETCHES, hidden_item, is_handed, prove_stretch, read_handed, write_handed
from tipdesk.sync.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.sync.making import Written

KEYS, OFFICE = FakeKeys.of("giver"), FakeKeys.of("office")
SALTS = {(int(Scope.CASE), CASE): salt_of(CASE)}


def digest_of(log: Written, item: Item) -> tuple[bytes, bytes]:
    """Return what the chain needs of an item: its digest and the hash of its body."""
    head = decode_head(item.head)
    hashed = item.body_hash or body_hash(salt_of(CASE), log.log, head.seq, item.body or b"")
    return item_digest(ENTRY, log.log, head.seq, item.head), hashed


def handed(author: Written, items: Sequence[Item] | None = None, **changes: object) -> bytes:
    """Return what a device hands on of its log, with another header where `changes` say so."""
    shown = author.items if items is None else items
    start = chained = first_handed_hash(author.device, CASE)
    for item in author.items:
        chained = next_item_hash(chained, *digest_of(author, item))
    inner = author.inner(1, len(author.items))
    said = {"kind": HANDED, "log": CASE, "prev": start, "head": chained, **changes}
    return write_content(msgspec.structs.replace(inner, **said), KEYS.signer, author.salts(), shown)


def down(log: Written, hidden: Sequence[int] = ()) -> bytes:
    """Return a stretch of the giver's down-log in which some items are hidden."""
    inner, items = log.down(KEYS.device)
    shown = [hidden_item(*digest_of(log, one)) if number in hidden else one for number, one in enumerate(items)]
    return write_content(inner, OFFICE.signer, log.salts(), shown)


def read(*stretches: bytes) -> tuple[Bundle, ...]:
    """Write and read stretches again."""
    plain = write_handed(stretches)
    assert is_handed(plain)
    return read_handed(plain)


def refused(stretch: bytes) -> str:
    """Return why a stretch is not believed."""
    with pytest.raises(Distrust) as caught:
        prove_stretch(read_content(stretch), CASE, SALTS)
    return caught.value.code


def test_what_is_handed_is_proved() -> None:
    """The giver's own entries and those of its down-log come through as they were, each under its own signed header."""
    own, office = written(KEYS.device, 3), written(OFFICE.device, 2, b"o" * 16)
    first, second = read(handed(own), down(office))
    assert [one.item for one in prove_stretch(first, CASE, SALTS)] == own.items
    assert [one.head.seq for one in prove_stretch(second, CASE, SALTS)] == [1, 2]


def test_what_is_hidden_says_nothing_and_is_needed() -> None:
    """An item of another case is left out of what is shown, and the chain holds only with its digest."""
    log = written(OFFICE.device, 4, b"o" * 16)
    stretch = read_content(down(log, hidden=(0, 2)))
    assert [one.head.seq for one in prove_stretch(stretch, CASE, SALTS)] == [2, 4]
    assert (log.items[0].body or b"") not in down(log, hidden=(0, 2))
    inner, items = log.down(KEYS.device)
    wrong = [hidden_item(bytes(32), digest_of(log, items[0])[1]), *items[1:]]
    assert refused(write_content(inner, OFFICE.signer, log.salts(), wrong)) == "broken-chain"
    short = [hidden_item(b"short", bytes(32)), *items[1:]]
    assert refused(write_content(inner, OFFICE.signer, log.salts(), short)) == "bad-bundle"


def test_an_altered_stretch_is_refused() -> None:
    """A body, an order, an entry left out, another start: none of it fits the header that was signed."""
    log = written(KEYS.device, 3)
    other = log.items[0]._replace(body=log.items[1].body)
    for items in ([other, *log.items[1:]], log.items[::-1], log.items[1:]):
        assert refused(handed(log, items)) == "broken-chain"
    assert refused(handed(log, prev=bytes(32))) == "broken-chain"
    assert refused(handed(log, device=b"x" * 16)) == "broken-chain"


def test_entries_of_another_case_are_refused() -> None:
    """A stretch that shows what is not of the case handed over is refused, and so is one that names another case."""
    with pytest.raises(Distrust, match="another case"):
        prove_stretch(read_content(down(written(OFFICE.device, 1))), b"d" * 16, SALTS)
    log = written(KEYS.device, 1)
    with pytest.raises(Distrust, match="another case"):
        read(handed(log), handed(log, log=b"d" * 16))


def test_bytes_that_do_not_belong_are_refused() -> None:
    """Every beginning of the bytes, one byte more, and an envelope without the giver's own word are no hand-over."""
    log = written(KEYS.device, 1)
    plain = write_handed([handed(log)])
    opening = len(write_handed([]))
    for bad in [*(plain[:length] for length in range(opening, len(plain))), plain + b"x", write_handed([down(log)])]:
        with pytest.raises(Distrust, match="damaged"):
            read_handed(bad)
    up = log.content(KEYS.signer, 1, 1)
    assert not is_handed(up)
    with pytest.raises(Distrust, match="damaged"):
        read(handed(log), up)


def test_too_much_is_said_before_it_is_written() -> None:
    """More than fits into one bundle is refused in words, in bytes and in number."""
    for stretches in ([bytes(LIMITS.plaintext)], [b""] * (MOST_STRETCHES + 1)):
        with pytest.raises(UserError, match="More is written"):
            write_handed(stretches)


def test_the_header_names_who_hands_over() -> None:
    """What the giver signs names its device and the case."""
    [one] = read(handed(written(KEYS.device, 1)))
    inner: Inner = one.inner
    assert (inner.kind, inner.device, inner.log) == (HANDED, KEYS.device, CASE)

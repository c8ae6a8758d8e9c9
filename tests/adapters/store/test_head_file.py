"""The head file: what an older store put back, or a head that lies, comes to."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.adapters.store.names import ACTOR, CASE, FAMILY, LOG, ROW
from tests.adapters.store.stores import change, new_store, own, refusal, reopened, save, sign, surroundings, verify
from tipdesk.adapters.store.closed_file import CLOSED
from tipdesk.adapters.store.file_lock import file_lock
from tipdesk.adapters.store.head_file import HeadFile, KeptHead, NewHead, check_head, read_head, read_signed_head
from tipdesk.adapters.store.peek import STORE
from tipdesk.adapters.store.store_file import HEAD, LOCK
from tipdesk.domain.errors import Distrust
from tipdesk.services.ledger import LogState
from tipdesk.services.remembered.link import DOWN_HEAD, LEDGER_SEEN
from tipdesk.sync.codec import encode_plain

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.adapters.store.head_file import Sign
    from tipdesk.adapters.store.store import Store


def test_the_head_follows_each_save(store: Store, home: Path) -> None:
    """After each save the head names its entry, in one sector of the same file; nothing is left beside it."""
    before, file = (home / HEAD).read_bytes(), (home / HEAD).stat().st_ino
    for _time in range(3):
        save(store, CASE, change(ROW, {FAMILY: "Paul"}))
        state, head = own(store), read_head(home / HEAD, surroundings().verify)
        assert (head.log, head.seq, head.hash) == (state.log, state.seq, state.hash)
        after = (home / HEAD).read_bytes()
        assert (home / HEAD).stat().st_ino == file
        assert (len(after), after[512:]) == (len(before), before[512:])
    assert not (home / "head.new").exists()


@pytest.mark.parametrize("left", [None, b"", b"half a head"])
def test_a_save_makes_a_head_that_went_missing(store: Store, home: Path, left: bytes | None) -> None:
    """A head that was taken away or cut short beside an open store is whole again after the next save."""
    (home / HEAD).unlink() if left is None else (home / HEAD).write_bytes(left)
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    assert read_head(home / HEAD, surroundings().verify).seq == own(store).seq


def test_the_head_is_read_under_the_lock(store: Store, home: Path) -> None:
    """While a save of another process may be writing its head, nobody reads it."""
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    with ThreadPoolExecutor(1) as pool:
        with file_lock(home / LOCK):
            opening = pool.submit(reopened, home)
            with pytest.raises(TimeoutError):
                opening.result(0.1)
        opening.result(10).close()


def _flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def test_an_old_store_put_back_is_refused(store: Store, home: Path) -> None:
    """A copy of the store from before the last save does not reach the head beside it."""
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    store.close()
    old = (home / STORE).read_bytes()
    again = reopened(home)
    save(again, CASE, change(ROW, {FAMILY: "Pol"}))
    again.close()
    (home / STORE).write_bytes(old)
    assert refusal(home) == "store-rolled-back"


def test_an_older_head_is_no_fault(store: Store, home: Path) -> None:
    """A crash between commit and head leaves an older head, which lies on the chain; a clean close leaves none."""
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    head = (home / HEAD).read_bytes()
    save(store, CASE, change(ROW, {FAMILY: "Pol"}))
    store.close()
    (home / HEAD).write_bytes(head)
    assert refusal(home) == "store-rolled-back"
    (home / CLOSED).unlink()
    reopened(home).close()


def test_a_head_that_lies_is_refused(store: Store, home: Path) -> None:
    """A head that is gone, broken, signed by another, off the chain or of another log is refused."""
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    state = own(store)
    store.close()
    good = (home / HEAD).read_bytes()
    heads = [b"", bytes(len(good)), good[:-1], good + b"\0"]
    heads += [_flipped(good, place) for place in (*range(0, 512, 7), 600, len(good) - 1)]
    for lie in (
        (HeadFile(home / HEAD, sign), state.__class__(LOG, state.device, state.seq, bytes(32))),
        (HeadFile(home / HEAD, sign), state.__class__(b"another-log-here", state.device, 0, bytes(32))),
        (HeadFile(home / HEAD, lambda message: message[:32]), state),
    ):
        lie[0].make(NewHead(lie[1], None, None))
        heads.append((home / HEAD).read_bytes())
    for head in heads:
        (home / HEAD).write_bytes(head)
        assert refusal(home) == "store-rolled-back"
    (home / HEAD).unlink()
    with pytest.raises(Distrust):
        reopened(home)
    (home / HEAD).write_bytes(good)
    reopened(home).close()


def seen_ledger(epoch: int, *checkpoints: tuple[int, bytes]) -> bytes:
    """Return what sync keeps of headquarters' ledger."""
    return encode_plain((epoch, checkpoints[0], checkpoints[1:], 0))


OLD, NEW = (300, b"o" * 32), (400, b"n" * 32)


@pytest.mark.parametrize(
    ("kept", "is_good"),
    [
        (seen_ledger(1, OLD, NEW), True),
        (seen_ledger(1, NEW), True),
        (seen_ledger(1, (500, b"m" * 32)), True),
        (seen_ledger(2, (7, b"s" * 32)), True),
        (seen_ledger(1, OLD), False),
        (seen_ledger(1, OLD, (400, b"x" * 32)), False),
        (seen_ledger(0, (900, b"x" * 32)), False),
        (None, False),
    ],
)
def test_what_was_seen_of_headquarters_ledger_is_not_unseen(home: Path, kept: bytes | None, *, is_good: bool) -> None:
    """A store that remembers less of the ledger than its head, or another one, is refused; more or a new epoch not."""
    store = new_store(home)
    with store.work(ACTOR) as work:
        work.put_setting(LEDGER_SEEN.name, seen_ledger(1, OLD, NEW))
        work.put_setting(DOWN_HEAD.name, encode_plain((3, b"d" * 32)))
    head = read_head(home / HEAD, surroundings().verify)
    assert (head.epoch, head.ledger_size, head.ledger_root, head.down_seq) == (1, *NEW, 3)
    signed = (home / HEAD).read_bytes()
    with store.work(ACTOR) as work:
        work.put_setting(LEDGER_SEEN.name, kept)
    store.close()
    (home / HEAD).write_bytes(signed)
    (home / CLOSED).unlink()
    if is_good:
        reopened(home).close()
    else:
        assert refusal(home) == "store-rolled-back"


def written(path: Path, head: NewHead, by: Sign = sign) -> bytes:
    """Write a head into a new file, and return what the file holds."""
    HeadFile(path, by).make(head)
    return path.read_bytes()


STATE = LogState(LOG, b"device-of-store!", 7, b"h" * 32)


def test_a_head_is_one_sector_of_one_block(tmp_path: Path) -> None:
    """Two bytes of length, what is told and the signature over it in its context, then zeros: for ever readable."""
    down, ledger = encode_plain((3, b"d" * 32)), seen_ledger(9, OLD, NEW)
    block = written(tmp_path / HEAD, NewHead(STATE, down, ledger))
    told = encode_plain([LOG, 7, b"h" * 32, 3, b"d" * 32, 9, *NEW])
    content = encode_plain([told, sign(b"tipdesk head v1" + told)])
    assert block == (len(content).to_bytes(2, "big") + content).ljust(4096, b"\0")
    assert read_signed_head(tmp_path / HEAD) == (told, sign(b"tipdesk head v1" + told))
    assert read_head(tmp_path / HEAD, verify) == KeptHead(LOG, 7, b"h" * 32, 3, b"d" * 32, 9, *NEW)


def test_a_head_of_a_store_that_nothing_came_down_to(tmp_path: Path) -> None:
    """The down-log stands at nought, and so does headquarters' ledger."""
    written(tmp_path / HEAD, NewHead(STATE, None, None))
    assert read_head(tmp_path / HEAD, verify) == KeptHead(LOG, 7, b"h" * 32, 0, b"", 0, 0, b"")


def test_a_head_fits_into_its_sector_or_is_not_written(tmp_path: Path) -> None:
    """Up to the last byte of the sector; one byte more would not be written at once, and is refused."""
    head, told = NewHead(STATE, None, None), encode_plain([LOG, 7, b"h" * 32, 0, b"", 0, 0, b""])
    room = 512 - 2 - len(encode_plain([told, bytes(256)])) + 256
    assert written(tmp_path / "full", head, lambda _message: b"s" * room)[510:514] == b"ss\0\0"
    with pytest.raises(ValueError, match="one sector"):
        written(tmp_path / "more", head, lambda _message: b"s" * (room + 1))
    assert not (tmp_path / "more").exists()


def distrusted(path: Path, content: bytes) -> bool:
    """Tell whether a file with this content is refused as a head."""
    path.write_bytes(content)
    with pytest.raises(Distrust) as refused:
        read_head(path, verify)
    return refused.value.code == "store-rolled-back"


def test_a_file_that_is_no_head_is_distrusted(tmp_path: Path) -> None:
    """Cut, longer, with anything behind its end, not a pair, not a head, or signed by another: never read."""
    path, head = tmp_path / HEAD, NewHead(STATE, None, None)
    good = written(path, head)
    strange = written(path, head, lambda message: sign(message[1:]))
    not_pairs = [encode_plain(one) for one in (7, [b"told"], [b"told", "signature"], ["told", b"signature"])]
    not_heads = [
        encode_plain([told, sign(b"tipdesk head v1" + told)]) for told in (b"", b"\x01", encode_plain([LOG, 7]))
    ]
    blocks = [(len(one).to_bytes(2, "big") + one).ljust(4096, b"\0") for one in not_pairs + not_heads]
    end = 2 + int.from_bytes(good[:2], "big")
    behind = [good[:place] + b"\x01" + good[place + 1 :] for place in (end, 511, 512, 4095)]
    for content in (b"", good[:-1], good[:512], good + b"\0", strange, *behind, *blocks):
        assert distrusted(path, content)
    path.unlink()
    with pytest.raises(Distrust):
        read_signed_head(path)


def lies_on(store: Store, head: KeptHead) -> bool:
    """Tell whether a head lies on the chain of a store."""
    with store.read() as reader, suppress(Distrust):
        check_head(reader.link, LOG, head)
        return True
    return False


def test_nothing_beyond_what_the_store_knows(store: Store) -> None:
    """A store that nothing came down to is behind any head that tells of something."""
    state = own(store)
    head = KeptHead(LOG, 0, state.hash, 0, b"", 0, 0, b"")
    assert lies_on(store, head)
    for ahead in ({"down_seq": 1}, {"ledger_size": 1}, {"epoch": 1}, {"seq": 1}, {"log": b"another-log-here"}):
        assert not lies_on(store, msgspec.structs.replace(head, **ahead))


@pytest.mark.parametrize("down", [2, 3, 4])
def test_the_down_log_is_not_turned_back(store: Store, down: int) -> None:
    """A store as far as its head or further is good; one that has taken in less has been put back."""
    with store.work(ACTOR) as work:
        work.put_setting(DOWN_HEAD.name, encode_plain((3, b"d" * 32)))
    assert lies_on(store, KeptHead(LOG, 0, own(store).hash, down, b"d" * 32, 0, 0, b"")) is (down <= 3)

"""What lies on a stick is judged by its beginning before anything is counted."""

from __future__ import annotations

import hashlib

from tipdesk.services.sticks.sifting import AGAIN, GONE, MOST_DOUBTS, MOST_STRAYS, NEXT_TIME, UNSIGNED, Sieve
from tipdesk.services.sticks.worth import Sifted, Worth

SIGNED = b"signed:"


def sift(head: bytes, _size: int) -> Worth:
    """Believe what begins with a word, and says by its first eight digits after it what follows."""
    if head.startswith(b"doubt"):
        return Worth(Sifted.DOUBT, mark=hashlib.sha256(head).digest())
    if head.startswith(b"other"):
        return Worth(Sifted.LEAVE)
    if not head.startswith(SIGNED):
        return Worth(Sifted.STRAY, "bad-bundle")
    start = len(SIGNED) + 32
    return Worth(Sifted.TAKE, mark=head[len(SIGNED) : start], start=start, is_later=b"old" in head)


def signed(content: bytes) -> bytes:
    """Return a file whose header fits."""
    return SIGNED + hashlib.sha256(content).digest() + content


def sieved(files: dict[str, bytes], most: int = 400) -> Sieve:
    """Return a sieve that has met these files, in the order of their age."""
    sieve = Sieve(sift, files.get, lambda name: hashlib.sha256(files[name]).digest(), most)
    for age, (name, content) in enumerate(files.items()):
        sieve.meet(name, len(content), age, content)
    return sieve


def read(sieve: Sieve) -> list[tuple[str, bool]]:
    """Return the names that are given, and whether with their content."""
    return [(one.name, content is not None) for one, content in sieve.read()]


def test_strays_take_no_place_of_what_is_signed() -> None:
    """One signed file behind a thousand is read where a single one may be; strays are told up to a number."""
    files = {f"{number:04}": b"x" for number in range(1000)} | {"good": signed(b"a")}
    sieve = sieved(files, most=1)
    assert [name for name, is_read in read(sieve) if is_read] == ["good"]
    assert (len(sieve.strays), sieve.unread) == (MOST_STRAYS, {UNSIGNED: 1000 - MOST_STRAYS})


def test_the_same_signed_thing_is_read_once() -> None:
    """Copies under other names are counted, and do not use up the limit; all in the order of their age."""
    files = {f"copy{number}": signed(b"a") for number in range(5)} | {"stray": b"x", "new": signed(b"b")}
    sieve = sieved(files, most=2)
    assert read(sieve) == [("copy0", True), ("stray", False), ("new", True)]
    assert sieve.unread == {AGAIN: 4}


def test_a_header_before_other_bytes_hides_nothing() -> None:
    """Files that begin as a signed one and go on otherwise are strays; the true one is read behind them."""
    good = signed(b"content")
    files = {f"spliced{number}": good[:-1] + b"%d" % number for number in range(3)} | {"good": good}
    sieve = sieved(files, most=1)
    assert read(sieve) == [("spliced0", False), ("spliced1", False), ("spliced2", False), ("good", True)]
    assert {one.worth.reason for one in sieve.strays} == {"altered"}


def test_what_was_not_read_is_read_next_time() -> None:
    """Beyond the limit of files it is counted; what was read before comes after what was not."""
    files = {"a": signed(b"old1"), "b": signed(b"old2"), "c": signed(b"3")}
    sieve = sieved(files, most=1)
    assert read(sieve) == [("c", True)]
    assert sieve.unread == {NEXT_TIME: 2}


def test_doubts_come_last_and_few() -> None:
    """Documents that may be ours are read behind everything that is, and no more than some; others' are left."""
    files = {f"d{number:02}": b"doubt%d" % number for number in range(MOST_DOUBTS + 3)}
    sieve = sieved({**files, "other": b"other's", "good": signed(b"a")})
    names = [name for name, _is_read in read(sieve)]
    assert names == ["good", *list(files)[:MOST_DOUBTS]]
    assert sieve.unread == {UNSIGNED: 3}


def test_what_is_gone_is_said() -> None:
    """A file that vanished between two looks, or that an officer stopped, is counted."""
    files = {"a": signed(b"1")}
    sieve = sieved(files)
    files.clear()
    assert (read(sieve), sieve.unread) == ([], {GONE: 1})

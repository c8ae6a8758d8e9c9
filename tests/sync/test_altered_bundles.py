"""A bundle under real keys: one flipped bit in every byte, every length, a thousand edits; all are refused.

Each part is proved up to the whole judgement, and says Distrust every time: nothing gets through, and nothing fails in
a way that nobody foresaw. That a headquarters' store stays as it was is proved in `tests/lab`.
"""

from __future__ import annotations

import random
from functools import cache

import pytest

from tests.sync.making import Written, written
from tipdesk.adapters.keys.age import OpenWith, SealTo
from tipdesk.adapters.keys.signing import DeviceKeys, verify
from tipdesk.domain.errors import Distrust
from tipdesk.sync.bundle import seal_bundle
from tipdesk.sync.trust import Known, Verdict, judge, open_bundle

PARTS = 4
EDITS = 1_000


class RealPost:
    """A post and a headquarters with the keys that the program uses, and one small bundle between them."""

    def __init__(self) -> None:
        self.post, self.headquarters, recovery = (DeviceKeys.generate() for _one in range(3))
        self.log: Written = written(self.post.device_id, 3)
        seal = SealTo((self.headquarters.identity.recipient, recovery.identity.recipient))
        content = self.log.content(self.post.signing, 1, 3)
        self.bundle = seal_bundle(content, self.post.device_id, self.post.signing, seal)

    def judge(self, content: bytes) -> Verdict:
        """Judge a bundle from its first byte to its last."""
        keys = {self.post.device_id: self.post.signing.public}
        opener = OpenWith((self.headquarters.identity,))
        bundle = open_bundle(content, keys.get, verify, opener)[1]
        return judge(bundle, Known(0, lambda _seq: self.log.hashes[0]), {}).verdict


@cache
def real() -> RealPost:
    """Return the one pair of this process."""
    return RealPost()


def refused(content: bytes) -> bool:
    """Tell whether a bundle is Distrust."""
    try:
        real().judge(content)
    except Distrust:
        return True
    return False


def test_the_bundle_itself_is_accepted() -> None:
    """The control: unaltered it is accepted."""
    assert real().judge(real().bundle) is Verdict.ACCEPTED


@pytest.mark.parametrize("part", range(PARTS))
def test_one_flipped_bit_in_every_byte(part: int) -> None:
    """No byte of a bundle can change by one bit unnoticed."""
    good = real().bundle
    for place in range(part, len(good), PARTS):
        bad = bytearray(good)
        bad[place] ^= 1 << place % 8
        assert refused(bytes(bad)), place


@pytest.mark.parametrize("part", range(PARTS))
def test_every_truncation(part: int) -> None:
    """A bundle cut at any length is refused."""
    for length in range(part, len(real().bundle), PARTS):
        assert refused(real().bundle[:length]), length


@pytest.mark.parametrize("part", range(PARTS))
def test_a_thousand_random_edits(part: int) -> None:
    """Bytes inserted, removed, overwritten, doubled or swapped are noticed."""
    dice = random.Random(part)
    for _edit in range(EDITS // PARTS):
        bad = edited(real().bundle, dice)
        assert bad == real().bundle or refused(bad)


def edited(good: bytes, dice: random.Random) -> bytes:
    """Return a bundle with one edit somewhere."""
    start = dice.randrange(len(good))
    end = min(len(good), start + dice.randint(1, 40))
    piece = good[start:end]
    kind = dice.randrange(5)
    if kind == 0:
        return good[:start] + dice.randbytes(len(piece)) + good[end:]
    if kind == 1:
        return good[:start] + good[end:]
    if kind == 2:
        return good[:start] + dice.randbytes(len(piece)) + good[start:]
    if kind == 3:
        return good[:end] + piece + good[end:]
    return good[:start] + piece[::-1] + good[end:]

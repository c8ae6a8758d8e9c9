"""Who may write an entry and who should hold it, row by row of the rule."""

from __future__ import annotations

import pytest

from tipdesk.domain.changes import Head
from tipdesk.domain.schema import Scope
from tipdesk.sync.scope import PARKED, Enrolled, devices_concerned, parking_reason, read_revocation, write_revocation

HQ, VIEUX_FORT, CASTRIES = b"hq", b"vft", b"cas"
ANN, GONE, NOBODY = b"ann", b"gone", b"nobody"
LOG, EARLIER, UNKNOWN = b"l" * 16, b"e" * 16, b"u" * 16
OFFICERS = {ANN: False, GONE: True}
DEVICES = [
    Enrolled(b"one", VIEUX_FORT),
    Enrolled(b"two", VIEUX_FORT),
    Enrolled(b"lost", VIEUX_FORT, {LOG: 5}),
    Enrolled(b"far", CASTRIES),
]


def head(scope: Scope, seq: int = 9, actor: bytes = ANN) -> Head:
    """Return a head of this scope."""
    return Head(seq, 0, 0, actor, scope, b"case" if scope is Scope.CASE else None, 1)


@pytest.mark.parametrize(
    ("scope", "post", "case_post", "actor", "revoked_from", "reason"),
    [
        (Scope.CASE, VIEUX_FORT, VIEUX_FORT, ANN, None, None),
        (Scope.CASE, VIEUX_FORT, None, ANN, None, None),
        (Scope.CASE, VIEUX_FORT, CASTRIES, ANN, None, "other-post"),
        (Scope.CASE, HQ, CASTRIES, ANN, None, None),
        (Scope.CASE, VIEUX_FORT, VIEUX_FORT, NOBODY, None, "unknown-officer"),
        (Scope.CASE, VIEUX_FORT, VIEUX_FORT, GONE, None, "disabled-officer"),
        (Scope.AUDIT, VIEUX_FORT, None, GONE, None, None),
        (Scope.AUDIT, VIEUX_FORT, None, NOBODY, None, "unknown-officer"),
        (Scope.DIRECTORY, VIEUX_FORT, None, ANN, None, "directory"),
        (Scope.DIRECTORY, HQ, None, NOBODY, None, None),
        (Scope.REGISTER, VIEUX_FORT, None, ANN, None, None),
        (Scope.CASE, VIEUX_FORT, VIEUX_FORT, ANN, 9, "revoked"),
        (Scope.AUDIT, VIEUX_FORT, None, ANN, 4, "revoked"),
        (Scope.CASE, VIEUX_FORT, VIEUX_FORT, ANN, 10, None),
    ],
)
def test_who_may_write_what(
    scope: Scope, post: bytes, case_post: bytes | None, actor: bytes, revoked_from: int | None, reason: str | None
) -> None:
    """An entry outside its author's scope is parked with a reason that has a sentence; others are applied."""
    author = Enrolled(b"one", post, None if revoked_from is None else {LOG: revoked_from})
    posts = {case_post} if case_post else None
    assert parking_reason(head(scope, actor=actor), LOG, author, posts, OFFICERS, HQ) == reason
    assert reason is None or reason in PARKED


def test_every_log_of_a_revoked_device_has_a_place_of_its_own() -> None:
    """A number of the present log says nothing of an earlier one; of a log that nobody knew nothing is believed."""
    author = Enrolled(b"one", VIEUX_FORT, {LOG: 3, EARLIER: 40})
    judged = {
        (log, seq): parking_reason(head(Scope.REGISTER, seq), log, author, None, OFFICERS, HQ)
        for log, seq in ((LOG, 2), (LOG, 3), (EARLIER, 39), (EARLIER, 40), (UNKNOWN, 1))
    }
    assert [place for place, reason in judged.items() if reason is None] == [(LOG, 2), (EARLIER, 39)]
    assert set(judged.values()) == {None, "revoked"}


def test_a_revocation_comes_back_as_it_was_kept() -> None:
    """Two revocations apart are joined to the earlier entry of each log; what cannot be read names no log."""
    kept = [*write_revocation({LOG: 5, EARLIER: 9}), *write_revocation({LOG: 7}), "zebra:1", f"{LOG.hex()}:0", ""]
    assert read_revocation(kept) == {LOG: 5, EARLIER: 9}
    assert Enrolled(b"one", VIEUX_FORT, read_revocation(["zebra"])).revoked_from(LOG) == 1


@pytest.mark.parametrize(
    ("scope", "posts", "author", "author_post", "devices"),
    [
        (Scope.CASE, [VIEUX_FORT], b"one", VIEUX_FORT, [b"two"]),
        (Scope.CASE, [VIEUX_FORT], b"hq", HQ, [b"one", b"two"]),
        (Scope.CASE, [VIEUX_FORT, CASTRIES], b"one", VIEUX_FORT, [b"two", b"far"]),
        (Scope.CASE, [], b"one", VIEUX_FORT, []),
        (Scope.DIRECTORY, [], b"hq", HQ, [b"one", b"two", b"far"]),
        (Scope.REGISTER, [], b"one", VIEUX_FORT, [b"two"]),
        (Scope.AUDIT, [], b"one", VIEUX_FORT, []),
    ],
)
def test_who_should_hold_what(
    scope: Scope, posts: list[bytes], author: bytes, author_post: bytes, devices: list[bytes]
) -> None:
    """Those of the posts that hold the case, all for the directory; never its author, never one that was revoked."""
    assert devices_concerned(scope, posts, author, author_post, DEVICES) == devices

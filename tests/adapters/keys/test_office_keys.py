"""Headquarters' own keys: what is kept comes back, what is damaged is refused, a rotation keeps the former ones."""

from __future__ import annotations

import msgspec
import pytest

from tipdesk.adapters.keys.age import seal
from tipdesk.adapters.keys.age_recipients import parse_recipient
from tipdesk.adapters.keys.office import OfficeKeys
from tipdesk.domain.errors import Distrust

S, T = b"s" * 32, b"t" * 32


def test_what_is_kept_comes_back() -> None:
    """One key to sign with and two to open with, new each time."""
    made = OfficeKeys.generate()
    assert (len(made.signing), len(made.identities)) == (1, 2)
    assert OfficeKeys.from_bytes(made.kept()).kept() == made.kept()
    assert OfficeKeys.generate().kept() != made.kept()


@pytest.mark.parametrize(
    "row",
    [
        (2, (S,), (S, T)),
        (0, (S,), (S, T)),
        (1, (), (S, T)),
        (1, (S,), (S,)),
        (1, (S[:31],), (S, T)),
        (1, (S,), (S, T + b"x")),
        (1, (S,), (S, T), 1),
        (1, (S,)),
        b"rubbish",
    ],
)
def test_damaged_keys_are_refused(row: object) -> None:
    """Another version, too few keys, one of another length, or no such row at all."""
    with pytest.raises(Distrust) as caught:
        OfficeKeys.from_bytes(msgspec.msgpack.encode(row))
    assert caught.value.code == "office-keys-damaged"
    OfficeKeys.from_bytes(msgspec.msgpack.encode((1, (S,), (S, T))))


def test_a_rotation_moves_on_by_one() -> None:
    """A new key signs; the next one to open with is current, a new one next, and all former ones still open."""
    first = OfficeKeys.generate()
    second = first.rotated()
    third = second.rotated()
    assert second.sign_keys[1:] == first.sign_keys
    assert third.sign_keys[1:] == second.sign_keys
    assert (second.recipients[0], second.recipients[2]) == (first.recipients[1], first.recipients[0])
    assert third.recipients[2:] == (second.recipients[0], second.recipients[2])
    assert third.recipients[0] == second.recipients[1]
    assert len(set(third.recipients)) == 4
    assert third.open(seal(b"old", [parse_recipient(first.recipients[0])])) == b"old"


def test_keys_leave_by_name_alone() -> None:
    """Only what is named stays; the newest that is trusted signs, and the newest of all where none is."""
    first = OfficeKeys.generate()
    keys = first.rotated()
    assert keys.signer().public == keys.sign_keys[0]
    assert keys.signer(first.sign_keys).public == first.sign_keys[0]
    assert keys.signer([b"x" * 32]).public == keys.sign_keys[0]
    kept = keys.only(keys.sign_keys[:1], keys.recipients[:2])
    assert (kept.sign_keys, kept.recipients) == (keys.sign_keys[:1], keys.recipients[:2])
    with pytest.raises(Distrust):
        kept.open(seal(b"old", [parse_recipient(keys.recipients[2])]))

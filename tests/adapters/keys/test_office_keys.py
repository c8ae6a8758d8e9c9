"""Headquarters' own keys as they lie in the store: what is damaged is refused. The rest is `services/test_office`'s."""

from __future__ import annotations

import msgspec
import pytest

from tipdesk.adapters.keys.office import OfficeKeys
from tipdesk.domain.errors import Distrust

S, T = b"s" * 32, b"t" * 32


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

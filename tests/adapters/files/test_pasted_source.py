"""What was pasted comes in as a file does."""

from __future__ import annotations

import pytest

from tipdesk.adapters.files.pasted_source import PastedSource
from tipdesk.domain.errors import UserError


def test_what_was_pasted_is_read_piece_by_piece() -> None:
    """The bytes come in pieces, with the size known before."""
    with PastedSource("Pasted picture.png", b"abcde").reading() as given:
        assert given.size == 5
        assert (given.read(2), given.read(9), given.read(9)) == (b"ab", b"cde", b"")


def test_nothing_is_no_file() -> None:
    """An empty copy is refused as an empty file is."""
    with pytest.raises(UserError) as refusal, PastedSource("Pasted picture.png", b"").reading():
        pass
    assert refusal.value.code == "empty-file"

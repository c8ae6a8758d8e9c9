"""What is kept while the store may not be written: kept once, under the store's key, and never in its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.adapters.store.names import KEY
from tipdesk.adapters.store.aside import ASIDE, LOOK, UNREADABLE, WORDS, Aside, rekey_aside

if TYPE_CHECKING:
    from pathlib import Path

NEXT = bytes(range(1, 33))


def test_kept_in_order_and_once(tmp_path: Path) -> None:
    """The same content is kept once; kinds are apart; what is dropped is gone; before anything there is no file."""
    aside = Aside(tmp_path, KEY)
    assert aside.find(LOOK) == []
    assert not (tmp_path / ASIDE).exists()
    for content in (b"one", b"two", b"one"):
        aside.keep(LOOK, content)
    aside.keep(WORDS, b"three")
    assert Aside(tmp_path, KEY).find(LOOK) == [b"one", b"two"]
    aside.drop(LOOK, b"one")
    assert (aside.find(LOOK), aside.find(WORDS)) == ([b"two"], [b"three"])
    assert b"three" not in (tmp_path / ASIDE).read_bytes()


def test_it_follows_the_stores_next_key(tmp_path: Path) -> None:
    """After the store has another key it opens with that one and not with the old."""
    Aside(tmp_path, KEY).keep(WORDS, b"three")
    rekey_aside(tmp_path, KEY, NEXT)
    assert Aside(tmp_path, NEXT).find(WORDS) == [b"three"]
    assert not (tmp_path / UNREADABLE).exists()


def test_a_file_that_does_not_open_is_moved_away(tmp_path: Path) -> None:
    """It must not keep the store from opening: it lies beside under another name, and a new one begins."""
    Aside(tmp_path, KEY).keep(WORDS, b"three")
    other = Aside(tmp_path, NEXT)
    assert other.find(WORDS) == []
    assert (tmp_path / UNREADABLE).exists()
    other.keep(WORDS, b"four")
    assert other.find(WORDS) == [b"four"]

"""Names of files are shown so that nobody is misled by them."""

import os

import pytest

from tipdesk.domain.file_names import MOST_SHOWN, short_file_name, shown_file_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"holiday 1.tdb", "holiday 1.tdb"),
        ("Été à Castries.tdb".encode(), "Été à Castries.tdb"),
        (b"\xff.tdb", "\\xff.tdb"),
        (b"two\nlines\r.tdb", "two\\u000alines\\u000d.tdb"),
        (b"\x1b[2J.tdb", "\\u001b[2J.tdb"),
        ("\u202ebdt.exe".encode(), "\\u202ebdt.exe"),
        ("a\u200bb\u2028c\U000e0041".encode(), "a\\u200bb\\u2028c\\U000e0041"),
        (b"back\\xff.tdb", "back\\\\xff.tdb"),
    ],
)
def test_what_cannot_be_seen_is_written_out(name: bytes, shown: str) -> None:
    """Bytes that are no text, controls, directions and unseen characters are told by their numbers, all else as is."""
    assert shown_file_name(os.fsdecode(name)) == shown
    assert shown.isprintable()


def test_no_two_names_are_shown_alike() -> None:
    """A name that spells out an escape is another than one that needs it."""
    names = [b"\xff", b"\\xff", b"\\\\xff", "\u202e".encode(), b"\\u202e"]
    assert len({shown_file_name(os.fsdecode(name)) for name in names}) == len(names)


def test_what_is_kept_of_a_name_has_an_end() -> None:
    """The longest name a disk takes, escaped, is cut with a mark; a short one stays."""
    longest = shown_file_name(os.fsdecode(b"\xff" * 255))
    assert len(short_file_name(longest)) == MOST_SHOWN
    assert short_file_name(longest).endswith("…")
    assert short_file_name("a.tdb") == "a.tdb"

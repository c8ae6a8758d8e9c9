"""Bech32 strings are read in one spelling only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipdesk.adapters.keys import bech32


@given(
    prefix=st.sampled_from(["age", "age1pq", "AGE-SECRET-KEY-", "AGE-SECRET-KEY-PQ-"]), payload=st.binary(max_size=1300)
)
def test_bytes_come_back(prefix: str, payload: bytes) -> None:
    """Any payload under any of our prefixes comes back, its prefix in the case it had."""
    assert bech32.decode(bech32.encode(prefix, payload)) == (prefix, payload)


@given(
    payload=st.binary(min_size=1, max_size=40),
    place=st.integers(min_value=0),
    letter=st.sampled_from("qpzry9x8gf2tvdw0s3jn54khce6mua7l"),
)
def test_one_wrong_character_is_always_noticed(payload: bytes, place: int, letter: str) -> None:
    """The checksum finds every single wrong character."""
    text = bech32.encode("age", payload)
    place = 4 + place % (len(text) - 4)
    altered = text[:place] + letter + text[place + 1 :]
    if altered != text:
        with pytest.raises(ValueError, match="checksum"):
            bech32.decode(altered)


@pytest.mark.parametrize(
    "text",
    [
        "A12UEL5L",
        "a12uel5l",
        "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
        "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
    ],
)
def test_the_published_valid_strings_are_read(text: str) -> None:
    """The valid strings of BIP 173 whose padding is whole bytes are read and written back."""
    assert bech32.encode(*bech32.decode(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "A12uEL5L",
        "pzry9x0s0muk",
        "1pzry9x0s0muk",
        "x1b4n0q5v",
        "li1dgmt3",
        "A1G7SGD8",
        "10a06t8",
        "1qzzfhee",
        "agé12uel5l",
    ],
)
def test_the_published_invalid_strings_are_refused(text: str) -> None:
    """Mixed case, no prefix, no separator, a foreign letter and a wrong checksum are refused."""
    with pytest.raises(ValueError, match=r"case|bech32|checksum"):
        bech32.decode(text)


def checked(groups: list[int]) -> str:
    """Return the string of these groups with a checksum that holds; a group below nought is a foreign letter."""
    total = bech32._polymod([*bech32._expand("age"), *groups, *[0] * 6]) ^ 1
    letters = [*groups, *(total >> 5 * (5 - place) & 31 for place in range(6))]
    return "age1" + "".join("qpzry9x8gf2tvdw0s3jn54khce6mua7l"[group] if group >= 0 else "b" for group in letters)


@pytest.mark.parametrize("groups", [[0], [1], [0, 1], [31, 3], [0, 0, 0], [0] * 6, [0] * 9])
def test_padding_has_one_form(groups: list[int]) -> None:
    """Bits that are left over are nought and fewer than a letter, or two texts would be one key."""
    with pytest.raises(ValueError, match="padding"):
        bech32.decode(checked(groups))


@pytest.mark.parametrize("groups", [[0, 4], [31, 28], [0] * 8, [0, 0, 0, 16], [0] * 5, [0] * 7])
def test_padding_as_it_should_be(groups: list[int]) -> None:
    """Whole octets with nought to four noughts behind them are read, and written back the same."""
    prefix, payload = bech32.decode(checked(groups))
    assert (bech32.encode(prefix, payload), len(payload)) == (checked(groups), len(groups) * 5 // 8)


def test_a_foreign_letter_is_refused_whatever_the_checksum() -> None:
    """A letter outside the alphabet is never taken for a value, even where the sum over it would hold."""
    with pytest.raises(ValueError, match="character"):
        bech32.decode(checked([-1, 0, 0, 0, 0, 0, 0, 0]))

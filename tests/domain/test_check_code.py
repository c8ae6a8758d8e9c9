"""Check codes: whatever a person misreads of one is told, and nothing that was misread passes for another."""

import hashlib
import random

import pytest

from tipdesk.domain.check_code import make_check_code, parse_check_code
from tipdesk.domain.errors import UserError
from tipdesk.domain.reference import ALPHABET

CODE = make_check_code(hashlib.sha256(b"HQ-2026-0012").digest())


def refusal(text: str) -> UserError:
    """Return why a code is refused."""
    with pytest.raises(UserError) as caught:
        parse_check_code(text)
    return caught.value


def test_a_code_is_read_as_people_type_it() -> None:
    """Small letters, spaces for hyphens, none at all, O for 0 and l for 1 give the code as it is written."""
    typed = CODE.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    assert parse_check_code(typed) == parse_check_code(CODE.replace("-", "")) == CODE


def test_every_single_wrong_letter_is_told_with_its_group() -> None:
    """Each of the 16 letters changed into each of the 31 others, or into U, is named as one wrong letter, and where."""
    plain = CODE.replace("-", "")
    for place, right in enumerate(plain):
        for letter in f"{ALPHABET}U":
            if letter != right:
                error = refusal(plain[:place] + letter + plain[place + 1 :])
                assert (error.code, error.values["group"]) == ("one-letter-wrong", place // 4 + 1), (place, letter)


def test_two_wrong_letters_or_two_that_changed_places_never_pass() -> None:
    """A thousand pairs of wrong letters, and every two neighbours exchanged, are refused."""
    chance = random.Random(14)
    plain = CODE.replace("-", "")
    tried = [[*plain[:at], plain[at + 1], plain[at], *plain[at + 2 :]] for at in range(15)]
    for _time in range(1000):
        letters = list(plain)
        for place in chance.sample(range(16), 2):
            letters[place] = chance.choice([one for one in ALPHABET if one != plain[place]])
        tried.append(letters)
    for letters in tried:
        if "".join(letters) != plain:
            assert refusal("".join(letters)).code in ("letters-wrong", "one-letter-wrong")


def test_a_code_of_another_length_says_how_long_one_is() -> None:
    """A letter that was left out, or typed twice, is told by the number of letters."""
    assert refusal(CODE[:-1]).code == refusal(f"{CODE}A").code == refusal("").code == "bad-check-code"
    assert "15" in refusal(CODE[:-1]).text()

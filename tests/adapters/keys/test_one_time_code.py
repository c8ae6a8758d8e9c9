"""The code of a night shift: random digits, read out by telephone, misheard ones told apart."""

from __future__ import annotations

import re
import secrets

import pytest

from tipdesk.adapters.keys.one_time_code import make_code
from tipdesk.domain.errors import UserError
from tipdesk.domain.spoken_code import parse_code

CODES = [make_code() for _time in range(40)]


def test_a_code_is_eight_groups_of_four_digits_that_differ() -> None:
    """Thirty-one digits are drawn evenly from all there are, leading noughts too, and one checks them."""
    assert all(re.fullmatch(r"\d{4}( \d{4}){7}", code) for code in CODES)
    assert len(set(CODES)) == len(CODES)
    assert len({code[0] for code in CODES}) > 3
    assert all(parse_code(code) == code.replace(" ", "") for code in CODES)


def test_the_greatest_and_the_least_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    """All 10 to the 31 draws are possible, nought and the last of them as well."""
    asked: list[int] = []

    def least(below: int) -> int:
        asked.append(below)
        return 0

    monkeypatch.setattr(secrets, "randbelow", least)
    assert make_code() == " ".join(["0000"] * 8)
    assert asked == [10**31]
    monkeypatch.setattr(secrets, "randbelow", lambda below: below - 1)
    code = make_code().replace(" ", "")
    assert code[:-1] == "9" * 31
    assert parse_code(code) == code


@pytest.mark.parametrize("number", range(5))
def test_a_digit_heard_wrong_is_told(number: int) -> None:
    """Any one digit that is wrong is noticed before the code is tried, and so are neighbours that were swapped."""
    digits = CODES[number].replace(" ", "")
    for place, digit in enumerate(digits):
        wrong = digits[:place] + str((int(digit) + 1) % 10) + digits[place + 1 :]
        with pytest.raises(UserError) as caught:
            parse_code(wrong)
        assert caught.value.code == "misheard-code"
    for place in range(31):
        one, two = digits[place], digits[place + 1]
        if one != two and {one, two} != {"0", "9"}:
            with pytest.raises(UserError):
                parse_code(digits[:place] + two + one + digits[place + 2 :])


@pytest.mark.parametrize(
    "text", ["", "0" * 31, "0" * 33, "correct horse battery staple", "0" * 31 + "x", "\u0660" * 32, "0" * 31 + "\u00b2"]
)
def test_what_is_no_code(text: str) -> None:
    """Anything else is taken for a passphrase."""
    assert parse_code(text) is None


def test_a_code_is_typed_in_any_groups() -> None:
    """Blanks and hyphens do not count; the sum is Luhn's, as the published example has it."""
    digits = "0" * 21 + "79927398713"
    assert parse_code(digits) == digits
    assert parse_code("-".join(digits) + "\n") == digits

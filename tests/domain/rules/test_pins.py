"""Which PINs are refused: too short, no digits, digits that repeat or run."""

import pytest

from tipdesk.domain.errors import UserError
from tipdesk.domain.rules.pins import TRIES, check_pin_strength, is_pin


@pytest.mark.parametrize(
    "pin",
    [
        "", "12345", "1234567890123", "12345a", "\uff11\uff12\uff13\uff14\uff15\uff16", "123 456",
        "000000", "111111", "121212", "123123", "112211", "123321", "1231231", "122122",
        "123456", "654321", "890123", "135791", "246802", "111112",
    ],
)  # fmt: skip
def test_a_weak_pin_is_refused_without_being_told(pin: str) -> None:
    """The refusal names the reason and never the digits."""
    with pytest.raises(UserError) as caught:
        check_pin_strength(pin)
    assert caught.value.code == "weak-pin"
    assert not pin or pin not in caught.value.text()


@pytest.mark.parametrize("pin", ["718293", "190284", "402117", "13579246", "123457"])
def test_others_are_taken(pin: str) -> None:
    """What neither repeats nor runs all the way is a PIN."""
    check_pin_strength(pin)
    assert is_pin(pin)


def test_a_passphrase_is_no_pin() -> None:
    """What has letters, or more digits than a PIN may have, is checked as a passphrase."""
    assert not is_pin("correct horse battery staple lamp river")
    assert not is_pin("1" * 15)


def test_six_to_twelve_digits_and_five_tries() -> None:
    """The figures of the rule; three different digits at least."""
    assert [length for length in range(20) if is_pin("1" * length)] == [6, 7, 8, 9, 10, 11, 12]
    check_pin_strength("112122312231")
    assert TRIES == 5

"""Makes the neutral code names of cases, such as "Amber heron 42".

A code name tells no person, no place and no form of exploitation, so that it may be spoken and stand in lists.
"""

from collections.abc import Sequence


def make_code_name(words: Sequence[str], noise: bytes) -> str:
    """Return two different words of the list and a number from 10 to 99, chosen by at least six random bytes (`noise`).

    Where the list has fewer than two words, the name is "No." and a number of six digits.
    """
    first, second, number = (int.from_bytes(noise[place : place + 2], "big") for place in (0, 2, 4))
    if len(words) < 2:  # noqa: PLR2004 - two words make a name
        return f"No. {(first << 16 | number) % 900_000 + 100_000}"
    one = words[first % len(words)]
    others = [word for word in words if word != one]
    return f"{one.capitalize()} {others[second % len(others)]} {number % 90 + 10}"

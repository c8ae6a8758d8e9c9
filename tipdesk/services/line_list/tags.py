"""How a paper tag is read: which tags are equal, and by which number one is ordered."""

NO_NUMBER = 10**9
"""The number of a tag without one, which comes last."""


def same_tag(tag: str) -> str:
    """Return a tag without leading zeros and in small letters, so that equal ones are equal texts."""
    plain = tag.strip().removeprefix("#").strip().casefold()
    return str(int(plain)) if plain.isdecimal() else plain


def tag_number(tag: str) -> int:
    """Return the number of a tag for ordering, `NO_NUMBER` where it has none."""
    digits = "".join(letter for letter in tag if letter.isdecimal())
    return int(digits) if digits else NO_NUMBER

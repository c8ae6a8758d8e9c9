"""What a family letter means where several PCs write: "A" of one pile of tags is another family than "A" of another.

A PC that has taken a range of tags keeps the letters that are typed on it with the first of them, as "A-36". Letters of
the pile that begins at 1, and of a PC that takes any tag, stand alone, so that "A-1" is "A".
"""

import re

from tipdesk.services.line_list.tags import NO_NUMBER, tag_number
from tipdesk.services.remembered.shapes import TagRange

_OF_PILE = re.compile(r"(.*\S)\s*[-\u2013]\s*0*(\d+)")


def read_family(words: object) -> str:
    """Return a family as it is shown and compared: in capitals, without the number of the first pile; "" for none."""
    plain = words.strip().upper() if isinstance(words, str) else ""
    found = _OF_PILE.fullmatch(plain)
    if found is None:
        return plain
    letter, first = found.groups()
    return letter if first == "1" else f"{letter}-{first}"


def family_here(words: str, tag: str, taken: TagRange | None) -> str:
    """Return a family as it is kept when it is typed on this PC for the line of a tag, "" for a line without one.

    A line whose tag lies in the range of another PC keeps what is typed, and so does a family that names its pile.
    """
    family = read_family(words)
    if not family or taken is None or taken.first == 1 or _OF_PILE.fullmatch(words.strip()):
        return family
    number = tag_number(tag)
    is_of_here = number == NO_NUMBER or taken.first <= number <= taken.last
    return f"{family}-{taken.first}" if is_of_here else family

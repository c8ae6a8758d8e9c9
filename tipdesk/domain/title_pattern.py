"""How the title of a row is made of its answers: by the record's pattern, such as "{code} · {name}".

A record declares its pattern as a text that can be translated, so that a language may put a family name first. What a
person may not see, and what nobody has answered, leaves no gap: the words of the pattern go with the answer they belong
to. Whatever a translation has made of a pattern, filling it never fails.
"""

import re
from collections.abc import Mapping

_NAME = re.compile(r"\{(\w+)\}")
_BETWEEN_ANSWERS = ",;:"


def names_in(pattern: str) -> tuple[str, ...]:
    """Return the names of the fields that a pattern shows, in their order.

    Raises ValueError when a brace stands alone or encloses something that can be no name.
    """
    if set("{}") & set(_NAME.sub("", pattern)):
        message = f"a brace of {pattern!r} encloses no name"
        raise ValueError(message)
    return tuple(_NAME.findall(pattern))


def filled(pattern: str, answers: Mapping[str, str]) -> str:
    """Return a pattern with the answers that are there, by the names of their fields; "" where none of them is.

    Words before an answer stand if it does, words between two answers if both do, and words at the end if the last
    answer does.
    """
    kept: list[str] = []
    waiting: list[str] = []
    is_first, stands = True, False
    for word in pattern.split():
        names = _NAME.findall(word)
        if not names:
            waiting.append(word)
            continue
        stands = any(answers.get(name) for name in names)
        if stands:
            kept += [*(waiting if kept or is_first else ()), word]
        waiting, is_first = [], False
    if stands:
        kept += waiting
    elif kept:
        kept[-1] = kept[-1].rstrip(_BETWEEN_ANSWERS)
    return " ".join(_NAME.sub(lambda found: answers.get(found[1]) or "", word) for word in kept)

"""What the words of a cell mean in a list of codes: a code, what it is called in any language, or enough of its start.

What fits several codes, or none, is refused with a sentence that says so.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from tipdesk.domain.codes import RESERVED, Code, CodeBook
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Field
from tipdesk.domain.texts import _

Translate = Callable[[str], str]
UNSURE = "unknown"
_MOST_NAMED = 4


def read_codes(codes: CodeBook, field: Field, words: str, translate: Translate) -> object:
    """Return the code that is meant, or several where the field takes several."""
    if not field.is_several:
        return _read_code(codes, field, words, translate)
    whole = match(_choices(codes, field), words.casefold())
    if len(whole) == 1:
        return [whole[0].code]
    parts = [part.strip() for part in re.split(r"[;,/]", words) if part.strip()]
    return [_read_code(codes, field, part, translate) for part in parts]


def match(choices: Iterable[Code], said: str) -> list[Code]:
    """Return the codes that the words may mean; where one is meant exactly, that one alone."""
    among = list(choices)
    exact = [one for one in among if said in _names(one)]
    if exact:
        return exact[:1]
    return [one for one in among if any(name.startswith(said) for name in _labels(one))]


def _read_code(codes: CodeBook, field: Field, words: str, translate: Translate) -> str:
    if words == "?":
        return UNSURE
    found = match(_choices(codes, field), words.casefold())
    if len(found) == 1:
        return found[0].code
    if found:
        names = ", ".join(one.label_in(codes.language) for one in found[:_MOST_NAMED])
        raise UserError("several-codes", _("“{words}” may be {names}. Type more of it."), words=words[:40], names=names)
    raise UserError(
        "unknown-word", _("“{words}” is no answer to {label}."), words=words[:40], label=translate(field.label)
    )


def _choices(codes: CodeBook, field: Field) -> Iterable[Code]:
    return (*codes.list_of(field.codes), *(one for one in codes.reserved() if one.code in RESERVED))


def _labels(code: Code) -> list[str]:
    return [label.casefold() for label in (code.label, *code.labels.values())]


def _names(code: Code) -> list[str]:
    mapped: Mapping[str, str] = code.mappings
    return [code.code.casefold(), *_labels(code), *(str(one).casefold() for one in mapped.values())]

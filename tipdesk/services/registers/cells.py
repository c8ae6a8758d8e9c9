"""Answers as cells of a spreadsheet, and cells as answers: codes, ids or names, and days as ISO 8601 writes them.

Several answers stand in one cell with semicolons between them, or in lines of their own where one has a semicolon. A
reason for having no answer stands as "?refused". A cell may have a code or what people call it.
"""

from collections.abc import Mapping

from tipdesk.domain.characters import visible
from tipdesk.domain.codes import CodeBook
from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.kinds import Field, Value
from tipdesk.domain.texts import _
from tipdesk.domain.values import MISSING_BY_CODE, Missing
from tipdesk.services.registers.sheets import guarded, is_formula, unguarded

_BETWEEN = ";"


def cell_of(field: Field, value: Value, called: Mapping[bytes, str]) -> str:
    """Return an answer as a cell; `called` has the names by which rows can be found again, by their ids."""
    if value is None:
        return ""
    if isinstance(value, Missing):
        return f"?{value.code}"
    meant = field.referred(value)
    if meant is not None:
        return guarded(visible(called.get(meant.row) or id_text(meant.row)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    told = field.to_json(value)
    if isinstance(told, list):
        parts = [str(one) for one in told]
        told = ("\n" if any(_BETWEEN in one for one in parts) else f"{_BETWEEN} ").join(parts)
    return guarded(visible(str(told)))


def answer_of(field: Field, cell: str, codes: CodeBook, language: str) -> object:
    """Return what a cell gives for a field, as a form would; raises UserError `formula` for one that is calculated."""
    if is_formula(cell):
        raise UserError("formula", _("This cell is a formula. Write the value itself, with an apostrophe before it."))
    text = unguarded(cell).strip()
    if text.startswith("?") and text[1:] in MISSING_BY_CODE:
        return {"missing": text[1:]}
    if field.is_several:
        parts = [part.strip() for part in text.split("\n" if "\n" in text else _BETWEEN)]
        return [_code_of(field, part, codes, language) for part in parts if part]
    return _code_of(field, text, codes, language)


def _code_of(field: Field, text: str, codes: CodeBook, language: str) -> str:
    """Return the code that is meant by a code or by its label; whatever is neither stays as it is and is refused."""
    if not field.codes or codes.is_known(field.codes, text):
        return text
    wanted = text.casefold()
    for code in codes.list_of(field.codes):
        labels = (code.code, codes.label_of(field.codes, code.code, language), codes.label_of(field.codes, code.code))
        if wanted in (label.casefold() for label in labels):
            return code.code
    return text

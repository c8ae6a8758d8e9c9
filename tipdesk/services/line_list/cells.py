"""What the words in one cell mean: the answers that they give, or a refusal that says what to type instead.

Words of a list may be its code, what it is called in any language, or enough of the beginning that only one fits. An
age with a question mark, or from one number to another, is the lower one and in dispute, so that it protects as a
child. What stands in a cell can be read again as it stands there.
"""

import re

from tipdesk.domain.characters import is_blank, refuse_hidden
from tipdesk.domain.codes import CodeBook
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Field
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import cautious_value, live_values
from tipdesk.domain.texts import _
from tipdesk.services.line_list.columns import AGE, FAMILY, NEEDS, TAG
from tipdesk.services.line_list.family_letters import read_family
from tipdesk.services.line_list.signs import BY_KIND, BY_LETTER, SIGNS
from tipdesk.services.sheets.columns import Column
from tipdesk.services.sheets.words import UNSURE, Translate, match, read_codes

KINDS = "service_type"
BASIS, DISPUTED, ESTIMATED = "age_basis", "disputed", "estimated"
_AGE = re.compile(r"(\d{1,3})(?:\s*(?:-|\u2013|to|or|/)\s*(\d{1,3}))?")
_MONTHS = re.compile(r"\d{1,2}\s*(?:m|mo|months?|weeks?|days?)\.?")


def read_cell(
    codes: CodeBook, column: Column, words: str, person: Row | None = None, translate: Translate = str
) -> dict[str, object]:
    """Return the answers that the words of a cell give, by field name; under `NEEDS` the kinds of needs as a set.

    `person` is the row as it stands, None for a new one. Raises a UserError that says what can be typed.
    """
    plain = words.strip()
    refuse_hidden(plain)
    if column.field is None:
        return {NEEDS: read_needs(codes, plain, translate)}
    if is_blank(plain):
        return {column.name: None}
    if column.name == AGE:
        return _read_age(column.field, plain, person)
    if column.field.codes:
        return {column.name: read_codes(codes, column.field, plain, translate)}
    if column.name == TAG:
        return {TAG: plain.removeprefix("#").strip()}
    if column.name == FAMILY:
        return {FAMILY: read_family(plain)}
    return {column.name: plain}


def read_needs(codes: CodeBook, words: str, translate: Translate = str) -> frozenset[str]:
    """Return the kinds of needs that were typed: letters in a row ("HM"), or names with commas between them."""
    plain = words.strip()
    if plain and all(letter.upper() in BY_LETTER for letter in plain.replace(" ", "")):
        return frozenset(BY_LETTER[letter.upper()].kind for letter in plain.replace(" ", ""))
    parts = plain.split(";")
    if len(parts) == 1 and not _find_needs(codes, plain, translate):
        parts = plain.split(",")  # a name may have a comma of its own
    return frozenset(_read_need(codes, part.strip(), translate) for part in parts if part.strip())


def _read_need(codes: CodeBook, words: str, translate: Translate) -> str:
    found = _find_needs(codes, words, translate)
    if len(found) == 1:
        return found[0]
    letters = ", ".join(f"{sign.letter} {translate(sign.label)}" for sign in SIGNS)
    template = _("“{words}” is no need that is known. Letters: {letters}.")
    raise UserError("unknown-need", template, words=words[:40], letters=letters)


def _find_needs(codes: CodeBook, words: str, translate: Translate) -> list[str]:
    """Return the kinds that the words may mean: a letter, a short name, or the beginning of a name of the list."""
    said = words.casefold()
    signs = [
        sign.kind
        for sign in SIGNS
        if said in (sign.letter.casefold(), sign.label.casefold(), translate(sign.label).casefold())
    ]
    return signs or [code.code for code in match(codes.list_of(KINDS), said)]


def need_name(codes: CodeBook, kind: str, translate: Translate = str, language: str = "") -> str:
    """Return what a kind of need is called in a cell: the short name of its letter, or its own."""
    sign = BY_KIND.get(kind)
    return translate(sign.label) if sign else codes.label_of(KINDS, kind, language)


def age_words(person: Row) -> str:
    """Return the age as it is typed and shown: with a question mark while it is in dispute."""
    age = cautious_value(person, AGE)
    if not isinstance(age, int):
        return ""
    is_unsure = DISPUTED in live_values(person, BASIS) or AGE in person.siblings
    return f"{age}?" if is_unsure else str(age)


def _read_age(field: Field, words: str, person: Row | None) -> dict[str, object]:
    """Return the age, and how it is known where the words say so or an earlier doubt is over."""
    said = words.casefold()
    if said in (UNSURE, "?"):
        return {AGE: {"missing": UNSURE}}
    plain = re.sub(
        r"^(?:about|around|approx\.?|ca\.?|c\.|~)\s*|\s*(?:years?|yrs?|y|yo|y/o)?\.?(?:\s*old)?$",
        "",
        said.rstrip("?").strip(),
    )
    if _MONTHS.fullmatch(plain):
        return {AGE: 0}
    found = _AGE.fullmatch(plain)
    if found is None:
        raise UserError("bad-age", _("Type an age in years, like 17, 17? where it is unsure, or 15-17."))
    ages = sorted(int(one) for one in found.groups() if one)
    field.read(ages[0])
    if said.endswith("?") or len(ages) > 1:
        return {AGE: ages[0], BASIS: DISPUTED}
    was_disputed = person is not None and DISPUTED in live_values(person, BASIS)
    return {AGE: ages[0], BASIS: ESTIMATED} if was_disputed else {AGE: ages[0]}

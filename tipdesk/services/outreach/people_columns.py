"""The columns of a sheet of participants, made from the fields of Participation, and what the words of a cell mean.

A cell without words says nothing, but in *Attended*, where it says no. A mark may have a per cent sign. An agency is
named as the directory names it, an officer by login or name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tipdesk.domain.characters import is_blank, refuse_hidden
from tipdesk.domain.codes import CodeBook
from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Reader
from tipdesk.services.outreach.rooms import AGENCY, OFFICER, PERSON
from tipdesk.services.registers.answers import plain_name
from tipdesk.services.sheets.columns import Column
from tipdesk.services.sheets.words import read_codes

NAME, OFFICER_COLUMN = "name", "officer"
_FLAGS, _MARKS = ("attended", "passed"), ("before", "after")
_ORDER = ("name", "agency", "audience", "sex", "attended", "before", "after", "passed", "officer")
_ALSO: Mapping[str, tuple[str, ...]] = {
    "name": ("participant", "full name", "names", "who"),
    "agency": ("organisation", "organization", "department", "ministry", "from"),
    "audience": ("group", "profession", "service"),
    "sex": ("m/f", "f/m", "gender"),
    "attended": ("present", "attendance", "there"),
    "before": ("pre", "pre-test", "pretest", "pre test", "test before %", "before %"),
    "after": ("post", "post-test", "posttest", "post test", "test after %", "after %"),
    "passed": ("pass", "result"),
    "officer": ("login", "login name", "user"),
}
COLUMNS = tuple(
    Column(name, PERSON.by_name[name].label, PERSON.by_name[name], is_first=True, also=_ALSO[name]) for name in _ORDER
)
BY_COLUMN = {column.name: column for column in COLUMNS}
IN_SIGHT = _ORDER[:-1]
"""The columns to which the cells of a sheet without a heading go, one after the other."""
MOST_MARK = 100
_YES = frozenset({"y", "yes", "x", "1", "true", "present", "attended", "passed", "pass", "✓", "✔"})
_NO = frozenset({"n", "no", "0", "false", "absent", "failed", "fail", "-", "✗"})


@dataclass(frozen=True)
class Directory:
    """The agencies and officers of one moment by what they are called; a name that fits several stands with them."""

    agencies: Mapping[str, tuple[bytes, ...]]
    officers: Mapping[str, tuple[bytes, ...]]

    def officer_called(self, words: str) -> bytes | None:
        """Return the one officer of this login or name, None where there is none or more than one."""
        found = self.officers.get(plain_name(words), ())
        return found[0] if len(found) == 1 else None


def read_directory(reader: Reader) -> Directory:
    """Return the agencies and the officers who are not disabled."""
    agencies: dict[str, tuple[bytes, ...]] = {}
    officers: dict[str, tuple[bytes, ...]] = {}
    for row in reader.find_rows(AGENCY):
        _add(agencies, row["name"], row.id)
    for row in reader.find_rows(OFFICER):
        if row["disabled"] is not True and row["same_as"] is None:
            for name in {plain_name(str(row["login"] or "")), plain_name(str(row["name"] or ""))}:
                _add(officers, name, row.id)
    return Directory(agencies, officers)


def read_person_cell(
    codes: CodeBook, directory: Directory, column: Column, words: str, translate: Callable[[str], str]
) -> object:
    """Return the answer that the words of a cell give; raises a UserError that says what can be typed."""
    plain = words.strip()
    refuse_hidden(plain)
    if is_blank(plain):
        return False if column.name == "attended" else None
    if column.name in _FLAGS:
        return _read_flag(plain, translate(column.label))
    if column.name in _MARKS:
        return _read_mark(plain)
    if column.name == AGENCY.name.lower():
        return _find(directory.agencies, plain, _("There is no agency “{words}” in the directory. Leave it out."))
    if column.name == OFFICER_COLUMN:
        return _find(directory.officers, plain, _("There is no officer “{words}” in the directory. Leave it out."))
    if column.field is not None and column.field.codes:
        return read_codes(codes, column.field, plain, translate)
    return plain


def _read_flag(words: str, label: str) -> bool:
    said = words.casefold()
    if said not in _YES | _NO:
        raise UserError("bad-flag", _("{label} is yes or no, not “{words}”."), label=label, words=words[:40])
    return said in _YES


def _read_mark(words: str) -> int:
    plain = words.removesuffix("%").strip()
    whole, _point, rest = plain.partition(".")
    if not whole.isdecimal() or len(whole) > len(str(MOST_MARK)) or rest.strip("0") or int(whole) > MOST_MARK:
        sentence = _("A mark is a whole number of per cent, from 0 to {most}, not “{words}”.")
        raise UserError("bad-mark", sentence, most=MOST_MARK, words=words[:40])
    return int(whole)


def _find(named: Mapping[str, tuple[bytes, ...]], words: str, unknown: str) -> bytes:
    found = named.get(plain_name(words), ())
    if len(found) > 1:
        raise UserError("which-row", _("Several in the directory are called “{words}”."), words=words[:40])
    if not found:
        raise UserError("no-such-row", unknown, words=words[:40])
    return found[0]


def _add(named: dict[str, tuple[bytes, ...]], words: object, row: bytes) -> None:
    if words and (name := plain_name(str(words))):
        named[name] = (*named.get(name, ()), row)

"""Own maps: a TOML file that says which column of a sheet fills which field.

name = "Shelter list"                  # what the map is called; its rows are found again by it and their key
key = "No."                            # the column by which a row is found again when the file comes once more
case = "Family no."                    # rows with the same words here are one case
dated = ["Came on"]                    # when a row happened; before the first day of the program it is historic
dates = "day-month-year"               # or "month-day-year"
between = ";"                          # between several answers in one cell
sheet = "People"                       # of a workbook with several
head = 1                               # the row that names the columns, where it is not found by itself

[columns]
"Surname" = "Person.family_name"
"C" = "Person.given_names"             # a column that nothing heads, by its letter
"Mobile" = { field = "ContactPoint.number", with = { kind = "mobile" } }
"Hotel" = { field = "Place.name", via = "Episode.place_at", with = { kind = "establishment" } }
"Remarks" = "note"                     # kept as it stands, in a note about the person

[codes."Sex"]                          # what words of this sheet mean, where they are not those of the list
"F" = "female"
"""

import tomllib
from collections.abc import Iterator, Mapping

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.records import BY_NAME, PLAIN_RECORDS
from tipdesk.domain.texts import _
from tipdesk.services.fields import refuse
from tipdesk.services.import_export.maps import DATES, DAY_FIRST, MapColumn, SheetMap, Slot, Target
from tipdesk.services.registers.answers import plain_name

MOST_BYTES = 200_000
NOTE = "note"
_PARTS = frozenset({"name", "key", "case", "dated", "dates", "between", "sheet", "head", "columns", "codes"})
_REFUSED = _("This map cannot be used as it is.")
_NOT_A_FIELD = _("“{name}” is no field that can be filled. Write the record and the field, like Person.family_name.")
_TEXT = _("This must be text.")
_OF_PERSON = frozenset({"Case", "Person"})


class _Reading:
    def __init__(self, codes: CodeBook) -> None:
        self.codes = codes
        self.problems: list[FieldProblem] = []

    def refuse(self, path: str, template: str, **values: object) -> None:
        self.problems.append(FieldProblem(path, template, tuple(values.items())))

    def text(self, document: Mapping[str, object], name: str, usual: str = "") -> str:
        given = document.get(name, usual)
        if not isinstance(given, str):
            self.refuse(name, _TEXT)
            return usual
        return given.strip()


def read_map(content: bytes, codes: CodeBook) -> SheetMap:
    """Return the map that a file holds; raises UserError `bad-map`, which names everything that is wrong with it."""
    try:
        document = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError("bad-map", _("This is no map: {why}."), why=str(error)[:120]) from error
    reading = _Reading(codes)
    for part in document.keys() - _PARTS:
        reading.refuse(str(part)[:40], _("A map has no part of this name."))
    own = _codes_of(reading, document.get("codes", {}))
    columns = tuple(_columns_of(reading, document.get("columns", {}), own))
    found = _whole(reading, document, columns)
    refuse(reading.problems, "bad-map", _REFUSED)
    return found


def _whole(reading: _Reading, document: Mapping[str, object], columns: tuple[MapColumn, ...]) -> SheetMap:
    head, dates = document.get("head", 0), reading.text(document, "dates", DAY_FIRST)
    dated = document.get("dated", [])
    if not isinstance(head, int) or isinstance(head, bool) or not 0 <= head <= 100:  # noqa: PLR2004 - told in words
        reading.refuse("head", _("This must be the number of a row, at most 100."))
        head = 0
    if dates not in DATES:
        reading.refuse("dates", _("Write {one} or {other}."), one=DATES[0], other=DATES[1])
    if not isinstance(dated, list) or not all(isinstance(one, str) for one in dated):
        reading.refuse("dated", _("This must be a list of columns."))
        dated = []
    key, case = reading.text(document, "key"), reading.text(document, "case")
    known = {column.name for column in columns}
    more = tuple(MapColumn(name) for name in dict.fromkeys((key, case, *dated)) if name and name not in known)
    if not any(column.target is not None and column.target.slot.record == "Person" for column in columns):
        reading.refuse("columns", _("A row is a person: name a column that fills a field of Person."))
    return SheetMap(
        reading.text(document, "name") or "map",
        (*columns, *more),
        key,
        case,
        tuple(dated),
        dates,
        reading.text(document, "between", ";") or ";",
        reading.text(document, "sheet"),
        head,
    )


def _codes_of(reading: _Reading, given: object) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for column, words in given.items() if isinstance(given, dict) else ():
        if not isinstance(words, dict) or not all(isinstance(code, str) for code in words.values()):
            reading.refuse(f"codes.{column}"[:60], _('Write what each word means, like "F" = "female".'))
            continue
        found[str(column)] = {plain_name(str(word)): code for word, code in words.items()}
    return found


def _columns_of(reading: _Reading, given: object, own: Mapping[str, Mapping[str, str]]) -> Iterator[MapColumn]:
    if not isinstance(given, dict) or not given:
        reading.refuse("columns", _("Name the columns, each with the field that it fills."))
        return
    for name, meant in given.items():
        codes = own.get(name, {})
        target = None if meant == NOTE else _target_of(reading, f"columns.{name}"[:60], meant)
        if target is not None and target.field.codes:
            for word, code in codes.items():
                if not reading.codes.is_known(target.field.codes, code):
                    path = f"codes.{name}.{word}"[:60]
                    reading.refuse(
                        path, _("“{value}” is not in the list {list}."), value=code[:40], list=target.field.codes
                    )
        yield MapColumn(str(name), target, codes=codes)


def _target_of(reading: _Reading, path: str, meant: object) -> Target | None:
    told = meant if isinstance(meant, dict) else {"field": meant}
    record, _dot, name = str(told.get("field", "")).partition(".")
    if not _is_fillable(record, name):
        reading.refuse(path, _NOT_A_FIELD, name=str(told.get("field", ""))[:60])
        return None
    having = []
    given = told.get("with", {})
    for other, code in given.items() if isinstance(given, dict) else ():
        field = BY_NAME[record].by_name.get(str(other))
        if field is None or not field.codes or field.is_several or not reading.codes.is_known(field.codes, str(code)):
            reading.refuse(path, _("“{name}” is no coded field of {record}, or has no such code."),
                           name=str(other)[:40], record=record)  # fmt: skip
        having.append((str(other), (str(code),)))
    via = _via_of(reading, path, record, told.get("via"))
    if via is None and record not in _OF_PERSON and BY_NAME[record].parent != "person":
        reading.refuse(path, _("A row of {record} belongs to no person: say by “via” which field refers to it."),
                       record=record)  # fmt: skip
        return None
    return Target(Slot(record, tuple(having), via), name)


def _is_fillable(record: str, name: str) -> bool:
    declared = BY_NAME.get(record)
    if declared is None or declared not in PLAIN_RECORDS or declared.has_own_verbs:
        return False
    field = declared.by_name.get(name)
    return field is not None and field.is_asked and (record, name) != ("Case", "reference")


def _via_of(reading: _Reading, path: str, record: str, given: object) -> tuple[str, str] | None:
    if given is None:
        return None
    owner, _dot, name = str(given).partition(".")
    declared = BY_NAME.get(owner)
    field = declared.by_name.get(name) if declared is not None else None
    meant = field.referred(bytes(16)) if field is not None else None
    if declared is None or declared.parent != "person" or meant is None or meant.record != record:
        reading.refuse(path, _("“{name}” is no field that refers to {record}."), name=str(given)[:60], record=record)
        return None
    return owner, name


def write_map(sheet_map: SheetMap) -> str:
    """Return a map as the file that `read_map` reads."""
    lines = [f"name = {_quoted(sheet_map.name)}"]
    for name, value in (("key", sheet_map.key), ("case", sheet_map.case), ("sheet", sheet_map.sheet)):
        lines += [f"{name} = {_quoted(value)}"] if value else []
    lines += [f"dated = [{', '.join(map(_quoted, sheet_map.dated))}]"] if sheet_map.dated else []
    lines += [f"dates = {_quoted(sheet_map.dates)}", f"between = {_quoted(sheet_map.between)}"]
    lines += [f"head = {sheet_map.head}"] if sheet_map.head else []
    lines += ["", "[columns]"]
    lines += [
        f"{_quoted(column.name)} = {_meant(column)}" for column in sheet_map.columns if not _is_bare(column, sheet_map)
    ]
    for column in sheet_map.columns:
        if column.codes:
            lines += ["", f"[codes.{_quoted(column.name)}]"]
            lines += [f"{_quoted(word)} = {_quoted(code)}" for word, code in column.codes.items()]
    return "\n".join(lines) + "\n"


def _is_bare(column: MapColumn, sheet_map: SheetMap) -> bool:
    """Tell whether a column only keys or dates its row, so that the map names it nowhere else."""
    return column.target is None and column.name in (sheet_map.key, sheet_map.case, *sheet_map.dated)


def _meant(column: MapColumn) -> str:
    if column.target is None:
        return _quoted(NOTE)
    slot, path = column.target.slot, f"{column.target.slot.record}.{column.target.name}"
    if not slot.having and slot.via is None:
        return _quoted(path)
    parts = [f"field = {_quoted(path)}"]
    parts += [f"via = {_quoted('.'.join(slot.via))}"] if slot.via is not None else []
    having = ", ".join(f"{name} = {_quoted(codes[0])}" for name, codes in slot.having)
    parts += [f"with = {{ {having} }}"] if having else []
    return f"{{ {', '.join(parts)} }}"


def _quoted(words: str) -> str:
    """Return a text as TOML writes it."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'

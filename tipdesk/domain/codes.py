"""Code lists as values: what a coded answer is called, where it stands in its list, and what the standards call it.

A code that was once stored can always be shown: an unknown code is shown as it is, and a retired one keeps its label.
Headquarters' rows are laid over the packaged lists and win, part by part, so that a new label does not lose a mapping.
This module knows neither the packaged files nor the directory: adapters and services read those, and the catalogue
gives the labels of languages that a list does not carry itself.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _, counted

RESERVED = ("unknown", "refused", "not_asked", "not_applicable")
"""The four answers that every coded field allows besides being empty (SADC NA and NK, CTDC -99)."""

RESERVED_LIST = "reserved"
UNVERIFIED = "unverified"
RETIRED = "retired"
_LONGEST_ORDER = 6  # digits
_STATUSES = frozenset({"", UNVERIFIED, RETIRED})

_LABEL_COLUMNS = (("label_fr", "fr"), ("label_es", "es"), ("label_acf", "acf"))
_STANDARDS = ("htcds", "ctdc", "ctdc_2024", "ic_tip")
COLUMNS = (
    "code",
    "label",
    *(column for column, _language in _LABEL_COLUMNS),
    "order",
    *_STANDARDS,
    "note",
    "status",
    "reviewed",
)
"""The columns of every code list file, in this order. `reviewed` names the languages a speaker has checked."""

_TWICE = _("Line {line} of the code list {name} repeats the code {value}.")
_CSV = _("Line {line} of the code list {name} cannot be read: {value}.")
_CELLS = counted(
    "Line {line} of the code list {name} has {value} cell, not one for each column.",
    "Line {line} of the code list {name} has {value} cells, not one for each column.",
)
_EMPTY = _("Line {line} of the code list {name} has no code or no label.")
_ORDER = _("Line {line} of the code list {name}: the order {value} is not a whole number.")
_STATUS = _("Line {line} of the code list {name}: the status {value} is not known.")


@dataclass(frozen=True, slots=True)
class Code:
    """One answer of a list.

    `labels` holds the labels in languages other than English. `mappings` holds the value that each standard has for the
    code: `htcds` (HTCDS 2.0), `ctdc` (k-anonymised set), `ctdc_2024` (synthetic set 2024-2026) and `ic_tip`. `status`
    is empty, "unverified" (written from general knowledge; Home Affairs checks it) or "retired" (shown, not offered).
    """

    code: str
    label: str
    order: int = 0
    labels: Mapping[str, str] = field(default_factory=dict)
    mappings: Mapping[str, str] = field(default_factory=dict)
    status: str = ""

    def label_in(self, language: str) -> str:
        """Return the label in a language (ISO 639: en, fr, es, acf), in English where there is none."""
        return self.labels.get(language) or self.label


@dataclass(frozen=True)
class CodeRow:
    """One row of headquarters' directory, laid over a packaged code.

    What the row leaves empty (None, or "" for the label) stays as it is packaged.
    """

    list_name: str
    code: str
    label: str = ""
    order: int | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    mappings: Mapping[str, str] = field(default_factory=dict)
    status: str | None = None

    def laid_over(self, base: Code | None, last_order: int) -> Code:
        """Return the code `base` with the parts that this row gives in place of its own.

        A code that is new to its list (`base` is None) comes after `last_order`, the highest order in the list.
        """
        under = base or Code(self.code, self.code, last_order + 10)
        return replace(
            under,
            label=self.label or under.label,
            order=under.order if self.order is None else self.order,
            labels={**under.labels, **self.labels},
            mappings={**under.mappings, **self.mappings},
            status=under.status if self.status is None else self.status,
        )


@dataclass(frozen=True)
class CodeList:
    """A named list of codes, in the order in which they are offered."""

    name: str
    codes: tuple[Code, ...]
    _ranks: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put the codes in their order (equal orders stay as they came) and index them."""
        in_order = tuple(sorted(self.codes, key=lambda code: code.order))
        object.__setattr__(self, "codes", in_order)
        object.__setattr__(self, "_ranks", {code.code: rank for rank, code in enumerate(in_order)})

    def find(self, code: str) -> Code | None:
        """Return the code, retired ones too, or None when this list does not have it."""
        rank = self._ranks.get(code)
        return None if rank is None else self.codes[rank]

    def labelled(self, language: str, label_of: Callable[[str], str]) -> "CodeList":
        """Return the list with the labels of a language filled in where it carries none itself.

        `label_of` returns the label for an English one, or the English label itself where it knows no other.
        """
        found = [(code, label_of(code.label)) for code in self.codes if language not in code.labels]
        said = {code.code: label for code, label in found if label != code.label}
        labelled = (
            replace(code, labels={**code.labels, language: said[code.code]}) if code.code in said else code
            for code in self.codes
        )
        return CodeList(self.name, tuple(labelled)) if said else self

    def rank(self, code: str) -> int:
        """Return the place of the code in its list, counted from 0, or -1 when this list does not have it."""
        return self._ranks.get(code, -1)

    def offered(self) -> tuple[Code, ...]:
        """Return the codes that an officer may choose now, which are all but the retired ones."""
        return tuple(code for code in self.codes if code.status != RETIRED)

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True)
class CodeBook:
    """All code lists by their names.

    The mapping may read a list only when it is first asked for. `language` is the one in which labels are given where
    the caller asks for no other.
    """

    lists: Mapping[str, CodeList]
    language: str = "en"

    def names(self) -> tuple[str, ...]:
        """Return the names of all lists, sorted."""
        return tuple(sorted(self.lists))

    def list_of(self, name: str) -> CodeList:
        """Return the list of this name, without the reserved answers.

        Raises UserError `code-list-unknown` if there is none.
        """
        try:
            return self.lists[name]
        except KeyError:
            raise UserError("code-list-unknown", _("There is no code list named {name}."), name=name) from None

    def reserved(self) -> CodeList:
        """Return the four answers common to all coded fields, with their labels."""
        return self.lists.get(RESERVED_LIST) or CodeList(RESERVED_LIST, ())

    def find(self, list_name: str, code: str) -> Code | None:
        """Return a code of the list or else a reserved answer, or None when neither is found.

        A list may give a reserved word a meaning of its own (an entry that was "refused"), and this meaning then comes
        first.
        """
        code_list = self.lists.get(list_name)
        found = code_list.find(code) if code_list is not None else None
        return found or self.reserved().find(code)

    def label_of(self, list_name: str, code: str, language: str = "") -> str:
        """Return the label of a code in a language, or in English where there is no label in that language.

        Without `language` it is the language of the book. An unknown code is returned as it is.
        """
        found = self.find(list_name, code)
        return code if found is None else found.label_in(language or self.language)

    def is_known(self, list_name: str, code: str) -> bool:
        """Tell whether a field of this list may hold the code.

        It may hold a code of the list, a retired one too, or a reserved answer.
        """
        return code in RESERVED or self.find(list_name, code) is not None

    def rank(self, list_name: str, code: str) -> int:
        """Return the place of the code in its list, counted from 0.

        It is -1 for a reserved or unknown code, so that such an answer outranks nothing.
        """
        code_list = self.lists.get(list_name)
        return -1 if code_list is None else code_list.rank(code)

    def overlay(self, rows: Iterable[CodeRow]) -> "CodeBook":
        """Return a book with headquarters' rows laid over this one.

        Of several rows about one code the later wins, part by part. A row may bring a new code, or a new list.
        """
        touched: dict[str, dict[str, Code]] = {}
        for row in rows:
            if row.list_name not in touched:
                base = self.lists.get(row.list_name) or ()
                touched[row.list_name] = {code.code: code for code in base}
            codes = touched[row.list_name]
            last_order = max((code.order for code in codes.values()), default=0)
            codes[row.code] = row.laid_over(codes.get(row.code), last_order)
        laid = {name: CodeList(name, tuple(codes.values())) for name, codes in touched.items()}
        return replace(self, lists=_Laid(laid, self.lists)) if laid else self


class _Laid(Mapping[str, CodeList]):
    """Lists laid over others. A list that nothing is laid over is still read only when it is first asked for."""

    def __init__(self, top: Mapping[str, CodeList], base: Mapping[str, CodeList]) -> None:
        self._top = top
        self._base = base

    def __getitem__(self, name: str) -> CodeList:
        return self._top[name] if name in self._top else self._base[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**dict.fromkeys(self._base), **dict.fromkeys(self._top)})

    def __len__(self) -> int:
        return len(self._top.keys() | self._base.keys())


def parse_code_list(name: str, text: str) -> CodeList:
    """Return the list that one code list file holds: CSV with the columns of `COLUMNS`.

    Raises UserError `code-list-…`, with the number of the line, for anything that cannot be read.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    codes: dict[str, Code] = {}
    try:
        if tuple(next(reader, ())) != COLUMNS:
            raise UserError(
                "code-list-columns",
                _("Line 1 of the code list {name} must have the columns {columns}."),
                name=name,
                columns=", ".join(COLUMNS),
            )
        for cells in reader:
            code = _parse_row(name, reader.line_num, cells)
            if code.code in codes:
                raise _refused(name, reader.line_num, "code-list-twice", _TWICE, code.code)
            codes[code.code] = code
    except csv.Error as error:
        raise _refused(name, reader.line_num, "code-list-csv", _CSV, str(error)) from error
    return CodeList(name, tuple(codes.values()))


def _refused(name: str, line: int, refusal: str, template: str, value: str = "") -> UserError:
    return UserError(refusal, template, name=name, line=line, value=value)


def _parse_row(name: str, line: int, cells: list[str]) -> Code:
    if len(cells) != len(COLUMNS):
        raise _refused(name, line, "code-list-cells", _CELLS.of(len(cells)), str(len(cells)))
    row = dict(zip(COLUMNS, cells, strict=True))
    code, label, order, status = row["code"], row["label"], row["order"], row["status"]
    if not code or not label or code != code.strip():
        raise _refused(name, line, "code-list-empty", _EMPTY)
    if not (order.isascii() and order.isdigit() and len(order) <= _LONGEST_ORDER):
        raise _refused(name, line, "code-list-order", _ORDER, order)
    if status not in _STATUSES:
        raise _refused(name, line, "code-list-status", _STATUS, status)
    labels = {language: row[column] for column, language in _LABEL_COLUMNS if row[column]}
    mappings = {standard: row[standard] for standard in _STANDARDS if row[standard]}
    return Code(code, label, int(order), labels, mappings, status)

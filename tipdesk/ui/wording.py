"""How values, rows, moments and references read to the officer, and what a reference may be chosen from.

Promises: one text form for lists, facts, histories and editors; a code the program does not know is shown as it is.
Leaves to others: reading the names of the directory and the rows of a case (presenters hand them in).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from tipdesk.domain.characters import visible
from tipdesk.domain.codes import CodeBook
from tipdesk.domain.kinds import Code, Field, Reference, Value
from tipdesk.domain.kinds import Codes as CodesField
from tipdesk.domain.rows import DELETED_NAME, Row, Sibling
from tipdesk.services.case.titles import title_of
from tipdesk.services.directory.names import Names
from tipdesk.ui.times import MONTHS, local
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice import Choice, choices_of

NO_NAMES = Names({}, {}, {}, {}, {})


@dataclass(frozen=True)
class Wording:
    """The words of one officer: language (ISO 639), zone in minutes east of UTC, names, and the rows of the open case.

    `rows`: title of each row of the case by id; `choices`: what a reference to a record may be, by record name.
    """

    codes: CodeBook
    language: str = "en"
    zone_minutes: int = 0
    names: Names = NO_NAMES
    rows: Mapping[bytes, str] = field(default_factory=dict)
    choices: Mapping[str, Sequence[Choice]] = field(default_factory=dict)

    def with_names(self, names: Names) -> Self:
        """Return the words with the names of the directory, which are also what its references are chosen from."""
        known = {"Officer": names.officers, "Post": names.posts, "Agency": names.agencies, "Device": names.devices}
        return replace(self, names=names, choices={**self.choices, **{r: _choices(kept) for r, kept in known.items()}})

    def with_rows(self, rows: Iterable[Row]) -> Self:
        """Return the words with the titles of a case's rows."""
        titles: dict[bytes, str] = {}
        by_record: dict[str, dict[bytes, str]] = {}
        for row in rows:
            titles[row.id] = by_record.setdefault(row.record.name, {})[row.id] = self.title(row)
        return replace(self, rows=titles, choices={**self.choices, **{r: _choices(of) for r, of in by_record.items()}})

    def title(self, row: Row) -> str:
        """Return what a row is called."""
        return title_of(row, self.codes, _)

    def label(self, code_list: str, code: object) -> str:
        """Return the label of a code, "" for none."""
        return self.codes.label_of(code_list, str(code), self.language) if code else ""

    def choices_of(self, declared: Code | CodesField) -> Sequence[Choice]:
        """Return what a coded field offers."""
        return choices_of(self.codes.list_of(declared.codes), self.language)

    def value(self, declared: Field, value: Value) -> str:
        """Return a value as people read it."""
        if isinstance(declared, Reference) and isinstance(value, bytes):
            known = self.rows.get(value) or self.names.referred(declared.record, value)
            return visible(known, paragraphs=False) or declared.shown(value, str_of)
        return declared.shown(value, self._label_of, _)

    def written(self, declared: Field | None, name: str, value: Value) -> str:
        """Return a value of a history line or a sibling, the deletion mark included."""
        if declared is None:
            return {"deleted": _("In the trash"), "kept": _("Kept")}.get(
                str(value), "" if value is None else str(value)
            )
        return self.value(declared, value) if name != DELETED_NAME else str(value)

    def origin(self, sibling: Sibling) -> str:
        """Return who wrote one of several answers, where and when."""
        parts = (
            self.names.officer(sibling.actor),
            self.names.device(sibling.device),
            self.moment(sibling.at, self.zone_minutes),
        )
        return visible("  ·  ".join(part for part in parts if part), paragraphs=False)

    def code(self, code_list: str, code: str) -> str:
        """Return the label of a code."""
        return self._label_of(code_list, code)

    def moment(self, at_ms: int, offset_minutes: int | None = None) -> str:
        """Return a time, given in ms since 1970, on the clock of a zone (the officer's own by default)."""
        then = local(at_ms, self.zone_minutes if offset_minutes is None else offset_minutes)
        return f"{then.day} {_(MONTHS[then.month - 1])} {then.year} {then:%H:%M}"

    def _label_of(self, code_list: str, code: str) -> str:
        return self.codes.label_of(code_list, code, self.language)


def str_of(_code_list: str, code: str) -> str:
    """Return a code as it is."""
    return code


def _choices(titles: Mapping[bytes, str]) -> Sequence[Choice]:
    return [Choice(row.hex(), title) for row, title in sorted(titles.items(), key=lambda pair: pair[1].lower())]

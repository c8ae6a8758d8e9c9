"""How values, rows, moments and references read to the officer, and what a reference may be chosen from.

There is one text form for lists, facts, histories and editors; a code that the program does not know is shown as it is.
The names of the directory and the rows of a case are read by presenters, which hand them in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from typing import Self

from tipdesk.domain.characters import visible
from tipdesk.domain.codes import CodeBook
from tipdesk.domain.kinds import Field, Value
from tipdesk.domain.moments import in_zone, moment_shown
from tipdesk.domain.rows import DELETED_NAME, Row, Sibling
from tipdesk.services.case.titles import code_of, title_of
from tipdesk.services.directory.names import Names
from tipdesk.ui.row_titles import RowChoices, RowTitles, choices_among
from tipdesk.ui.tags_only import NamesSwitch, is_name
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice import Choice, choices_of

NO_NAMES = Names({}, {}, {}, {}, {})


@dataclass(frozen=True)
class Wording:
    """The words of one officer, in their language and zone.

    `language` is an ISO 639 code, and `zone_minutes` counts minutes east of UTC. `now_ms` is the desk's clock, for
    "today" and for a year that was left out; it is None where no day is typed. `names` are those of the directory,
    `rows` has the title of each row of the open case by its id, and `choices` what a reference to a record may be, by
    record name. `names_switch` is that of the window, which hides names in lists; None where nothing is hidden.
    """

    codes: CodeBook
    language: str = "en"
    zone_minutes: int = 0
    now_ms: Callable[[], int] | None = None
    names: Names = NO_NAMES
    rows: Mapping[bytes, str] = field(default_factory=dict)
    choices: Mapping[str, Sequence[Choice]] = field(default_factory=dict)
    names_switch: NamesSwitch | None = None

    def now(self) -> datetime:
        """Return the time in the officer's zone. Raises LookupError where nobody gave a clock."""
        if self.now_ms is None:
            raise LookupError("now_ms")
        return datetime.fromtimestamp(self.now_ms() / 1000, timezone(timedelta(minutes=self.zone_minutes)))

    def with_names(self, names: Names) -> Self:
        """Return a copy with the names of the directory, which are also what its references are chosen from."""
        known = {"Officer": names.officers, "Post": names.posts, "Agency": names.agencies, "Device": names.devices}
        offered = {record: choices_among(kept) for record, kept in known.items()}
        return replace(self, names=names, choices={**self.choices, **offered})

    def with_rows(self, rows: Sequence[Row], gone: Sequence[Row] = ()) -> Self:
        """Return a copy with the titles of a case's rows, which are also what references to them are chosen from.

        Those that are `gone` into the trash are called by their titles too, and cannot be chosen.
        """
        titles = RowTitles([*rows, *gone], self.title)
        offered = RowTitles(rows, lambda row: titles[row.id]) if gone else titles
        return replace(self, rows=titles, choices=RowChoices(offered, self.choices))

    def with_titles(self, titles: Mapping[bytes, str]) -> Self:
        """Return a copy in which these rows are called so, by their ids."""
        return replace(self, rows={**self.rows, **titles})

    def title(self, row: Row) -> str:
        """Return what a row is called in lists and references: by its code where lists hide names."""
        is_hidden = self.names_switch is not None and self.names_switch.is_on
        return code_of(row, self.codes, _) if is_hidden else title_of(row, self.codes, _)

    def hides_listed(self, declared: Field) -> bool:
        """Tell whether lists show no answer of this field now, because it says who somebody is."""
        return self.names_switch is not None and self.names_switch.is_on and is_name(declared)

    def hides_read(self, declared: Field, row: Row) -> bool:
        """Tell whether an answer is not shown where its row is read, until the officer asks for the names."""
        return self.names_switch is not None and is_name(declared) and self.names_switch.hides_in(row.case)

    def label(self, code_list: str, code: object) -> str:
        """Return the label of a code in the officer's language, or "" where there is no code."""
        return self.codes.label_of(code_list, str(code), self.language) if code else ""

    def choices_of(self, declared: Field) -> Sequence[Choice]:
        """Return the choices that a coded field offers; a field of any other kind offers none."""
        return choices_of(self.codes.list_of(declared.codes), self.language) if declared.codes else ()

    def value(self, declared: Field, value: Value) -> str:
        """Return a value as people read it: a reference by its name, a moment on the officer's clock."""
        meant = declared.referred(value)
        if meant is not None:
            known = self.rows.get(meant.row) or self.names.referred(meant.record, meant.row)
            return visible(known, paragraphs=False) or declared.shown(value, str_of)
        if isinstance(value, datetime):
            value = in_zone(value, self.zone_minutes)
        return declared.shown(value, self._label_of, _)

    def written(self, declared: Field | None, name: str, value: Value) -> str:
        """Return a value as a line of a history or one of several answers shows it, the deletion mark included.

        `declared` is None for what is no field.
        """
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
        """Return the label of a code in the officer's language; a code that the list does not know stands as it is."""
        return self._label_of(code_list, code)

    def moment(self, at_ms: int, offset_minutes: int | None = None) -> str:
        """Return a time, given in ms since 1970, on the clock of a zone, which is the officer's own by default."""
        return moment_shown(at_ms, self.zone_minutes if offset_minutes is None else offset_minutes, _)

    def _label_of(self, code_list: str, code: str) -> str:
        return self.codes.label_of(code_list, code, self.language)


def str_of(_code_list: str, code: str) -> str:
    """Return the code itself in place of its label."""
    return code

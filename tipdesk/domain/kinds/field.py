"""What every field has: its number, label, sensitivity, search, standard mappings and merge rule, and its conversions.

`read` turns what a person or a document gave into a value, or raises UserError. `to_wire` and `from_wire` convert for
the entry log and bundles, `to_json` for the command line, and `shown` for screens, history and PDF. Columns are made
from wire values without asking the kind, so that storing never fails. What else is asked of a field stands in `asked`,
and the kinds themselves are in the modules beside this one.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, IntEnum
from typing import Self, assert_never

from tipdesk.domain.characters import is_blank, refuse_hidden, visible
from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.kinds.asked import Asked, Declarations, Refer, Translate
from tipdesk.domain.moments import datetime_shown, day_shown
from tipdesk.domain.texts import Counted, _
from tipdesk.domain.values import (
    MISSING_BY_CODE,
    Coordinates,
    Duration,
    Missing,
    Money,
    NamedRow,
    PartialDate,
    Sealed,
    Value,
)

Wire = str | bytes | int | bool | list[str] | list[int] | dict[int, int] | Sealed | None
LabelOf = Callable[[str, str], str]
"""A function that returns what a code is called, given the name of its code list and the code."""


class Sensitivity(IntEnum):
    """How much a field gives away, from least to most.

    The order decides what a level opens (`rules/access`) and what is sealed (`rules/sealing`). `REFUGE` is where
    somebody is safe and how to reach them, and `SOURCE` is who told and how to reach them.
    """

    ORDINARY = 0
    NARRATIVE = 1
    IDENTITY = 2
    LOCATION = 3
    REFUGE = 4
    SOURCE = 5


class Merge(Enum):
    """Which of several live values is displayed. All of them stay stored, whatever the rule."""

    LATEST = "latest"
    UNION = "union"
    HIGHEST = "highest"
    STRICTEST = "strictest"


class Search(Enum):
    """Which index finds a field: whole words by prefix, or any part of a name or number."""

    NONE = "none"
    WORDS = "words"
    NAMES = "names"


ORDINARY, NARRATIVE, IDENTITY, LOCATION, REFUGE, SOURCE = Sensitivity
UNION, HIGHEST, STRICTEST = Merge.UNION, Merge.HIGHEST, Merge.STRICTEST
NAMES, WORDS = Search.NAMES, Search.WORDS
NOW, ACTOR = "now", "actor"
"""The words for what a new row may begin with: the present moment, or the officer at the keyboard."""


@dataclass(frozen=True)
class Later:
    """Where something is told nowadays that a field of older releases held: the field `field` of a row of `record`.

    `having` is what such a row has besides, as pairs of a field and a code: a telephone is a `mobile`. The row belongs
    to the one whose field this was by its `parent`, or names them in the field `whose`. `codes` are pairs of an answer
    of the old field and what it is called in the new one, where the two differ; a yes or no that is none of them tells
    nothing there.
    """

    record: str
    field: str
    having: tuple[tuple[str, str], ...] = ()
    codes: tuple[tuple[str | bool, Value], ...] = ()
    whose: str = ""

    def answer(self, value: Value) -> Value:
        """Return what an answer of the old field is called in the new one, None where it tells nothing there."""
        if not isinstance(value, str | bool):
            return value
        return dict(self.codes).get(value, None if isinstance(value, bool) else value)


@dataclass(frozen=True)
class Field(Asked):
    """One declared field.

    `number` goes on the wire and is never used again for another field (0 is `deleted`). `by_program` means that the
    program fills the field in, so that nobody is asked and nobody changes it. `begins` is what a new row has where
    nothing else is given: a code, `NOW` or `ACTOR`. `section` is the heading under which the field stands in form,
    reading pane and PDF; a field that names none stands under the heading of the field before it. With `column` it
    stands in lists, and with `timeline` it is a date that belongs on the timeline. `until` is the name of the date of
    the same record on which ended what began on this one, so that both stand on the timeline as one time. `later` says
    where it is told nowadays; the field is then read, searched and exported as *told earlier* until somebody moves what
    it holds, and documents and imports may still name it.
    """

    number: int
    label: str
    help: str = ""
    sensitivity: Sensitivity = ORDINARY
    search: Search = Search.NONE
    required: bool = False
    htcds: str = ""
    ctdc: str = ""
    merge: Merge = Merge.LATEST
    by_program: bool = False
    begins: str = ""
    in_line: str | Counted = ""
    section: str = ""
    column: bool = False
    timeline: bool = False
    until: str = ""
    later: Later | None = None
    name: str = ""

    def named(self, name: str) -> Self:
        """Return the field with its name set to that of its attribute in the class."""
        return replace(self, name=name)

    def among(self, _declared: Declarations) -> Self:
        """Return the field as it knows the other declarations; most kinds need to know none."""
        return self

    @property
    def is_asked(self) -> bool:
        """Tell whether people answer this field, so that it has an editor and counts as unanswered while empty.

        What is told elsewhere nowadays is not asked here any more.
        """
        return self.is_typed_in and not self.by_program and self.later is None

    def read(self, given: object) -> Value:
        """Return the value of what a person typed or a JSON document holds, or None for what is empty.

        Raises UserError, which says what is wrong, where it cannot be read.
        """
        if given is None or (isinstance(given, str) and is_blank(given)):
            return None
        if isinstance(given, Missing):
            return given
        if isinstance(given, dict) and set(given) == {"missing"} and str(given["missing"]) in MISSING_BY_CODE:
            return MISSING_BY_CODE[str(given["missing"])]
        return self.read_value(given)

    def read_in(self, given: object, _refer: Refer) -> Value:
        """Return the value as `read` does; a kind that names rows finds the one that was meant by `_refer`."""
        return self.read(given)

    def told(self, given: object, _now: datetime) -> object:
        """Return what a person gave, with "today" or a missing year filled in where the kind knows of days.

        `_now` is the moment in the officer's zone.
        """
        return given

    def read_value(self, given: object) -> Value:
        """Return an answer that is neither empty nor a reason for absence.

        Raises UserError `bad-text` where something is hidden.
        """
        if not isinstance(given, str):
            raise UserError("bad-text", _("This must be text."))
        refuse_hidden(given)
        return given.strip()

    def to_wire(self, value: Value) -> Wire:
        """Return the value as the entry log and bundles hold it."""
        match value:
            case Missing():
                return {0: value.value}
            case None | str() | bytes() | int() | Sealed():
                return value
            case datetime():
                return value.isoformat(timespec="minutes")
            case frozenset():
                return sorted(value)
            case NamedRow():
                return value.octets
            case PartialDate() | Money() | Duration() | Coordinates():
                return str(value)
            case _:
                assert_never(value)

    def from_wire(self, wire: Wire) -> Value:
        """Return the value that a log holds.

        What cannot be read is returned as the text it holds, since applying an entry must never fail.
        """
        if wire is None or isinstance(wire, Sealed):
            return wire
        if isinstance(wire, dict):
            return _MISSING_BY_NUMBER.get(str(wire.get(0)), Missing.UNKNOWN)
        try:
            return self.read_wire(wire)
        except (UserError, ValueError, TypeError):
            return wire.hex() if isinstance(wire, bytes) else str(wire)

    def read_wire(self, wire: Wire) -> Value:
        """Return the value of what is on the wire and is neither empty nor a reason for absence."""
        return self.read_value(wire)

    def to_json(self, value: Value) -> object:
        """Return the value as `--json` prints it and the documents of `case new` hold it."""
        if isinstance(value, Missing):
            return {"missing": value.code}
        if isinstance(value, Sealed):
            return {"sealed": True}
        if isinstance(value, bytes):
            return id_text(value)
        wire = self.to_wire(value)
        return sorted(wire) if isinstance(wire, list) else wire

    def shown(self, value: Value, label_of: LabelOf, translate: Translate = str) -> str:
        """Return the value as people read it, with marks for hidden characters whatever a log holds.

        `label_of(list, code)` gives the labels of the code book.
        """
        return visible(self._shown(value, label_of, translate), paragraphs=self.paragraphs)

    def _shown(self, value: Value, label_of: LabelOf, translate: Translate) -> str:
        if value is None:
            return ""
        if isinstance(value, Missing):
            return translate(MISSING_LABELS[value])
        if isinstance(value, Sealed):
            return translate(SEALED_LABEL)
        if isinstance(value, bool):
            return translate(_("Yes")) if value else translate(_("No"))
        if isinstance(value, frozenset):
            return ", ".join(sorted(self.shown_one(item, label_of, translate) for item in value))
        return self.shown_one(value, label_of, translate)

    def shown_one(self, value: Value, _label_of: LabelOf, translate: Translate) -> str:
        """Return one present value as people read it."""
        if isinstance(value, PartialDate):
            return day_shown(value, translate)
        if isinstance(value, datetime):
            return datetime_shown(value, translate)
        return id_text(value)[:8] if isinstance(value, bytes) else str(value)


_MISSING_BY_NUMBER = {str(missing.value): missing for missing in Missing}
SEALED_LABEL = _("Sealed: these people only")
MISSING_LABELS = {
    Missing.UNKNOWN: _("Not known"),
    Missing.REFUSED: _("Refused to say"),
    Missing.NOT_ASKED: _("Not asked"),
    Missing.NOT_APPLICABLE: _("Does not apply"),
}

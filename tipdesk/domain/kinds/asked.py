"""What the rest of the program asks of a field, whatever its kind, and what a kind answers that has nothing to say.

Promises that nobody outside this package needs to know which kind a field is of: how long it is, how it lies in a
column, which row it names, what a half-typed answer is sought by. A kind says for itself where it differs. Which widget
edits it is the screens' own (`ui/editors/editor_of`), who ask for the kinds themselves and leave none out.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import ClassVar, NamedTuple, Protocol

from tipdesk.domain.values import Value

Translate = Callable[[str], str]


class Storage(Enum):
    """How a value lies in the column of its field: as text, as a decimal that is a number or a yes, or as bytes."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    OCTETS = "octets"


class Referred(NamedTuple):
    """A row that a value names. `record`: the name of its record, "" where this release does not know the record."""

    record: str
    row: bytes


Refer = Callable[[str, object], Referred]
"""Finds the row that was meant: (name of its record, "" for any of the case; what was given). UserError for none."""


class Unread(NamedTuple):
    """An answer that could not be read, kept word for word beside what its question is called ("" for no known one).

    `path`: "persons_count" or "Person.family_name"; `which`: "#2" of several people; both "" for no known question.
    """

    path: str
    which: str
    question: str
    words: str


class Declarations(Protocol):
    """What a kind may ask about the records, once all of them have been declared."""

    def label_of(self, path: str) -> str:
        """Return what a field is called, given as "danger_now" of its own record or "Person.sex"; else the path."""

    def name_of(self, number: int) -> str:
        """Return the name of the record with this number, "" where there is none."""

    def called(self, number: int) -> str:
        """Return what people call a row of the record with this number, "" where there is none."""

    def number_in_case(self, name: str) -> int:
        """Return the number of a record whose rows people read in a case, 0 where there is none of this name."""


class NoDeclarations:
    """What a field knows that stands in no record: nothing."""

    def label_of(self, path: str) -> str:
        """Return the path itself."""
        return path

    def name_of(self, _number: int) -> str:
        """Return no name."""
        return ""

    def called(self, _number: int) -> str:
        """Return no word."""
        return ""

    def number_in_case(self, _name: str) -> int:
        """Return no number."""
        return 0


class Asked:
    """The answers of a kind. Each stands here as it is for most kinds."""

    storage: ClassVar[Storage] = Storage.TEXT
    paragraphs: ClassVar[bool] = False
    """Whether a value may have several paragraphs; a line break is shown as a mark in any other."""
    is_long: ClassVar[bool] = False
    """Whether it needs the width of a page: it stands in no table and in no line, and may speak of anybody."""
    is_wide: ClassVar[bool] = False
    """Whether its editor takes the whole width of a form, so that all of an answer is in sight."""
    is_several: ClassVar[bool] = False
    """Whether a value is a set of answers."""
    is_typed_in: ClassVar[bool] = True
    """Whether a person at a keyboard can give the answer: nobody types a key."""
    is_date: ClassVar[bool] = False
    """Whether it says when: only what does may belong on the timeline."""
    refers: ClassVar[bool] = False
    """Whether a value names a row. No foreign key: one that is not here is a review item, never a failed merge."""
    keeps_typed: ClassVar[bool] = False
    """Whether it keeps answers to other questions that could not be read."""
    fits_line: ClassVar[bool] = True
    """Whether it may stand among the first answers of a row in one line."""
    needs_label: ClassVar[bool] = False
    """Whether a value says nothing without the label before it, as "Yes" does."""
    begins_small: ClassVar[bool] = False
    """Whether its words are ours, and begin with a small letter inside a sentence."""
    width: ClassVar[float] = 3.0
    """Its share of a printed table's width, beside those of the other columns."""

    @property
    def codes(self) -> str:
        """Return the name of the code list that the answers are from, "" where they are from none."""
        return ""

    @property
    def longest(self) -> int:
        """Return how many characters a text may have, 0 where nothing is said of it."""
        return 0

    def referred(self, _value: object) -> Referred | None:
        """Return which row a value names, None where it names none."""
        return None

    def naming(self, _record: int, _row: bytes) -> Value:
        """Return the value that names a row, given the number of its record and its id; None for a kind without."""
        return None

    def may_name(self, _record: str) -> bool:
        """Tell whether a value may name a row of this record."""
        return False

    def sought(self, typed: str) -> str:
        """Return what a half-typed answer is sought by."""
        return typed.strip()

    def typed_for(self, _value: Value, _path: str) -> str:
        """Return what was typed for a question of the same record and is kept here, "" where nothing is."""
        return ""

    def unread(self, _value: Value, _translate: Translate = str) -> Sequence[Unread]:
        """Return every answer that is kept here because it could not be read."""
        return ()

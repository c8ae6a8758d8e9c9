"""What the rest of the program asks of a field, whatever its kind, with the answer that is right for most kinds.

A kind overrides what is different for it, so that nobody outside this package needs to know of which kind a field is:
how long it is, how it lies in a column, which row it names, what a half-typed answer is searched by. Which widget edits
a field is decided by the screens (`ui/editors/editor_of`), which match over the kinds themselves and leave none out.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import ClassVar, NamedTuple, Protocol

from tipdesk.domain.values import Value

Translate = Callable[[str], str]

_YES_OR_NO = "yes_no_unsure"
"""The list of codes whose answers are yes, no, and not sure."""


class Storage(Enum):
    """How a value lies in the column of its field: as text, as a decimal (a number, or yes and no) or as bytes."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    OCTETS = "octets"


class Referred(NamedTuple):
    """A row that a value names.

    `record` is the name of its record, or "" where this release does not know the record.
    """

    record: str
    row: bytes


Refer = Callable[[str, object], Referred]
"""A function that finds the row that was meant.

It is given the name of the row's record ("" for any row of the case) and what a person or a document gave. It raises
UserError where there is no such row.
"""


class Unread(NamedTuple):
    """An answer that could not be read, kept word for word.

    `path` is the name of its question, "persons_count" or "Person.family_name", and `which` tells one of several people
    apart, as in "#2". `question` is what people call the question. All three are "" for an answer whose question is not
    known.
    """

    path: str
    which: str
    question: str
    words: str


class Declarations(Protocol):
    """What a kind may ask about the records, once all of them have been declared."""

    def label_of(self, path: str) -> str:
        """Return what a field is called, or the path itself where no such field is known.

        The path is "danger_now" for a field of the same record, or "Person.sex" for one of another.
        """

    def name_of(self, number: int) -> str:
        """Return the name of the record with this number, or "" where there is none."""

    def called(self, number: int) -> str:
        """Return what people call a row of the record with this number, or "" where there is none."""

    def number_in_case(self, name: str) -> int:
        """Return the number of the record of this name whose rows people read in a case, or 0 where there is none."""


class NoDeclarations:
    """What a field knows of the records before it belongs to one: nothing."""

    def label_of(self, path: str) -> str:
        """Return the path itself."""
        return path

    def name_of(self, _number: int) -> str:
        """Return "", since no record is known."""
        return ""

    def called(self, _number: int) -> str:
        """Return "", since no record is known."""
        return ""

    def number_in_case(self, _name: str) -> int:
        """Return 0, since no record is known."""
        return 0


class Asked:
    """The questions that are asked of a kind, each with the answer that is right for most kinds."""

    storage: ClassVar[Storage] = Storage.TEXT
    paragraphs: ClassVar[bool] = False
    """Whether a value may have several paragraphs; in any other value a line break is shown as a mark."""
    is_long: ClassVar[bool] = False
    """Whether it needs the width of a page. Then it stands in no table and in no line, and may speak of anybody."""
    is_wide: ClassVar[bool] = False
    """Whether its editor takes the whole width of a form, so that all of an answer is in sight."""
    is_several: ClassVar[bool] = False
    """Whether a value is a set of answers."""
    is_typed_in: ClassVar[bool] = True
    """Whether a person at a keyboard can give the answer; nobody types a key, for instance."""
    is_told: ClassVar[bool] = True
    """Whether people are told its values; those that the program alone works with are in no look, history or file."""
    is_date: ClassVar[bool] = False
    """Whether it says when something was: only such a field may belong on the timeline."""
    refers: ClassVar[bool] = False
    """Whether a value names a row.

    There is no foreign key: a row that is not here is something to review, never a failed merge.
    """
    is_code = False
    """Whether it stands for a thing in place of its name: no screen asks for it first."""
    names_answers = False
    """Whether each text of a value is the name of an answer of the case, as "Record.field"."""
    keeps_typed: ClassVar[bool] = False
    """Whether it keeps answers to other questions that could not be read."""
    fits_line: ClassVar[bool] = True
    """Whether it may stand among the first answers of a row in one line."""
    width: ClassVar[float] = 3.0
    """Its share of the width of a printed table, compared with the other columns."""

    @property
    def lies_ahead(self) -> bool:
        """Tell whether it says by when something is due, and not when something was."""
        return False

    @property
    def lies_behind(self) -> bool:
        """Tell whether it says when something was, so that it cannot lie ahead."""
        return False

    @property
    def codes(self) -> str:
        """Return the name of the code list that the answers come from, or "" where they come from none."""
        return ""

    @property
    def needs_label(self) -> bool:
        """Tell whether a value says nothing without the label before it, as "Yes" does."""
        return self.codes == _YES_OR_NO

    @property
    def longest(self) -> int:
        """Return how many characters a text may have, or 0 where there is no limit."""
        return 0

    def referred(self, _value: object) -> Referred | None:
        """Return the row that a value names, or None where it names none."""
        return None

    def naming(self, _record: int, _row: bytes) -> Value:
        """Return the value that names a row, given the number of its record and its id.

        It is None for a kind whose values name no row.
        """
        return None

    def may_name(self, _record: str) -> bool:
        """Tell whether a value may name a row of this record."""
        return False

    def sought(self, typed: str) -> str:
        """Return what a half-typed answer is searched by."""
        return typed.strip()

    def within(self, words: str) -> str:
        """Return the words of an answer as they stand inside a sentence."""
        return words

    def typed_for(self, _value: Value, _path: str) -> str:
        """Return what was typed for a question of the same record and is kept here, or "" where nothing is kept."""
        return ""

    def unread(self, _value: Value, _translate: Translate = str) -> Sequence[Unread]:
        """Return every answer that is kept here because it could not be read."""
        return ()

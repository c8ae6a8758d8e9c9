"""One example of every kind of field: what is typed, and all that the program makes of it.

A kind without its example here is not complete: the contract tests of this folder and of the editors fail for it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple, get_args

from tipdesk.domain import kinds
from tipdesk.domain.values import Coordinates, Duration, Money, NamedRow, PartialDate

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Field, Value, Wire

KINDS: tuple[type[Field], ...] = get_args(kinds.Kind)
ROW = bytes.fromhex("01930e2e000070008000000000000001")
PERSON = 12
ROW_TEXT = "01930e2e-0000-7000-8000-000000000001"
DIGITS = "3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b"
GROUPED = " ".join(DIGITS[at : at + 4] for at in range(0, 64, 4))
AT = datetime(2026, 11, 4, 5, 10, tzinfo=timezone(timedelta(hours=-4)))


class Example(NamedTuple):
    """`typed` is read as `value`; `wire`, `stored` (its column), `json` and `shown` are made of that.

    `editor`: the class of its editor, "" where nobody answers such a field at a keyboard.
    """

    field: kinds.Kind
    typed: object
    value: Value
    wire: Wire
    stored: str | bytes
    json: object
    shown: str
    editor: str


class RecordNames:
    """Knows one record."""

    def label_of(self, path: str) -> str:
        return "How many people?" if path == "persons_count" else path

    def name_of(self, number: int) -> str:
        return "Person" if number == PERSON else ""

    def number_in_case(self, name: str) -> int:
        return PERSON if name == "Person" else 0

    def called(self, number: int) -> str:
        return "A person" if number == PERSON else ""


ANY_ROW = kinds.AnyRow(1, "t").among(RecordNames())
EXAMPLES = (
    Example(kinds.Text(1, "t"), " Ann\n Lee ", "Ann  Lee", "Ann  Lee", "Ann  Lee", "Ann  Lee", "Ann  Lee", "TextEdit"),
    Example(kinds.LongText(1, "t"), "a\r\nb", "a\nb", "a\nb", "a\nb", "a\nb", "a\nb", "LongText"),
    Example(
        kinds.Texts(1, "t"), "B; A", frozenset({"A", "B"}), ["A", "B"], "\x1fA\x1eB", ["A", "B"], "A, B", "TextsEdit"
    ),
    Example(kinds.Code(1, "t", codes="sex"), "female", "female", "female", "female", "female", "Female", "YesNoUnsure"),
    Example(
        kinds.Codes(1, "t", codes="sex"), ["male", "female"], frozenset({"female", "male"}), ["female", "male"],
        "\x1ffemale\x1emale", ["female", "male"], "Female, Male", "CodesPicker",
    ),
    Example(
        kinds.PartialDateField(1, "t"), "4 3 2007", PartialDate(2007, 3, 4), "2007-03-04", "2007-03-04", "2007-03-04",
        "4 Mar 2007", "PartialDateEdit",
    ),
    Example(
        kinds.DateTimeField(1, "t"), "2026-11-04T05:10-04:00", AT, "2026-11-04T05:10-04:00", "2026-11-04T05:10-04:00",
        "2026-11-04T05:10-04:00", "4 Nov 2026 05:10", "MomentEdit",
    ),
    Example(kinds.Number(1, "t"), " 12 ", 12, 12, "12", 12, "12", "NumberEdit"),
    Example(
        kinds.MoneyField(1, "t"), "1,250.5", Money(125050), "1250.50 XCD", "1250.50 XCD", "1250.50 XCD", "1250.50 XCD",
        "ParsedEdit",
    ),
    Example(kinds.DurationField(1, "t"), "1y 6m", Duration(1, 6), "P1Y6M", "P1Y6M", "P1Y6M", "P1Y6M", "ParsedEdit"),
    Example(
        kinds.CoordinatesField(1, "t"), "13.7333, -60.9527", Coordinates(137333000, -609527000),
        "13.7333000, -60.9527000", "13.7333000, -60.9527000", "13.7333000, -60.9527000", "13.7333000, -60.9527000",
        "ParsedEdit",
    ),
    Example(kinds.Flag(1, "t"), "Yes", True, True, "1", True, "Yes", "FlagEdit"),
    Example(
        kinds.Phone(1, "t"), "758-452-0000", "+17584520000", "+17584520000", "+17584520000", "+17584520000",
        "+1 758 452 0000", "PhoneEdit",
    ),
    Example(
        kinds.Email(1, "t"), " a@example.org ", "a@example.org", "a@example.org", "a@example.org", "a@example.org",
        "a@example.org", "ParsedEdit",
    ),
    Example(kinds.Reference(1, "t", record="Person"), ROW_TEXT, ROW, ROW, ROW, ROW_TEXT, "01930e2e", "ReferenceEdit"),
    Example(
        ANY_ROW, f"Person {ROW_TEXT}", NamedRow(PERSON, ROW), b"\0\0\0\x0c" + ROW, b"\0\0\0\x0c" + ROW,
        f"Person {ROW_TEXT}", "A person 01930e2e", "ReferenceEdit",
    ),
    Example(kinds.Octets(1, "t"), "00ff", b"\x00\xff", b"\x00\xff", b"\x00\xff", "00ff", "00ff", ""),
    Example(kinds.Kept(1, "t"), "00ff", b"\x00\xff", b"\x00\xff", b"\x00\xff", "00ff", "00ff", ""),
    Example(
        kinds.Digest(1, "t"), GROUPED.upper(), bytes.fromhex(DIGITS), bytes.fromhex(DIGITS), bytes.fromhex(DIGITS),
        DIGITS, GROUPED, "OctetsEdit",
    ),
    Example(
        kinds.AsTyped(1, "t", by_program=True).among(RecordNames()), ["persons_count: two"],
        frozenset({"persons_count: two"}), ["persons_count: two"], "\x1fpersons_count: two", ["persons_count: two"],
        "How many people? — as typed: two", "",
    ),
)  # fmt: skip
NOW = datetime(2026, 11, 28, 16, 0, tzinfo=UTC)

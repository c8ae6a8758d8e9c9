"""What the tables of the directory show: their columns, and one line for each row.

These are pure functions of rows and words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _ as mark
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.wording import Wording

STATE = mark("State")


@dataclass(frozen=True)
class Tab:
    """One record of the directory as a table: its columns with their widths, and its words.

    `wide` is the column that takes what is left over. `empty` is a sentence and advice for when there is no row, `help`
    says what the rows are for, and `add` is on the button that adds one, "" where none is added here.
    """

    label: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    wide: int
    icon: str
    empty: tuple[str, str]
    help: str
    add: str


TABS: Mapping[str, Tab] = {
    "DutyNumber": Tab(
        mark("Duty numbers"),
        (mark("Kind of duty"), mark("Who answers"), mark("Telephone"), mark("Hours"), mark("District"), STATE),
        (180, 150, 135, 95, 110, 110),
        1,
        "phone",
        (mark("No duty numbers yet"), mark("Until there are, posts show 911 and “your supervisor”.")),
        mark("Whom officers ring at this hour. They stand under the three buttons of every post's home page."),
        mark("&Add a duty number"),
    ),
    "Agency": Tab(
        mark("Agencies"),
        (mark("Name"), mark("Kind of agency"), mark("Telephone"), mark("Contact"), STATE),
        (200, 190, 135, 140, 110),
        0,
        "affiliate",
        (mark("No agencies yet"), mark("Add those who protect, refer or prosecute.")),
        mark("Who protects, refers or prosecutes. A shelter has a neutral name and its coordinator's number only."),
        mark("&Add an agency"),
    ),
    "Post": Tab(
        mark("Posts"),
        (mark("Code"), mark("Name"), mark("Kind of post"), mark("District"), mark("Telephone"), STATE),
        (70, 200, 140, 120, 135, 110),
        1,
        "building",
        (mark("No posts yet"), mark("Add the first one, then enrol its PC.")),
        mark("Where officers work with the program. The code stands in references: change it only before it is used."),
        mark("&Add a post"),
    ),
    "Officer": Tab(
        mark("Officers"),
        (mark("Login name"), mark("Name"), mark("Post"), mark("Roles"), STATE),
        (120, 150, 150, 250, 100),
        3,
        "users",
        (mark("No officers yet"), mark("An officer is added when their PC is enrolled.")),
        mark("What each officer may do. Officers are added when their PC is enrolled, and disabled, not deleted."),
        "",
    ),
}


def lines_of(record: str, rows: Sequence[Row], words: Wording) -> list[Line]:
    """Return the lines of a record's table; each is about the id of its row."""
    return [_line(record, row, words) for row in rows]


def _line(record: str, row: Row, words: Wording) -> Line:
    def shown(name: str) -> str:
        value = row[name]
        return words.value(row.record.by_name[name], value) if value is not None else ""

    cells = (*_CELLS[record](row, shown), state := _state(row))
    tone = "neutral" if row.deleted else "warn"
    return Line(cells, row.id, {len(cells) - 1: tone} if state else {})


def _state(row: Row) -> str:
    if row.deleted:
        return _("In the trash")
    return _("Disabled") if row["disabled"] is True else ""


Shown = Callable[[str], str]


def _duty(row: Row, shown: Shown) -> tuple[str, ...]:
    return (shown("kind"), shown("label"), shown("phone"), hours_of(row), shown("district"))


def _agency(_row: Row, shown: Shown) -> tuple[str, ...]:
    return tuple(shown(name) for name in ("name", "kind", "phone", "contact"))


def _post(_row: Row, shown: Shown) -> tuple[str, ...]:
    return tuple(shown(name) for name in ("code", "name", "kind", "district", "phone"))


def _officer(_row: Row, shown: Shown) -> tuple[str, ...]:
    return tuple(shown(name) for name in ("login", "name", "post", "roles"))


_CELLS: Mapping[str, Callable[[Row, Shown], tuple[str, ...]]] = {
    "DutyNumber": _duty,
    "Agency": _agency,
    "Post": _post,
    "Officer": _officer,
}


def hours_of(row: Row) -> str:
    """Return when a number is answered, such as "06-20 h" or "always"."""
    begins, ends = row["hour_from"], row["hour_to"]
    if not isinstance(begins, int) and not isinstance(ends, int):
        return _("always")
    first, last = begins if isinstance(begins, int) else 0, ends if isinstance(ends, int) else 24
    return _("{first:02}-{last:02} h").format(first=first, last=last)

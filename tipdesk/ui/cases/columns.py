"""The columns of the list of cases: their names, their headings, their widths, and which of them can be left out."""

from collections.abc import Sequence
from typing import NamedTuple

from tipdesk.domain.texts import _ as mark


class Column(NamedTuple):
    """One column: its name, its heading (message id), its usual width in pixels, and by what the list is sorted.

    `sort` is the column of `lists/find_cases` that this is.
    """

    name: str
    heading: str
    width: int
    sort: str


COLUMNS = (
    Column("reference", mark("Reference"), 100, "reference"),
    Column("title", mark("Title"), 130, "title"),
    Column("stage", mark("Stage"), 118, "stage"),
    Column("risk", mark("Risk"), 88, "risk"),
    Column("child", mark("Child"), 58, "child"),
    Column("owner", mark("In charge"), 166, "owner"),
    Column("post", mark("Post"), 58, "post"),
    Column("people", mark("People"), 66, "people"),
    Column("conflicts", mark("To settle"), 76, "conflicts"),
    Column("updated", mark("Updated"), 148, "updated"),
)
REFERENCE, TITLE, STAGE, RISK, CHILD, OWNER, POST, PEOPLE, CONFLICTS, UPDATED = range(len(COLUMNS))
KEPT = (REFERENCE, TITLE)
"""The columns that stand in every list of cases."""
USUAL = ("reference", "title", "stage", "risk", "child", "owner", "post", "conflicts", "updated")
"""The names of the columns that a list shows until an officer chooses others."""
GIVEN_UP = (PEOPLE, CONFLICTS, POST, OWNER, CHILD)
"""What is left out, in this order, where there is no room for all that is chosen; the reading pane tells it too."""


def places_of(names: Sequence[str]) -> frozenset[int]:
    """Return the places of the columns with these names, with those that are always there; all usual ones for none."""
    chosen = frozenset(names or USUAL)
    return frozenset(at for at, column in enumerate(COLUMNS) if column.name in chosen or at in KEPT)

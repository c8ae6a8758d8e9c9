"""A record that is declared for the tests of the screen alone, a case with rows of it, and what a list of it shows.

The record is declared here, with the decorator that the product uses, and in no registry of the product.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from tipdesk.domain.kinds import NARRATIVE, Code, Flag, LongText, Number, PartialDateField, Reference, Text
from tipdesk.domain.pages import page_of
from tipdesk.domain.records import PLAIN_RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import Scope, declared_within, record
from tipdesk.domain.values import PartialDate
from tipdesk.ui.case.told import CaseTold
from tipdesk.ui.records.arranging import Group
from tipdesk.ui.records.rows_model import WordsRole

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk
    from tipdesk.domain.kinds import Value
    from tipdesk.services.case.open_case import Workspace
    from tipdesk.ui.records.board import RecordBoard


@record(
    number=997,
    scope=Scope.CASE,
    label="Oddment",
    plural="Oddments",
    parent="person",
    page="Evidence",
    icon="flag",
    title="{mark} {what}",
    sorted_by=("-seized_on",),
)
class Oddment:
    """A thing that was seized."""

    mark: Annotated[
        str | None, Text(1, "Oddment number", section="What it is", required=True, column=True, is_code=True)
    ] = None
    what: Annotated[str | None, Text(2, "What", column=True)] = None
    kind: Annotated[str | None, Code(3, "Kind of paper", codes="document_type", column=True)] = None
    person: Annotated[
        bytes | None, Reference(4, "Found with", section="Where it comes from", record="Person", column=True)
    ] = None
    seized_on: Annotated[PartialDate | None, PartialDateField(5, "Seized on", column=True)] = None
    pieces: Annotated[int | None, Number(6, "Pieces", low=1, high=99)] = None
    in_bag: Annotated[bool | None, Flag(7, "In a bag", section="How it is kept")] = None
    words: Annotated[str | None, LongText(8, "Description", sensitivity=NARRATIVE)] = None


ODDMENT = next(one for one in declared_within("tests.ui") if one.cls is Oddment)
KNOWN = tuple(record for record in PLAIN_RECORDS if page_of(record).is_kept)
"""The records of the pages that every case has: of the others, this one alone is looked at."""
RECORDS = (*KNOWN, ODDMENT)


def oddment(number: int, **values: Value) -> Row:
    """Return a row."""
    return Row(ODDMENT, bytes([number]) * 16, b"c" * 16, {"mark": f"EX-{number}", **values})


def with_rows(workspace: Workspace, *rows: Row) -> Workspace:
    """Return the case with these oddments."""
    return replace(workspace, view=replace(workspace.view, rows={**workspace.view.rows, ODDMENT.name: rows}))


def told(workspace: Workspace, desk: CasesDesk) -> CaseTold:
    """Return a case as its pages show it, with the titles of its people."""
    return CaseTold(workspace, desk.seat.wording.with_rows([one.person for one in workspace.people]))


def titles(board: RecordBoard) -> list[str]:
    """Return the titles of the rows in a list, and the words of its headings in brackets."""
    lines = board.list.model.lines
    return [
        f"[{line.label} {line.count}]"
        if isinstance(line, Group)
        else board.list.model.index(at, 0).data(WordsRole).title
        for at, line in enumerate(lines)
    ]

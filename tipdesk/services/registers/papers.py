"""The models of printed registers: the rows of one as a list, and one row as a sheet with all that belongs to it.

They are pure functions of what was read, set on the same paper as case files. A list has the columns of the
declaration; a sheet has every answer, and below the row what belongs to it, as deep as that goes: the sessions of a
training, and who took part in each.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from tipdesk.domain.kinds import Field
from tipdesk.domain.moments import moment_shown
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.services.documents.answers import Reading
from tipdesk.services.documents.build_case_file import Printed, furniture_of
from tipdesk.services.documents.case_file import Block, CaseFile, Grid, Section, Slip
from tipdesk.services.documents.grids import BUDGET, numbered_grid, record_grid

MARKING = _("FOR OFFICIAL USE")
NONE_RECORDED = _("None recorded.")
SET_BY: Mapping[str, str] = {"PlanAction": "goal"}
"""The field by whose answers the printed list of a record is set, a table for each."""


@dataclass(frozen=True)
class Tree:
    """A row with all that belongs to it, by record."""

    row: Row
    below: Mapping[RecordType, Sequence["Tree"]]


def list_paper(
    record: RecordType, rows: Sequence[Row], rule: str, printed: Printed, reading: Reading, columns: Sequence[Field]
) -> CaseFile:
    """Return the model of a list; `rule` says in words which rows it has, and `columns` are those of the list.

    A plan is set by goal, with a table for each; every other list is one table.
    """
    say = reading.translate
    title = say(record.plural)
    facts = ((say(_("Rows")), str(len(rows))), (say(_("Which")), rule))
    by, told = record.by_name.get(SET_BY.get(record.name, "")), dict[str, list[Row]]()
    for row in rows:
        told.setdefault(", ".join(reading.shown(row, by).texts) or say(_("Other")) if by else title, []).append(row)
    sections = tuple(Section(name, (_grid(reading, several, columns),), "") for name, several in told.items())
    none = (Section(title, (), say(NONE_RECORDED)),)
    return _file(say(_("Register")), title, sections or none, printed, say, facts)


def sheet_paper(tree: Tree, printed: Printed, reading: Reading) -> CaseFile:
    """Return the model of a sheet of one row."""
    say, row = reading.translate, tree.row
    label, title = say(row.record.label), reading.titles.get(row.id, "")
    block = Block("" if title == label else title, reading.answers(row))
    sections = (Section(label, (block,), say(NONE_RECORDED)), *_below(reading, tree))
    return _file(label, title if title != label else "", sections, printed, say, ())


def _below(reading: Reading, tree: Tree) -> tuple[Section, ...]:
    """Return the sections of what belongs to a row: a table of rows to which nothing belongs, else each by itself."""
    sections: list[Section] = []
    for record, trees in tree.below.items():
        title = reading.translate(record.plural)
        told = _titled(reading, title, tree.row) if tree.row.parent is not None else title
        if not any(one.below for one in trees):
            parts = record_grid(reading, [one.row for one in trees], without=frozenset({record.parent}))
            sections.append(Section(told, parts, reading.translate(NONE_RECORDED)))
            continue
        for one in trees:
            heading = _titled(reading, reading.translate(record.label), one.row)
            block = Block("", reading.answers(one.row, frozenset({record.parent})))
            sections += [Section(heading, (block,), reading.translate(NONE_RECORDED)), *_below(reading, one)]
    return tuple(sections)


def _titled(reading: Reading, label: str, row: Row) -> str:
    return ": ".join(dict.fromkeys(filter(None, (label, reading.titles.get(row.id, "")))))


def _grid(reading: Reading, rows: Sequence[Row], columns: Sequence[Field]) -> Grid:
    """Return the table of a list: of the columns that have an answer as many as fit the width of the paper."""
    chosen: list[Field] = []
    for field in columns:
        is_filled = any(reading.shown(row, field).texts for row in rows)
        if is_filled and sum(one.width for one in (*chosen, field)) <= BUDGET:
            chosen.append(field)
    return numbered_grid(reading, rows, chosen)


def _file(
    kind: str,
    title: str,
    sections: tuple[Section, ...],
    printed: Printed,
    say: Callable[[str], str],
    more: tuple[tuple[str, str], ...],
) -> CaseFile:
    facts = (
        (say(_("Copy number")), str(printed.copy_number)),
        (say(_("Printed by")), printed.officer),
        (say(_("Post")), printed.post),
        (say(_("Printed at (local time)")), moment_shown(printed.at_ms, printed.offset_minutes, say)),
        *more,
    )
    return CaseFile(
        kind=kind,
        reference=kind,
        title=title,
        slip=Slip(facts, (say(_("Collected by")), say(_("Shredded by"))), say(_("Date and time"))),
        sections=sections,
        furniture=replace(furniture_of(printed, say), marking=say(MARKING)),
    )

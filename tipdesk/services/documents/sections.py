"""The sections of the case file, one for each record of case scope, in the order in which records are declared.

No field or record is listed here, and one that is declared later gets its section by itself: one block a row, unless
its declaration says that its rows stand side by side in a table, or inside the block of the row they belong to
(`Paper`). The calls are the exception, because an earlier release kept the first one in its report.
"""

from collections.abc import Mapping, Sequence

from tipdesk.domain.records import BY_NAME, PLAIN_RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import Paper, RecordType
from tipdesk.domain.texts import _
from tipdesk.services.case.calls import TOLD_IN_REPORT, tells_a_call
from tipdesk.services.case.history import HistoryLine
from tipdesk.services.documents.answers import Reading
from tipdesk.services.documents.case_file import Block, Grid, Section
from tipdesk.services.documents.grids import history_grid, record_grid

REPORT, CALL = BY_NAME["Report"], BY_NAME["Call"]


def sections_of(
    reading: Reading,
    rows: Sequence[Row],
    history: Sequence[HistoryLine],
    records: Sequence[RecordType] = PLAIN_RECORDS,
) -> tuple[Section, ...]:
    """Return all sections of a case, the history last.

    `rows` are narrowed to what this copy may show; deleted ones among them serve the history alone. `records` are those
    that have a section, the case itself first.
    """
    live = [row for row in rows if not row.deleted]
    by_record = {record: [row for row in live if row.record == record] for record in records}
    inside = _inside(by_record)
    placed = {row.id for children in inside.values() for row in children}
    sections = []
    for record in records:
        own = [row for row in by_record[record] if row.id not in placed]
        if own or record.paper is not Paper.INSIDE:
            earlier = _told_earlier(reading, by_record[REPORT]) if record == CALL else ()
            sections.append(_section(reading, record, own, inside, earlier))
    return (*sections, _history(reading, rows, history))


def _inside(by_record: Mapping[RecordType, Sequence[Row]]) -> dict[bytes, list[Row]]:
    """Return the rows that are printed inside another's block, by the id of that row.

    A row whose parent is not here, or has no block of its own, is not among them.
    """
    blocks = {row.id for record, rows in by_record.items() if record.paper is Paper.BELOW for row in rows}
    found: dict[bytes, list[Row]] = {}
    for row in (row for record, rows in by_record.items() if record.paper is Paper.INSIDE for row in rows):
        if row.parent is not None and row.parent in blocks:
            found.setdefault(row.parent, []).append(row)
    return found


def _told_earlier(reading: Reading, reports: Sequence[Row]) -> tuple[Block, ...]:
    """Return the calls that reports of an earlier release tell in their own fields."""
    others = frozenset(field.name for field in REPORT.fields) - frozenset(TOLD_IN_REPORT)
    title = reading.translate(_("Told earlier, in the report"))
    return tuple(Block(title, reading.answers(row, others)) for row in reports if tells_a_call(row))


def _section(
    reading: Reading,
    record: RecordType,
    rows: Sequence[Row],
    inside: Mapping[bytes, Sequence[Row]],
    earlier: Sequence[Block] = (),
) -> Section:
    title = reading.translate(record.label if record == PLAIN_RECORDS[0] else record.plural)
    empty = reading.translate(_("None recorded."))
    if rows and record.paper is Paper.BESIDE:
        return Section(title, record_grid(reading, rows), empty)
    parts: list[Block | Grid] = [*earlier]
    for number, row in enumerate(rows, 1):
        parts.append(_block(reading, row, number if len(rows) > 1 else 0))
        parts += (_child(reading, child) for child in inside.get(row.id, ()))
    return Section(title, tuple(parts), empty)


def _block(reading: Reading, row: Row, number: int) -> Block:
    """Return the block of a row under its title.

    A row without a title is numbered, or needs no heading when it is the only one.
    """
    label = reading.translate(row.record.label)
    title = reading.titles.get(row.id, label)
    whose = reading.titles.get(row.parent, "") if row.parent is not None else ""
    if title == label:
        title = f"{label} {number}" if number else ""
    named = ": ".join(filter(None, (title or (label if whose else ""), whose)))
    told = frozenset({row.record.parent}) if whose and row.record.parent not in row.siblings else frozenset()
    told |= frozenset(TOLD_IN_REPORT) if row.record == REPORT else frozenset()  # they stand with the calls
    return Block(named if row.record != PLAIN_RECORDS[0] else "", reading.answers(row, told))


def _child(reading: Reading, row: Row) -> Block:
    title = ": ".join(dict.fromkeys((reading.translate(row.record.label), reading.titles.get(row.id, ""))))
    told = frozenset({row.record.parent})
    title_fields = frozenset(field.name for field in row.record.title_fields if field.name not in row.siblings)
    return Block(title, reading.answers(row, told | title_fields), level=2)


def _history(reading: Reading, rows: Sequence[Row], history: Sequence[HistoryLine]) -> Section:
    parts = (history_grid(reading, history, {row.id: row for row in rows}),) if history else ()
    return Section(reading.translate(_("History")), parts, reading.translate(_("Nothing recorded.")))

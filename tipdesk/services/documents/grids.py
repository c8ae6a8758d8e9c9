"""Tables of a document: rows of a record side by side, and the history of a case.

The columns of a record are chosen from its declaration and from what the rows hold: the first filled fields that fit
the width. What does not fit (long texts, the fields after) goes into a block under the table with the line's number, so
nothing is lost. A long value in the history is shortened there and says so, because its section has it whole.
"""

from collections.abc import Mapping, Sequence

from tipdesk.domain.kinds import Field, Value
from tipdesk.domain.moments import moment_shown
from tipdesk.domain.records import CASE_RECORDS
from tipdesk.domain.rows import DELETED_NAME, Row
from tipdesk.domain.texts import _
from tipdesk.services.case.history import HistoryLine
from tipdesk.services.documents.answers import WITHHELD, Reading, is_told
from tipdesk.services.documents.case_file import AnswerState, Block, Grid, GridLine, Shown
from tipdesk.services.voice import plural

BUDGET = 21.0
"""How wide the columns of a table may be together."""
_LONGEST_CELL = 200
_LONGEST_IN_HISTORY = 160
_LONGEST_TITLE = 40
_NUMBER_SHARE = 0.045
_HISTORY_HEADS = (_("When"), _("Who and where"), _("What"), _("From"), _("To"))
_HISTORY_WIDTHS = (2.6, 3.8, 4.4, 4.0, 4.6)
_HISTORY_SHARED = 2


def record_grid(
    reading: Reading, rows: Sequence[Row], without: frozenset[str] = frozenset()
) -> tuple[Grid | Block, ...]:
    """Return the table of these rows of one record, then a block for each row that has answers without a column.

    The fields `without` are printed elsewhere already.
    """
    columns = _columns(reading, rows, without)
    told = without | {field.name for field in columns}
    label = reading.translate(rows[0].record.label)
    blocks = (
        Block(f"{label} {number}", answers, level=2)
        for number, row in enumerate(rows, 1)
        if (answers := reading.answers(row, told))
    )
    return (numbered_grid(reading, rows, columns), *blocks)


def numbered_grid(reading: Reading, rows: Sequence[Row], columns: Sequence[Field]) -> Grid:
    """Return the table of these rows and columns, with a number before each row."""
    lines = tuple(
        GridLine((Shown((str(number),)), *(reading.shown(row, field) for field in columns)))
        for number, row in enumerate(rows, 1)
    )
    heads = ("#", *(reading.translate(field.label) for field in columns))
    widths = [field.width for field in columns]
    return Grid(heads, (_NUMBER_SHARE * (sum(widths) or 1), *widths), lines)


def _columns(reading: Reading, rows: Sequence[Row], without: frozenset[str]) -> list[Field]:
    chosen: list[Field] = []
    left = BUDGET
    for field in rows[0].record.fields:
        shown = [reading.shown(row, field) for row in rows]
        is_filled = any(one.texts or one.standing is AnswerState.WITHHELD for one in shown)
        is_short = all(sum(map(len, one.texts)) <= _LONGEST_CELL for one in shown)
        if field.name in without or not is_filled or not is_short or field.is_long:
            continue
        left -= field.width
        if left < 0:
            break
        chosen.append(field)
    return chosen


def history_grid(reading: Reading, lines: Sequence[HistoryLine], rows: Mapping[bytes, Row]) -> Grid:
    """Return the history as a table, in the order in which it was written.

    `lines` are latest first; `rows` are the rows of the case by id.
    """
    made: list[GridLine] = []
    last = None
    for line in _in_order(lines):
        made.append(GridLine(_history_cells(reading, line, rows), continues=line.dot == last))
        last = line.dot
    heads = tuple(reading.translate(head) for head in _HISTORY_HEADS)
    return Grid(heads, _HISTORY_WIDTHS, tuple(made), _HISTORY_SHARED)


def _in_order(lines: Sequence[HistoryLine]) -> list[HistoryLine]:
    """Return the lines save by save, in each row by row in the order of writing, and fields as they are declared."""
    written = list(reversed(lines))
    saves = {dot: place for place, dot in enumerate(dict.fromkeys(line.dot for line in written))}
    rows = {row: place for place, row in enumerate(dict.fromkeys(line.row for line in written))}

    def place(line: HistoryLine) -> tuple[int, int, int]:
        field = line.record.by_name.get(line.field) if line.record else None
        return (saves[line.dot], rows[line.row], field.number if field else 0)

    return sorted(written, key=place)


def _history_cells(reading: Reading, line: HistoryLine, rows: Mapping[bytes, Row]) -> tuple[Shown, ...]:
    field = line.record.by_name.get(line.field) if line.record else None
    closed = line.masked or not _is_open(reading, line, field, rows.get(line.row))
    what = [_label(reading, line, field), _of_which_row(reading, line)]
    if line.reason and not closed:
        what.append(reading.translate(_("Reason: {reason}")).format(reason=_shortened(line.reason)))
    before = tuple(_value(reading, line, field, value) for value in line.before if value is not None)
    after = _value(reading, line, field, line.after) or reading.translate(_("emptied"))
    return (
        Shown((moment_shown(line.at, line.offset, reading.translate),)),
        Shown(tuple(filter(None, (reading.names.officer(line.actor), reading.names.device(line.device))))),
        Shown(tuple(filter(None, what))),
        WITHHELD if closed else Shown(before),
        WITHHELD if closed else Shown((after,)),
    )


def _is_open(reading: Reading, line: HistoryLine, field: Field | None, row: Row | None) -> bool:
    """Tell whether this copy may show the values of a line; a field that this release does not know is not shown."""
    if line.field == DELETED_NAME:
        return True
    if field is None or not is_told(reading.level, field.sensitivity, on_screen=reading.on_screen):
        return False
    return row is None or field.name not in row.masked


def _of_which_row(reading: Reading, line: HistoryLine) -> str:
    """Return which row a line is about, such as "Person P-7K2M".

    It is "" for the case itself, which is named on the first page.
    """
    if line.record is None or line.record == CASE_RECORDS[0]:
        return ""
    record = reading.translate(line.record.label)
    title = reading.titles.get(line.row, "")
    short = title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE].rstrip() + "…"
    return " ".join(dict.fromkeys(filter(None, (record, short))))


def _label(reading: Reading, line: HistoryLine, field: Field | None) -> str:
    if line.field == DELETED_NAME:
        return reading.translate(_("Deleted or kept?"))
    return reading.translate(field.label) if field else reading.translate(_("a field of a later release"))


def _value(reading: Reading, line: HistoryLine, field: Field | None, value: Value) -> str:
    if line.field == DELETED_NAME:
        return reading.deletion_text(value)
    return _shortened(reading.text_of(field, value)) if field else ""


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST_IN_HISTORY:
        return text
    rest = len(text) - _LONGEST_IN_HISTORY
    more = plural("… ({count} more character)", "… ({count} more characters)", rest)
    return text[:_LONGEST_IN_HISTORY].rstrip() + more

"""`tipdesk case count`: how many cases of a list have each value of one or two columns, marked as restricted."""

from collections.abc import Iterator, Sequence

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.translate import _
from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.rules.case_filter import ALL, OPEN, CaseFilter
from tipdesk.domain.rules.counting import MOST_COLUMNS
from tipdesk.services.case.dots import moment_text
from tipdesk.services.directory.names import read_names
from tipdesk.services.documents.counted import MARKING
from tipdesk.services.lists.count_words import cases_in_words
from tipdesk.services.lists.find_cases import COUNTED, count_cases
from tipdesk.services.lists.take_count import copy_count
from tipdesk.services.voice import translated


@click.command("count", cls=Command)
@click.option("--by", required=True, help="One or two columns: stage, risk, post, owner, child, disputed, held.")
@click.option("--open", "only_open", is_flag=True, help="Only open cases.")
@pass_context
def count(context: Context, by: str, *, only_open: bool) -> None:
    """Count cases by one or two columns. Restricted: small numbers are figures of real people."""
    columns = tuple(dict.fromkeys(name.strip() for name in by.split(",") if name.strip()))
    if not 1 <= len(columns) <= MOST_COLUMNS or not set(columns) <= COUNTED.keys():
        raise UserError("bad-columns", _("Count by one or two of: {columns}."), columns=", ".join(COUNTED))
    desk = context.desk
    table = count_cases(desk, CaseFilter(OPEN if only_open else ALL), columns)
    rule = _("All open") if only_open else _("All")
    counted = cases_in_words(desk, table, rule, read_names(desk))
    copy_count(desk, counted)  # what is printed here may go anywhere, so the audit has it first
    rows = [
        {"keys": {name: _plain(value) for name, value in zip(columns, values, strict=True)}, "count": number}
        for values, number in sorted(table.counts.items(), key=str)
    ]
    told = {
        "by": list(columns),
        "rows": rows,
        "total": table.total,
        "disputed": table.disputed,
        "as_of": moment_text(desk.clock.now_ms()),
        "only_open": only_open,
        "restricted": True,
    }
    context.show(told, translated(MARKING), counted.title(), *_in_columns(counted.table()), *counted.rules())


def _in_columns(table: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table with its cells below each other."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for first, *numbers in table:
        cells = [cell.rjust(width) for cell, width in zip(numbers, widths[1:], strict=True)]
        yield "  ".join([first.ljust(widths[0]), *cells])


def _plain(value: object) -> object:
    """Return a value as JSON has it: an officer by id, and nothing for an answer that is missing."""
    if isinstance(value, bytes):
        return id_text(value)
    return None if value == "" else value

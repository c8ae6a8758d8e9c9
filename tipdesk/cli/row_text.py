"""Prints rows as lines of text, for a person at a terminal: each by its id, and below it every answer by its label.

What a row refers to is named as lists name it: an officer, a post or an agency by name, a row of a register by its
title, a row of the same case by its code, and anything else by its id.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from tipdesk.cli.case_text import answer_lines
from tipdesk.cli.context import Context
from tipdesk.cli.translate import _
from tipdesk.domain.ids import id_text
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Level
from tipdesk.domain.schema import Scope
from tipdesk.services.case.titles import code_of, title_of
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.names import names_in
from tipdesk.services.documents.answers import Reading


def show_rows(context: Context, document: object, rows: Sequence[Row], *, without: Iterable[str] = ()) -> None:
    """Print the JSON document, or these rows as lines for people, without the fields named."""
    context.show(document, *(() if context.is_json else _lines(context.desk, rows, frozenset(without))))


def _lines(desk: Desk, rows: Sequence[Row], without: frozenset[str]) -> Iterator[str]:
    with desk.read() as reader:
        titles = dict(chain.from_iterable(_titles(desk, reader, row) for row in rows))
        reading = Reading(
            names_in(reader, desk), titles, desk.codes, _, Level.FULL, desk.clock.offset_minutes(), on_screen=True
        )
    for row in rows:
        state = f"  ({_('in the trash')})" if row.deleted else ""
        yield f"{id_text(row.id)}  {_(row.record.label)}{state}"
        for answer in reading.answers(row, without):
            yield from answer_lines("  ", answer.label, answer.shown)


def _titles(desk: Desk, reader: Reader, row: Row) -> Iterator[tuple[bytes, str]]:
    """Yield what the rows are called to which this one refers."""
    for field in row.record.fields:
        meant = field.referred(row[field.name])
        if meant is None:
            continue
        record = BY_NAME.get(meant.record)
        named = reader.get_row(record, meant.row) if record is not None else None
        title = ""
        if named is not None and named.record.scope is not Scope.CASE:
            title = title_of(named, desk.codes, _)
        elif named is not None and named.case == row.case:
            title = code_of(named, desk.codes, _)
        yield meant.row, title or id_text(meant.row)

"""Prints rows as lines of text, for a person at a terminal: each by its id, and below it every answer by its label.

What a row refers to is named as lists name it: an officer, a post or an agency by name, another row by the title that
the caller knows, and anything else by its id.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tipdesk.cli.case_text import answer_lines
from tipdesk.cli.context import Context
from tipdesk.cli.translate import _
from tipdesk.domain.ids import id_text
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Level
from tipdesk.services.desk import Desk
from tipdesk.services.directory.names import read_names
from tipdesk.services.documents.answers import Reading

_NONE: Mapping[bytes, str] = {}


def show_rows(
    context: Context,
    document: object,
    rows: Sequence[Row],
    *,
    titles: Mapping[bytes, str] = _NONE,
    without: Iterable[str] = (),
) -> None:
    """Print the JSON document, or these rows as lines for people, without the fields named.

    `titles` are what other rows are called, by their ids.
    """
    context.show(document, *(() if context.is_json else _lines(context.desk, rows, titles, frozenset(without))))


def _lines(desk: Desk, rows: Sequence[Row], titles: Mapping[bytes, str], without: frozenset[str]) -> Iterator[str]:
    told = {row: id_text(row) for one in rows for row in _referred(one)} | {**titles}
    reading = Reading(
        read_names(desk), told, desk.codes, _, Level.FULL, desk.clock.offset_minutes(), on_screen=True
    )  # what is not open to the officer is held back in the rows themselves
    for row in rows:
        state = f"  ({_('in the trash')})" if row.deleted else ""
        yield f"{id_text(row.id)}  {_(row.record.label)}{state}"
        for answer in reading.answers(row, without):
            yield from answer_lines("  ", answer.label, answer.shown)


def _referred(row: Row) -> Iterator[bytes]:
    """Yield the ids of the rows to which this one refers."""
    meant = (field.referred(row[field.name]) for field in row.record.fields)
    yield from (one.row for one in meant if one is not None)

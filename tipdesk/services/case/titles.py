"""What a row is called in lists, tabs and results: the pattern of its record, filled with its answers.

A masked field gives nothing, so a person without sight of the name is shown by the neutral code.
"""

from collections.abc import Callable

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.rows import Row
from tipdesk.domain.title_pattern import filled


def title_of(row: Row, codes: CodeBook, translate: Callable[[str], str] = str) -> str:
    """Return the title, the record's label where it has none: "P-7K2M Ann Marie Doe", "Case note", "Episode"."""
    record = row.record
    answers = {
        field.name: field.shown(value, codes.label_of, translate)
        for field in record.title_fields
        if (value := row[field.name]) is not None
    }
    return filled(translate(record.title), answers) or translate(record.label)

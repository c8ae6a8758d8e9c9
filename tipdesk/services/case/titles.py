"""What a row is called in lists, tabs and results: the fields that are declared for its title, as people read them.

A masked field gives nothing, so a person without sight of the name is shown by the neutral code.
"""

from collections.abc import Callable

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.rows import Row


def title_of(row: Row, codes: CodeBook, translate: Callable[[str], str] = str) -> str:
    """Return the title, the record's label where it has none: "P-7K2M Ann Marie Doe", "Case note", "Episode"."""
    shown = [
        field.shown(value, codes.label_of, translate)
        for field in row.record.fields
        if field.in_title and (value := row[field.name]) is not None
    ]
    return " ".join(shown) or translate(row.record.label)

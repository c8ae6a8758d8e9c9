"""What a row is called in lists, tabs and results: the title pattern of its record, filled with its answers.

A masked field gives nothing, nor does one whose answer is missing with a reason, so a person whose name the reader may
not see, or nobody knows, is called by the neutral code. Where lists hide names, everybody is called by their paper tag
or, without one, by that code.
"""

from collections.abc import Callable

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Level, opens
from tipdesk.domain.texts import _
from tipdesk.domain.title_pattern import filled
from tipdesk.domain.values import Missing


def title_of(row: Row, codes: CodeBook, translate: Callable[[str], str] = str) -> str:
    """Return the title of a row, or the label of its record where it has none.

    Examples are "P-7K2M Ann Marie Doe", "Case note" and "Episode". A title is one phrase: an answer of ours that comes
    after another begins with a small letter, as in "Interview: given".
    """
    record = row.record
    answers: dict[str, str] = {}
    for field in record.title_fields:
        value = row[field.name]
        if value is not None and not isinstance(value, Missing):
            words = field.shown(value, codes.label_of, translate)
            answers[field.name] = field.within(words) if answers else words
    return (filled(translate(record.title), answers) if answers else "") or translate(record.label)


def code_of(row: Row, codes: CodeBook, translate: Callable[[str], str] = str) -> str:
    """Return what a row is called where names are hidden: the tag of a person, else the title without any name."""
    tag = row["tag_number"] if "tag_number" in row.record.by_name else None
    if isinstance(tag, str) and tag:
        return translate(_("Tag {tag}")).format(tag=tag)
    named = {one.name for one in row.record.title_fields if not opens(Level.SUMMARY, one.sensitivity)}
    kept = {name: value for name, value in row.values.items() if name not in named}
    return title_of(row.with_values(kept, row.masked | named), codes, translate)

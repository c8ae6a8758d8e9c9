"""A row in one line: its title, then its first answers.

The line is made from the declarations, so that every record has one.
"""

from collections.abc import Iterable

from tipdesk.domain.kinds import Field
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import cautious_value, values_by_caution
from tipdesk.domain.texts import Counted
from tipdesk.ui.disputes import DISPUTED
from tipdesk.ui.translate import _, plural
from tipdesk.ui.wording import Wording

MOST_ANSWERS = 3
MOST_CHARACTERS = 60


def line_of(row: Row, wording: Wording, skipped: Iterable[str] = (), most: int = MOST_ANSWERS) -> str:
    """Return a row as "Report  ·  Danger now: no  ·  …": its title and at most `most` answers more.

    The fields named in `skipped`, and those that the title shows, are left out.
    """
    parts = [wording.title(row), *answers_in_line(row, row.record.fields, wording, skipped, most)]
    if row.masked:
        parts.append(_("some answers are hidden"))
    return "   ·   ".join(parts)


def answers_in_line(
    row: Row, fields: Iterable[Field], wording: Wording, skipped: Iterable[str] = (), most: int = MOST_ANSWERS
) -> list[str]:
    """Return at most `most` answers to these fields, each in a few words; what the title shows is left out."""
    left_out = {*skipped, *(field.name for field in row.record.title_fields)}
    parts: list[str] = []
    for field in fields:
        if field.name in left_out or not field.fits_line or wording.hides_listed(field):
            continue
        words = _answer(row, field, wording)
        if not words:
            continue
        parts.append(words if len(words) <= MOST_CHARACTERS else words[: MOST_CHARACTERS - 1] + "…")
        if len(parts) == most:
            break
    return parts


def typed_of(row: Row, field: Field) -> str:
    """Return what was typed for this question and could not be read, or "" where nothing was."""
    keeping = (one for one in row.record.fields if one.keeps_typed and one.name not in row.masked)
    return next(filter(None, (one.typed_for(row[one.name], field.name) for one in keeping)), "")


def _answer(row: Row, field: Field, wording: Wording) -> str:
    """Return one answer as a line has it, or "" for none.

    What could not be read stands as it was typed, where its question would.
    """
    value = wording.value(field, row[field.name])
    if not value:
        typed = typed_of(row, field)
        return f"{_(field.label)} — " + _("as typed: {words}").format(words=typed) if typed else ""
    if isinstance(field.in_line, Counted):
        count = row[field.name]
        return plural(*field.in_line, count) if isinstance(count, int) else f"{_(field.label)}: {value}"
    if field.in_line:
        return _(field.in_line).format(value=field.within(value))
    return f"{_(field.label).rstrip('?')}: {value}" if field.needs_label else value


def cell_of(row: Row, field: Field, wording: Wording) -> tuple[str, str]:
    """Return what stands of an answer in one cell of a list, and its colour, which is "" unless it is in dispute."""
    if field.name in row.masked or (row[field.name] is not None and wording.hides_listed(field)):
        return _("Hidden"), ""
    words = " ".join(wording.value(field, cautious_value(row, field.name)).split())
    if field.name in row.siblings:
        return _("Disputed: {answer}").format(answer=words or _("no answer")), DISPUTED
    return words, ""


def answers_of(row: Row, name: str, wording: Wording) -> str:
    """Return every value of a field in dispute, the one to go by first.

    It is "" where one of them is too long for a line.
    """
    field = row.record.by_name[name]
    if wording.hides_listed(field):
        return ""
    words = [wording.value(field, value) or _("no answer") for value in values_by_caution(row, name)]
    is_long = field.is_long or max(map(len, words)) > MOST_CHARACTERS
    return "" if is_long else " / ".join(words)

"""Who wrote each row of a case first, and when: whoever stands in the earliest line that the history has of it.

In a long case that is asked for by itself, since it costs a part of what the whole history does.
"""

from collections.abc import Iterable
from functools import partial

from tipdesk.domain.rows import Author, WrittenField
from tipdesk.domain.rules.access import Action
from tipdesk.services.access.declare_interest import get_eyes_asked
from tipdesk.services.desk import Desk
from tipdesk.services.look import looking


def authors_of(lines: Iterable[WrittenField]) -> dict[bytes, Author]:
    """Return the author of each row by its id, from the lines of a whole history, which come latest first."""
    return {line.row: Author(line.actor, line.at, line.offset) for line in lines}


def read_authors(desk: Desk, case: bytes, *, unmask: bool = False) -> dict[bytes, Author]:
    """Return the author of each row of a case by its id, in a look like that of `open_case`, and with its errors.

    Where the case was opened just now, this writes no further row of the audit.
    """
    action = Action.UNMASK if unmask else Action.VIEW
    with looking(desk, case, action, permit=partial(get_eyes_asked, action=action)) as eyes:
        return eyes.reader.find_authors(case)

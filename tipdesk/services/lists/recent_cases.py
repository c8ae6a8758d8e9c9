"""The cases that the officer at the desk opened lately, as the audit has them.

Nothing is kept for this list. A case leaves it when it no longer opens to the officer.
"""

from collections.abc import Sequence

from tipdesk.domain.rules.access import Action, Level
from tipdesk.services.case.find_case_lines import read_lines
from tipdesk.services.desk import Desk, LookQuery, Reader
from tipdesk.services.relation import own_ids

MOST: int = 20
_LOOKS = 200
_SINCE_MS = 30 * 24 * 60 * 60 * 1000


def find_recent(desk: Desk) -> Sequence[bytes]:
    """Return the ids of the cases that the officer opened lately, the last one first."""
    with desk.read() as reader:
        return read_recent(reader, desk)


def read_recent(reader: Reader, desk: Desk) -> Sequence[bytes]:
    """Return the ids as `find_recent` does, within a read that the caller has opened."""
    asked = LookQuery(
        actors=own_ids(reader, desk),
        actions=frozenset({Action.VIEW.value, Action.UNMASK.value}),
        results=frozenset({"allowed"}),
        since=desk.clock.now_ms() - _SINCE_MS,
        most=_LOOKS,
    )
    seen = list(dict.fromkeys(look.case for look in reader.find_looks(asked) if look.case is not None))[:MOST]
    return [line.summary.id for line in read_lines(reader, desk, seen) if line.level > Level.EXISTS]

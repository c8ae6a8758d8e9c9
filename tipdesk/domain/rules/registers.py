"""Who reads and writes the registers beside the cases: roles by register by relation to the row, as a table of data.

A register is the page that its records name (`domain/pages`), so that a record which names a page is let in and kept
out as the others of that page are. A line may name one record instead. Roles are a set: the most that any one of them
allows is allowed, and what is in no line is refused. A post reads its own rows and headquarters those of all posts.
`services/registers` finds how the officer stands to a row, and headquarters asks the same table about whoever wrote
what a bundle brings.
"""

from collections.abc import Iterable, Mapping
from enum import Enum

from tipdesk.domain.rules.access import Relation
from tipdesk.domain.schema import RecordType


class Act(Enum):
    """What somebody wants to do to the rows of a register."""

    COUNT = "count"
    READ = "read"
    PRINT = "print"
    WRITE = "write"
    EXPORT = "export"


EVERY = ""
"""Stands in a line for every register, whichever page it is."""
_NEAR = (Relation.SAME_POST, Relation.HEADQUARTERS)
_COUNTS = frozenset({Act.COUNT})
_READS = frozenset({Act.COUNT, Act.READ, Act.PRINT})
_WRITES = _READS | {Act.WRITE}
_KEEPS = _WRITES | {Act.EXPORT}

Key = tuple[str, str, Relation]


def _lines(role: str, register: str, acts: frozenset[Act], *relations: Relation) -> dict[Key, frozenset[Act]]:
    return {(role, register, relation): acts for relation in relations}


TABLE: Mapping[Key, frozenset[Act]] = {
    **_lines("frontline", EVERY, _READS, Relation.SAME_POST),
    **_lines("frontline", "HotlineCall", _WRITES, *_NEAR),
    **_lines("supervisor", EVERY, _READS, Relation.SAME_POST),
    **_lines("supervisor", "HotlineCall", _KEEPS, *_NEAR),
    **_lines("investigator", EVERY, _READS, Relation.SAME_POST),
    **_lines("victim_support", EVERY, _READS, Relation.SAME_POST),
    **_lines("trainer", "outreach", _KEEPS, *_NEAR),
    **_lines("coordinator", EVERY, _KEEPS, *_NEAR),
    **_lines("analyst", EVERY, _COUNTS, *_NEAR),
}
"""One line for each role, register and relation in which anything is allowed.

Whoever is trained or put to work by an agency outside the service has no line, and an analyst reads counts alone.
"""


def may(roles: Iterable[str], record: RecordType, relation: Relation, act: Act) -> bool:
    """Tell whether somebody with these roles may do this to rows of a register to which they stand so."""
    names = (EVERY, record.page.casefold(), record.name)
    return any(act in TABLE.get((role, name, relation), ()) for role in roles for name in names)


def reads_certificate(roles: Iterable[str], *, is_own: bool, is_headquarters: bool) -> bool:
    """Tell whether somebody may read a certificate: everybody their own, who keeps the trainings there all of them."""
    kept = TABLE.get
    return is_own or (
        is_headquarters
        and any(Act.WRITE in kept((role, name, Relation.HEADQUARTERS), ()) for role in roles for name in _OUTREACH)
    )


_OUTREACH = (EVERY, "outreach")

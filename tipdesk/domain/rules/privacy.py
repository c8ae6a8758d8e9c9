"""Who reads a note that its author marked as private: for one agency only, or privileged.

There is one answer for screens, search, history, paper and exports. No level, no emergency and no office opens such a
note: the coordinator reads neither another agency's notes nor what is privileged. On paper and in exports privileged
notes are held back from everybody, since a copy does not know who reads it next. `services/eyes` finds the reader's
relation and agency.
"""

from dataclasses import dataclass

from tipdesk.domain.rules.access import Action, Relation

AGENCY, LEGAL, COUNSELLING = "agency", "legal", "counselling"
_LEAVES = frozenset({Action.PRINT, Action.EXPORT})
_WORKS_ON_IT = frozenset({Relation.IN_CHARGE, Relation.ASSIGNED})


@dataclass(frozen=True)
class Confidant:
    """Somebody who would read a note.

    `is_author` means that they wrote it, and `is_colleague` that they belong to the agency of its author.
    """

    roles: frozenset[str]
    relations: frozenset[Relation]
    is_author: bool
    is_colleague: bool


def may_read(privacy: object, confidant: Confidant, action: Action) -> bool:
    """Tell whether a note with this mark (code list note_privacy, empty for none) is open to somebody.

    A mark that this release does not know is open to its author alone.
    """
    if not privacy:
        return True
    works = bool(confidant.relations & _WORKS_ON_IT)
    if privacy == AGENCY:
        return confidant.is_author or confidant.is_colleague
    if action in _LEAVES:
        return False
    if privacy == LEGAL and not confidant.is_author:
        advises = works and "prosecutor" in confidant.roles
        return advises or Relation.IN_CHARGE in confidant.relations
    if privacy == COUNSELLING and not confidant.is_author:
        return works and "victim_support" in confidant.roles and confidant.is_colleague
    return confidant.is_author

"""Who sees what: roles by relation to the case by sensitivity class by action, as one table of data.

`decide` returns the level at which an officer may do a thing to a case, `opens` whether a level opens a sensitivity
class, and `may` asks both at once, which is one cell of the table. All of it is pure: it knows neither case nor
officer. `services/look` finds the relations, writes the audit row and masks. Roles are a set, and so are relations: the
most that any one of them allows is allowed. What no line of the table allows is refused. Whoever is named in an
exclusion has that relation and no other, at every role; somebody else must always be able to open a case, so the last
coordinator is never named.
"""

from collections.abc import Iterable, Mapping
from enum import Enum, IntEnum

from tipdesk.domain.kinds import Sensitivity


class Level(IntEnum):
    """How much of a case is open.

    `NONE` is nothing; `EXISTS` that there is such a case (its reference and neutral title); `SUMMARY` all but who and
    where; `IDENTITY` with who; `FULL` with whereabouts; `SEALED` with sources and informants too.
    """

    NONE = 0
    EXISTS = 1
    SUMMARY = 2
    IDENTITY = 3
    FULL = 4
    SEALED = 5


class Action(Enum):
    """What somebody wants to do to a case."""

    LIST = "list"
    VIEW = "view"
    UNMASK = "unmask"
    EDIT = "edit"
    PRINT = "print"
    EXPORT = "export"
    SEARCH = "search"


class Relation(Enum):
    """How the officer stands to the case.

    `IN_CHARGE`: its officer. `ASSIGNED`: wrote its first entry, or was given a task in it. `SERVED`: somebody who may
    do so let them read it, up to a level. `SAME_POST`: it was opened at, or given to, the officer's post, and
    `RESTRICTED` is the same where the case is for "these people only". `HEADQUARTERS`: the officer sits there.
    `EMERGENCY`: for some minutes, with a reason that is reviewed. `EXCLUDED`: named as somebody who must not know of
    it. `OTHER`: none of these.
    """

    IN_CHARGE = "in_charge"
    ASSIGNED = "assigned"
    SERVED = "served"
    SAME_POST = "same_post"
    RESTRICTED = "restricted"
    OTHER = "other"
    HEADQUARTERS = "headquarters"
    EMERGENCY = "emergency"
    EXCLUDED = "excluded"


_OPENED_BY: Mapping[Sensitivity, Level] = {
    Sensitivity.ORDINARY: Level.SUMMARY,
    Sensitivity.NARRATIVE: Level.SUMMARY,
    Sensitivity.IDENTITY: Level.IDENTITY,
    Sensitivity.LOCATION: Level.FULL,
    Sensitivity.REFUGE: Level.FULL,
    Sensitivity.SOURCE: Level.SEALED,
}

_NONE, _EXISTS, _SUMMARY, _IDENTITY, _FULL, _SEALED = Level
_ACTIONS = tuple(Action)
LevelsByAction = Mapping[Action, Level]


def _line(*levels: Level) -> LevelsByAction:
    return dict(zip(_ACTIONS, levels, strict=True))


#                         list      view      unmask    edit      print      export     search
_OWN_WORK = _line(        _FULL,    _FULL,    _FULL,    _FULL,    _FULL,     _FULL,     _FULL)  # fmt: skip
_INVESTIGATES = _line(    _SEALED,  _SEALED,  _SEALED,  _SEALED,  _FULL,     _FULL,     _SEALED)  # fmt: skip
_OF_MY_POST = _line(      _SUMMARY, _SUMMARY, _NONE,    _SUMMARY, _SUMMARY,  _NONE,     _SUMMARY)  # fmt: skip
_OVERSEES_POST = _line(   _SUMMARY, _SUMMARY, _SEALED,  _SUMMARY, _SUMMARY,  _NONE,     _SUMMARY)  # fmt: skip
_CARES_FOR = _line(       _FULL,    _FULL,    _FULL,    _FULL,    _IDENTITY, _NONE,     _FULL)  # fmt: skip
_READS_SUMMARY = _line(   _SUMMARY, _SUMMARY, _NONE,    _NONE,    _NONE,     _NONE,     _SUMMARY)  # fmt: skip
_IS_SERVED = _line(       _SUMMARY, _FULL,    _FULL,    _NONE,    _FULL,     _NONE,     _SUMMARY)  # fmt: skip
_IN_NEED = _line(         _NONE,    _FULL,    _FULL,    _NONE,    _FULL,     _FULL,     _NONE)  # fmt: skip
_KNOWS_OF = _line(        _EXISTS,  _NONE,    _NONE,    _NONE,    _NONE,     _NONE,     _EXISTS)  # fmt: skip

Key = tuple[str, Relation]
_OUTSIDE = (Relation.OTHER, Relation.HEADQUARTERS)
_WORK = (Relation.IN_CHARGE, Relation.ASSIGNED)
_EVERYWHERE = (*_WORK, Relation.SAME_POST, Relation.RESTRICTED, *_OUTSIDE)


def _lines(role: str, line: LevelsByAction, *relations: Relation) -> dict[Key, LevelsByAction]:
    return {(role, relation): line for relation in relations}


TABLE: Mapping[Key, LevelsByAction] = {
    **_lines("frontline", _OWN_WORK, *_WORK),
    **_lines("frontline", _OF_MY_POST, Relation.SAME_POST),
    **_lines("frontline", _KNOWS_OF, Relation.RESTRICTED, *_OUTSIDE),
    **_lines("frontline", _IS_SERVED, Relation.SERVED),
    **_lines("frontline", _IN_NEED, Relation.EMERGENCY),
    **_lines("supervisor", _INVESTIGATES, *_WORK),
    **_lines("supervisor", _OVERSEES_POST, Relation.SAME_POST, Relation.RESTRICTED),
    **_lines("supervisor", _KNOWS_OF, *_OUTSIDE),
    **_lines("supervisor", _IS_SERVED, Relation.SERVED),
    **_lines("supervisor", _IN_NEED, Relation.EMERGENCY),
    **_lines("investigator", _INVESTIGATES, *_WORK),
    **_lines("investigator", _OF_MY_POST, Relation.SAME_POST),
    **_lines("investigator", _KNOWS_OF, Relation.RESTRICTED, *_OUTSIDE),
    **_lines("investigator", _IS_SERVED, Relation.SERVED),
    **_lines("investigator", _IN_NEED, Relation.EMERGENCY),
    **_lines("victim_support", _CARES_FOR, *_WORK),
    **_lines("victim_support", _KNOWS_OF, Relation.SAME_POST, Relation.RESTRICTED, *_OUTSIDE),
    **_lines("victim_support", _IS_SERVED, Relation.SERVED),
    **_lines("victim_support", _IN_NEED, Relation.EMERGENCY),
    **_lines("partner_agency", _READS_SUMMARY, *_WORK),
    **_lines("partner_agency", _IS_SERVED, Relation.SERVED),
    **_lines("prosecutor", _KNOWS_OF, *_WORK),
    **_lines("prosecutor", _IS_SERVED, Relation.SERVED),
    **_lines("coordinator", _INVESTIGATES, *_EVERYWHERE, Relation.SERVED),
    **_lines("analyst", _KNOWS_OF, *_EVERYWHERE, Relation.SERVED),
    **_lines("administrator", _KNOWS_OF, *_EVERYWHERE, Relation.SERVED),
    **_lines("auditor", _KNOWS_OF, *_EVERYWHERE, Relation.SERVED),
}
"""One line for each role and relation that may do anything at all.

A partner agency knows of no other case; a prosecutor sees what police serve; a trainer has the training store alone.
"""

OPENS_IN_EMERGENCY = frozenset(role for role, relation in TABLE if relation is Relation.EMERGENCY)
"""The roles that may open a case in an emergency at all."""


def decide(roles: Iterable[str], relation: Relation, action: Action) -> Level:
    """Return the level at which somebody with these roles may do this to a case; `Level.NONE` is a refusal."""
    return max((TABLE[role, relation][action] for role in roles if (role, relation) in TABLE), default=Level.NONE)


def opens(level: Level, sensitivity: Sensitivity) -> bool:
    """Tell whether a level opens fields of a sensitivity class."""
    return level >= _OPENED_BY[sensitivity]


def may(roles: Iterable[str], relation: Relation, sensitivity: Sensitivity, action: Action) -> bool:
    """Tell whether somebody may do this to a field of this class, which is one cell of the table."""
    return opens(decide(roles, relation, action), sensitivity)

"""Who sees what: roles by relation to the case by sensitivity class by action, as one table.

Promises: `decide` answers with the level at which an officer may do a thing to a case, `opens` whether a level opens a
sensitivity class, `may` both at once. Pure: it knows neither case nor officer. Finding the relation, writing the audit
row and masking are left to `services/look`. Roles are a set; the most that any one of them allows is allowed. What no
line of the table allows is refused.

This is the table of the first release: exclusions, break-glass, consent and sealing lay themselves over it later.
"""

from collections.abc import Iterable, Mapping
from enum import Enum, IntEnum

from tipdesk.domain.kinds import Sensitivity


class Level(IntEnum):
    """How much of a case is open.

    Nothing; that it exists (reference, neutral title); all but who and where; with who; with whereabouts too.
    """

    NONE = 0
    EXISTS = 1
    SUMMARY = 2
    IDENTITY = 3
    FULL = 4


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

    Assigned: in charge of it, its creator, or given a task in it. Same post: it was opened at, or given to, the
    officer's post. Headquarters: the officer sits at headquarters and is not assigned.
    """

    ASSIGNED = "assigned"
    SAME_POST = "same_post"
    OTHER = "other"
    HEADQUARTERS = "headquarters"


_OPENED_BY: Mapping[Sensitivity, Level] = {
    Sensitivity.ORDINARY: Level.SUMMARY,
    Sensitivity.NARRATIVE: Level.SUMMARY,
    Sensitivity.IDENTITY: Level.IDENTITY,
    Sensitivity.LOCATION: Level.FULL,
    Sensitivity.REFUGE: Level.FULL,
    Sensitivity.SOURCE: Level.FULL,
}

_NONE, _EXISTS, _SUMMARY, _IDENTITY, _FULL = Level
_ACTIONS = tuple(Action)
Line = Mapping[Action, Level]


def _line(*levels: Level) -> Line:
    return dict(zip(_ACTIONS, levels, strict=True))


#                          list      view      unmask    edit      print     export    search
_OWN_WORK = _line(         _FULL,    _FULL,    _FULL,    _FULL,    _FULL,    _FULL,    _FULL)  # fmt: skip
_OF_MY_POST = _line(       _SUMMARY, _SUMMARY, _NONE,    _SUMMARY, _SUMMARY, _NONE,    _SUMMARY)  # fmt: skip
_OVERSEES_POST = _line(    _SUMMARY, _SUMMARY, _FULL,    _SUMMARY, _SUMMARY, _NONE,    _SUMMARY)  # fmt: skip
_CARES_FOR = _line(        _FULL,    _FULL,    _FULL,    _FULL,    _IDENTITY, _NONE,   _FULL)  # fmt: skip
_READS_SUMMARY = _line(    _SUMMARY, _SUMMARY, _NONE,    _NONE,    _NONE,    _NONE,    _SUMMARY)  # fmt: skip
_KNOWS_OF = _line(         _EXISTS,  _NONE,    _NONE,    _NONE,    _NONE,    _NONE,    _EXISTS)  # fmt: skip

_ASSIGNED, _SAME_POST, _OTHER, _HEADQUARTERS = Relation

TABLE: Mapping[tuple[str, Relation], Line] = {
    ("frontline", _ASSIGNED): _OWN_WORK,
    ("frontline", _SAME_POST): _OF_MY_POST,
    ("frontline", _OTHER): _KNOWS_OF,
    ("frontline", _HEADQUARTERS): _KNOWS_OF,
    ("investigator", _ASSIGNED): _OWN_WORK,
    ("investigator", _SAME_POST): _OF_MY_POST,
    ("investigator", _OTHER): _KNOWS_OF,
    ("investigator", _HEADQUARTERS): _KNOWS_OF,
    ("supervisor", _ASSIGNED): _OWN_WORK,
    ("supervisor", _SAME_POST): _OVERSEES_POST,
    ("supervisor", _OTHER): _KNOWS_OF,
    ("supervisor", _HEADQUARTERS): _KNOWS_OF,
    ("victim_support", _ASSIGNED): _CARES_FOR,
    ("victim_support", _SAME_POST): _KNOWS_OF,
    ("victim_support", _OTHER): _KNOWS_OF,
    ("victim_support", _HEADQUARTERS): _KNOWS_OF,
    ("partner_agency", _ASSIGNED): _READS_SUMMARY,
    ("prosecutor", _ASSIGNED): _READS_SUMMARY,
    ("coordinator", _ASSIGNED): _OWN_WORK,
    ("coordinator", _SAME_POST): _OWN_WORK,
    ("coordinator", _OTHER): _OWN_WORK,
    ("coordinator", _HEADQUARTERS): _OWN_WORK,
    **{(role, relation): _KNOWS_OF for role in ("analyst", "administrator", "auditor") for relation in Relation},
}
"""One line for each role and relation that may do anything. Partner agencies and prosecutors know of no other case;

a trainer has the training store alone.
"""


def decide(roles: Iterable[str], relation: Relation, action: Action) -> Level:
    """Return the level at which somebody with these roles may do this to a case; `Level.NONE` is a refusal."""
    return max((TABLE[role, relation][action] for role in roles if (role, relation) in TABLE), default=Level.NONE)


def opens(level: Level, sensitivity: Sensitivity) -> bool:
    """Tell whether a level opens fields of a sensitivity class."""
    return level >= _OPENED_BY[sensitivity]


def may(roles: Iterable[str], relation: Relation, sensitivity: Sensitivity, action: Action) -> bool:
    """Tell whether somebody may do this to a field of this class: one cell of the table."""
    return opens(decide(roles, relation, action), sensitivity)

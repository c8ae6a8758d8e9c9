"""Who decides about access: deeds by role and relation to the case, as a table of data beside `access`.

What is in no line of the table is refused. `services/access` does the deeds. It also sees to it that nobody reviews
what they did themself, or lifts an exclusion that names them, since a table of roles cannot say that.
"""

from collections.abc import Iterable, Mapping
from enum import Enum

from tipdesk.domain.rules.access import Relation


class Deed(Enum):
    """What somebody decides about a case.

    `EXCLUDE`: name who must not know of it, and lift that again. `SERVE`: let somebody read it. `REVIEW`: judge what
    was done without asking. `APPROVE`: agree before something is done that a gate guards. `ACKNOWLEDGE`: answer for
    headquarters that a case was opened in an emergency. `JOIN`: join the case with another that tells of the same, and
    part them, where it may be done to both. `SHARE`: let another post hold it and work on it too, and end that; at a
    post that is asking headquarters for it. `HAND_OVER`: give it to another post. `TAKE_ON`: answer for the post to
    which it is handed over.
    """

    EXCLUDE = "exclude"
    SERVE = "serve"
    REVIEW = "review"
    APPROVE = "approve"
    ACKNOWLEDGE = "acknowledge"
    JOIN = "join"
    SHARE = "share"
    HAND_OVER = "hand_over"
    TAKE_ON = "take_on"


_IN_CHARGE = frozenset({Deed.EXCLUDE, Deed.SERVE, Deed.JOIN, Deed.SHARE})
_OVERSEES = frozenset(Deed) - {Deed.ACKNOWLEDGE, Deed.JOIN}
_LEADS = frozenset(Deed)
_CHECKS = frozenset({Deed.ACKNOWLEDGE})
_OVERSEEN = (Relation.IN_CHARGE, Relation.ASSIGNED, Relation.SAME_POST, Relation.RESTRICTED)
_ANY = (*_OVERSEEN, Relation.OTHER, Relation.HEADQUARTERS)

DEEDS: Mapping[tuple[str, Relation], frozenset[Deed]] = {
    **{(role, Relation.IN_CHARGE): _IN_CHARGE for role in ("frontline", "investigator", "victim_support")},
    **{("supervisor", relation): _OVERSEES for relation in _OVERSEEN},
    ("supervisor", Relation.IN_CHARGE): _OVERSEES | {Deed.JOIN},
    **{("coordinator", relation): _LEADS for relation in _ANY},
    **{("auditor", relation): _CHECKS for relation in _ANY},
}
OF_POST_IN_CHARGE = frozenset(Deed) - {Deed.EXCLUDE, Deed.ACKNOWLEDGE, Deed.TAKE_ON}
"""What is decided at the post in charge and at headquarters, but not at a post that only shares the case."""
READS_ALL_LOOKS = frozenset({"auditor", "coordinator"})
"""The roles that see, at headquarters, the looks of every post."""
READS_POST_LOOKS = frozenset({"supervisor"})
"""The roles that see the looks of their own post."""


def may_do(roles: Iterable[str], relations: Iterable[Relation], deed: Deed) -> bool:
    """Tell whether somebody with these roles and relations may do this; an exclusion outweighs everything."""
    held = frozenset(relations)
    if Relation.EXCLUDED in held:
        return False
    return any(deed in DEEDS.get((role, relation), ()) for role in roles for relation in held)

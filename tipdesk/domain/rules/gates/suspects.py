"""The gates of naming a suspect: an investigator with grounds and a day of review, and never a victim without asking.

Until then somebody is the person who came along. Rows of SuspectStatus say who looks into it and why; the role alone
says nothing.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.case_roles import SUSPECT, VICTIMS, lasts
from tipdesk.domain.rules.caution import SETTLED, live_values
from tipdesk.domain.rules.closing import uncorrected
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import is_approved
from tipdesk.domain.rules.gates.gate import Arrives, Basis, Deed, Failed, Gate, Guard, Need
from tipdesk.domain.rules.gates.predicates import (
    is_child,
    is_suspect,
    is_told,
    told,
)
from tipdesk.domain.rules.gates.victims import is_victim
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate

MOST_DAYS_TO_REVIEW = 28
INVESTIGATOR = frozenset({"investigator"})
_SUSPECT = "suspect"
_ROLE = Guard("CaseRole", frozenset({"person", "role", "role_to", "deleted"}))


def _named(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    person = row["person"]
    if row.record.name == "SuspectStatus":
        status: Row | None = row
        is_right = _is_reasoned(view, row)
    else:
        if _SUSPECT not in told(row, "role") or not lasts(row, view.today) or not isinstance(person, bytes):
            return None
        found = _statuses(view, person)
        status = found[-1] if found else None
        is_right = any(map(partial(_is_reasoned, view), found))
    who = () if deed is None or deed.doer.roles & INVESTIGATOR else tuple(INVESTIGATOR)
    if is_right and not who:
        return None
    fields = ("stage", "grounds", "review_due")
    lacking = tuple(name for name in fields if status is None or not is_told(status, name))
    about = row.id if status is row else None
    need = Need("SuspectStatus", lacking or fields, about, person if isinstance(person, bytes) else None, who)
    return Failed(
        NAMED.id,
        row.record.name,
        row.id,
        _("Nobody is called a suspect before an investigator gives grounds and a day of review within {days} days."),
        (need,),
        (("days", MOST_DAYS_TO_REVIEW),),
        fields=("role",) if row.record.name == "CaseRole" else lacking,
    )


def _statuses(view: FrozenCase, person: bytes) -> tuple[Row, ...]:
    """Return what is said of somebody's suspicion and was not corrected since."""
    return uncorrected(one for one in view.of("SuspectStatus") if one["person"] == person)


def _is_reasoned(view: FrozenCase, status: Row) -> bool:
    """Tell whether a status has an investigator who wrote it, grounds, and a day of review that is not too far."""
    by, writing = status["investigator"], view.made(status)
    is_theirs = isinstance(by, bytes) and (writing is None or writing.actor in view.same_person(by))
    if not is_theirs or not is_told(status, "grounds"):
        return False
    return status["stage"] in SETTLED or _is_reviewed_soon(status)


def _is_reviewed_soon(status: Row) -> bool:
    due, at = status["review_due"], status["at"]
    if not isinstance(due, PartialDate) or not isinstance(at, datetime):
        return False
    return due.last_day <= (at + timedelta(days=MOST_DAYS_TO_REVIEW)).date()


def _victim(view: FrozenCase, role: Row, deed: Deed | None) -> Failed | None:
    person = role["person"]
    if told(role, "role").isdisjoint(SUSPECT | VICTIMS) or not isinstance(person, bytes):
        return None
    row = view.get_row("Person", person)
    if row is None or not lasts(role, view.today) or not is_suspect(view, row.id) or not is_victim(view, row.id):
        return None
    who = approvers_of_victim(view, row)
    is_writers = deed is None or bool(deed.doer.roles & INVESTIGATOR)
    if is_writers and is_approved(view, VICTIM, row, who):
        return None
    need = Need("Approval", ("ask",), row.id, row.id, tuple(sorted(who)), VICTIM.id)
    return Failed(
        VICTIM.id,
        "CaseRole",
        role.id,
        _("This may be a victim: somebody else agrees before they are called a suspect; of a child, headquarters."),
        (need,),
        fields=("role",),
    )


def approvers_of_victim(view: FrozenCase, person: Row) -> frozenset[str]:
    """Return who agrees that a victim is called a suspect: of somebody who may be a child, headquarters alone."""
    return frozenset({"coordinator"}) if is_child(view, person) else frozenset({"supervisor", "coordinator"})


def _suspect_roles(view: FrozenCase, _gate: Gate) -> Iterator[Row]:
    """Yield the roles by which somebody is suspected, so that one person stands in breach once for each."""
    yield from (role for role in view.of("CaseRole") if not SUSPECT.isdisjoint(live_values(role, "role")))


NAMED = Gate(
    "suspect-named",
    _("Who is called a suspect"),
    (_ROLE, Guard("SuspectStatus")),
    _named,
    who=INVESTIGATOR,
    arrives=frozenset({Arrives.PARKED, Arrives.BREACH}),
    basis=Basis.PRACTICE,
    source="domain.md",
)
VICTIM = Gate(
    "suspect-is-victim",
    _("A victim who is called a suspect"),
    (_ROLE,),
    _victim,
    who=INVESTIGATOR,
    basis=Basis.LAW,
    source="CTA s.13; UN Principle 7",
    approvers=frozenset({"supervisor", "coordinator"}),
    guarded=_suspect_roles,
    approved_fields=("birth_date", "about_age", "age_basis"),
)

"""The gates of what is kept and for whom: closed cases, holds, cases for few, and erasing."""

from collections.abc import Iterable, Iterator

from tipdesk.domain.kinds import Value
from tipdesk.domain.records import CASE_RECORDS
from tipdesk.domain.rows import Happening, Row
from tipdesk.domain.rules.case_roles import SUSPECT
from tipdesk.domain.rules.caution import CLOSED, is_closed, live_values
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import is_approved
from tipdesk.domain.rules.gates.gate import Arrives, Basis, Deed, Failed, Gate, Guard, Need, Past, Way
from tipdesk.domain.rules.gates.predicates import GROUNDS, stages_of
from tipdesk.domain.rules.sealing import is_restricted
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate

_COORDINATOR = frozenset({"coordinator"})
_GOES_ON = frozenset({
    "Call", "Note", "ReportOutcome", "FollowUp", "InformationGiven", "Acknowledgement", "Signature",
})  # fmt: skip
"""The records that are written in a closed case as in any other: what happens afterwards, and who has read it."""
_STAYS_OPEN = frozenset({
    "status", "reopened_why", "owner", "legal_hold", "hold_reason", "hold_words", "retention_until", "sealing",
})  # fmt: skip
"""The fields of a closed case that say how it is kept, and those that open it again."""
_CLOSABLE = frozenset(
    record.name
    for record in CASE_RECORDS
    if not (record.is_inner or record.has_own_verbs) and record.name not in _GOES_ON
)
_FEWEST_HOLDERS = 2
_HEADQUARTERS = "HQ"


def _is_of_closed(deed: Deed) -> bool:
    return deed.before is not None and is_closed(stages_of(deed.before))


def _closed(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    if row.record.name not in _CLOSABLE or not is_closed(stages_of(view.case)):
        return None
    if deed is None:
        is_written = any(
            not one.reason and _is_no_part(row, one.field, is_new=not one.replaces) for one in _since(view, row)
        )
    else:
        mine = [one for one in deed.wrote if one.row == row.id]
        is_written = any(_is_no_part(row, name, is_new=one.is_new) for one in mine for name in one.fields)
    if not is_written:
        return None
    return Failed(
        CLOSED_IS_CLOSED.id,
        row.record.name,
        row.id,
        _("The case is closed: reopen it, or say why this is added to a closed case."),
        (Need("Case", ("status", "reopened_why"), view.case.id),),
    )


def _is_no_part(row: Row, field: str, *, is_new: bool) -> bool:
    """Tell whether a field is none of those that are written after the closing as well."""
    if row.record.name == "Report" and is_new:
        return False
    return row.record.name != "Case" or field not in _STAYS_OPEN


def _since(view: FrozenCase, row: Row) -> Iterator[Happening]:
    """Yield what was written to a row after the case was closed, and still stands."""
    closings = [one for one in view.standing(view.case, "status") if one.after in CLOSED]
    last = min(closings, key=lambda one: (one.at, one.dot), default=None)
    if last is not None:
        yield from (one for one in view.story(row.id) if one.dot in row.all_dots and one.is_after(last))


def _rows_of_closed(view: FrozenCase, _gate: Gate) -> Iterator[Row]:
    if is_closed(stages_of(view.case)):
        yield view.case
        for record in sorted(_CLOSABLE - {view.case.record.name}):
            yield from view.of(record)


def _hold(view: FrozenCase, case: Row, deed: Deed | None) -> Failed | None:
    if not (_is_lifted(view, case, deed) or _is_shortened(view, case, deed)):
        return None
    if any(
        not SUSPECT.isdisjoint(live_values(role, "role"))
        for rows in (view.of("CaseRole"), view.gone("CaseRole"))
        for role in rows
    ):
        said = _("Somebody in the case is or was suspected: the law keeps it, and no hold of it is lifted.")
        needs: tuple[Need, ...] = ()
    elif deed is not None and not deed.doer.roles & _COORDINATOR:
        said = _("Headquarters lifts a hold, and keeps a case for a shorter time.")
        needs = (Need("Case", ("legal_hold",), case.id, roles=("coordinator",)),)
    elif not is_approved(view, HOLD, case):
        said = _("Another officer of headquarters agrees before a hold is lifted or a case kept for a shorter time.")
        needs = (Need("Approval", ("ask",), case.id, roles=("coordinator",), gate=HOLD.id),)
    else:
        return None
    return Failed(HOLD.id, "Case", case.id, said, needs, fields=("legal_hold",))


def _is_lifted(view: FrozenCase, case: Row, deed: Deed | None) -> bool:
    if True in live_values(case, "legal_hold"):
        return False
    if deed is None:
        return any(True in one.before for one in view.standing(case, "legal_hold"))
    return deed.before is not None and True in live_values(deed.before, "legal_hold")


def _is_shortened(view: FrozenCase, case: Row, deed: Deed | None) -> bool:
    if deed is None:
        return any(_is_earlier(one.after, one.before) for one in view.standing(case, "retention_until"))
    before = live_values(deed.before, "retention_until") if deed.before is not None else frozenset()
    return any(_is_earlier(one, before) for one in live_values(case, "retention_until"))


def _is_earlier(after: Value, before: Iterable[Value]) -> bool:
    """Tell whether a day comes before one of the days that were named; none at all leaves it to the rule."""
    days = [one.last_day for one in before if isinstance(one, PartialDate)]
    return isinstance(after, PartialDate) and any(after.last_day < day for day in days)


def _people(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    if deed is None:
        return None
    if row.record.name == "CaseKey":
        return _reader(view, row)
    was, is_now = (is_restricted(one["sealing"]) if one is not None else None for one in (deed.before, row))
    if was is None or was == is_now:
        return None
    if is_now:
        others = {one["officer"] for one in view.of("CaseKey") if _is_other(view, one, deed)}
        if len(others) >= _FEWEST_HOLDERS and any(_is_at_headquarters(view, one) for one in others):
            return None
        said = _("Name one more who can open the case: two besides you, one of them at headquarters.")
        needs: tuple[Need, ...] = (Need("CaseKey", ("officer",), row.id),)
    elif is_approved(view, PEOPLE_ONLY, row):
        return None
    else:
        said = _("Headquarters agrees before a case is opened to more people again.")
        needs = (Need("Approval", ("ask",), row.id, roles=("coordinator",), gate=PEOPLE_ONLY.id),)
    return Failed(PEOPLE_ONLY.id, "Case", row.id, said, needs)


def _is_at_headquarters(view: FrozenCase, officer: Value) -> bool:
    """Tell whether a key is held at headquarters: by its case unit, or by an officer who sits there."""
    posts = {post.id for post in view.directory("Post") if post["code"] == _HEADQUARTERS}
    return officer is None or any(one.id == officer and one["post"] in posts for one in view.directory("Officer"))


def _is_other(view: FrozenCase, key: Row, deed: Deed) -> bool:
    """Tell whether a key is held by somebody besides the officer who writes, for a case that is for few."""
    officer = key["officer"]
    is_self = isinstance(officer, bytes) and not view.same_person(officer).isdisjoint(deed.doer.ids)
    return not is_self and key["ended"] is not True and is_restricted(key["level"])


def _reader(view: FrozenCase, key: Row) -> Failed | None:
    officer = key["officer"]
    shut = {who for one in view.of("Exclusion") if isinstance(who := one["officer"], bytes)}
    if key["named"] is not True or not isinstance(officer, bytes) or view.same_person(officer).isdisjoint(shut):
        return None
    said = _("This officer is kept from the case. Lift that first.")
    return Failed(PEOPLE_ONLY.id, "CaseKey", key.id, said, (Need("Exclusion", ("deleted",), key.id),))


def _never_here(_view: FrozenCase, _row: Row, _deed: Deed | None) -> Failed | None:
    """Judge nothing: an erasure is no row of a case, and its own verb asks (`erasure/erase_case`)."""
    return None


CLOSED_IS_CLOSED = Gate(
    "closed-is-closed",
    _("A closed case is reopened before it is written to"),
    (Guard(""),),
    _closed,
    past=(Past(Way.REASON),),
    source="ours",
    concerns=_is_of_closed,
    guarded=_rows_of_closed,
)
HOLD = Gate(
    "hold-lifted-by-two",
    _("A hold is lifted by two"),
    (Guard("Case", frozenset({"legal_hold", "retention_until"})),),
    _hold,
    who=_COORDINATOR,
    arrives=frozenset({Arrives.PARKED, Arrives.BREACH}),
    basis=Basis.LAW,
    source="DPA 43; ours",
    approvers=_COORDINATOR,
    approved_fields=("hold_reason", "hold_words"),
)
PEOPLE_ONLY = Gate(
    "these-people-only",
    _("A case for these people only"),
    (Guard("Case", frozenset({"sealing"})), Guard("CaseKey", frozenset({"officer", "named"}))),
    _people,
    past=(Past(Way.REVIEW, grounds=GROUNDS),),
    arrives=frozenset({Arrives.PARKED}),
    basis=Basis.PRACTICE,
    source="security.md",
    approvers=_COORDINATOR,
    approved_fields=("reference",),
)
ERASE = Gate(
    "erase-by-two",
    _("A case is erased by two"),
    (Guard("Erasure"),),
    _never_here,
    who=_COORDINATOR,
    arrives=frozenset({Arrives.PARKED}),
    basis=Basis.LAW,
    source="DPA 43; security.md",
)

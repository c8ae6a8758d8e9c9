"""What lists filter, sort and count cases by, of all cases at once: 100,000 of them in a fraction of a second.

Of each case one id and one short text come out of the database. Cases with the same text are of one kind, so what the
text says is read once for a kind and not once for a case. No risk is below the level that was assessed
(`assessed`). A case of which stage, risk, officer, sealing or hold has
several live values gets a kind with all of them, the more cautious first (`domain/rules/caution`).
"""

import json
from array import array
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tipdesk.adapters.store.assessed import find_levels
from tipdesk.adapters.store.case_lists import HANDED
from tipdesk.adapters.store.child_cases import (
    PROTECTED,
    REPORTED,
    find_disputed_reports,
    find_further,
    protected_by,
)
from tipdesk.adapters.store.columns import Stored, from_column
from tipdesk.adapters.store.link import Link
from tipdesk.domain.case_kinds import CaseFacts, CaseKind
from tipdesk.domain.kinds import Value, Wire
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.caution import dispute_of, stages_shown
from tipdesk.domain.rules.risks import lifted
from tipdesk.domain.rules.sealing import is_restricted
from tipdesk.services.remembered.here import LISTED_OPEN, LOWER_COUNTS
from tipdesk.sync.codec import decode_plain
from tipdesk.sync.merge import is_conflict

if TYPE_CHECKING:
    from tipdesk.services.desk import Reader

_CASE = BY_NAME["Case"]
_FIELDS = tuple(_CASE.by_name[name] for name in ("status", "risk_level", "owner", "legal_hold", "sealing"))
_MOVED = _CASE.by_name["moved_to"]
_LIVE_FIELDS = {field.number: field for field in (*_FIELDS, _MOVED)}
_LOGS = (
    "SELECT l.no, p.code, l.device FROM logs l LEFT JOIN device d ON d.row_id = l.device "
    "LEFT JOIN post p ON p.row_id = d.post"
)
_SELECT = (
    "SELECT s.case_id, json_array(s.status, c.risk_level, hex(s.owner), c.legal_hold, c.sealing, s.first_log, "
    "s.case_id IN ({reported}), s.case_id IN ({protected}), s.case_id IN (SELECT case_id FROM conflicts), {age}, "
    "c.moved_to IS NOT NULL, {handed}) "
    'FROM case_state s LEFT JOIN "case" c ON c.row_id = s.case_id WHERE s.hidden = 0 '
    "ORDER BY s.updated DESC, s.case_id DESC"
)
_LIVE = "SELECT row_id, field_no, value FROM siblings WHERE record_no = ?"
_ORDERS = {
    "reference": '"case" c ON c.row_id = s.case_id ORDER BY c.reference IS NULL, c.reference',
    "title": '"case" c ON c.row_id = s.case_id ORDER BY c.title IS NULL, c.title COLLATE NOCASE',
    "people": "(SELECT case_id, count(*) n FROM person WHERE hidden = 0 GROUP BY case_id) c "
    "ON c.case_id = s.case_id ORDER BY coalesce(c.n, 0)",
    "conflicts": "(SELECT case_id, count(*) n FROM conflicts GROUP BY case_id) c "
    "ON c.case_id = s.case_id ORDER BY coalesce(c.n, 0)",
}
_Live = dict[bytes, dict[int, list[Value]]]


def find_facts(rows: "Reader", link: Link, marks: Sequence[int], today: date) -> CaseFacts:
    """Return what lists ask of every case that is not deleted, latest change first.

    `marks` are moments in ms since 1970, of which a kind counts those that its cases were changed after, and `today`
    is the day by which somebody is a child.
    """
    age = " + ".join(["(s.updated >= ?)"] * len(marks)) or "0"
    logs = {no: (code or "", device) for no, code, device in link.rows(_LOGS)}
    live, reported, further = _live_values(link), set(find_disputed_reports(link)), find_further(rows, link, today)
    levels, listed = find_levels(link, frozenset(LOWER_COUNTS.get(rows))), frozenset(LISTED_OPEN.get(rows))
    ids: list[bytes] = []
    places, kinds, known = array("l"), list[CaseKind](), dict[tuple[str, str, bytes | None], int]()
    apart = live.keys() | reported | further.keys() | listed
    sql = _SELECT.format(handed=HANDED, age=age, reported=REPORTED, protected=PROTECTED)
    for case, text in link.each(sql, [*protected_by(rows, today), *marks]):
        assessed = levels.get(case, "")
        key = (text, assessed, case if case in apart else None)
        place = known.get(key)
        if place is None:
            place = known[key] = len(kinds)
            kind = _kind([*json.loads(text), assessed], logs, live.get(case, {}), has_child=further.get(case))
            kind = kind._replace(stages=stages_shown(kind.stages, is_listed_open=case in listed))
            kinds.append(kind._replace(has_child=True) if case in reported else kind)
        ids.append(case)
        places.append(place)
    return CaseFacts(ids, places, kinds)


def find_order(link: Link, by: str) -> list[bytes]:
    """Return the ids of all cases that are not deleted in ascending order of one of `_ORDERS`."""
    sql = f"SELECT s.case_id FROM case_state s LEFT JOIN {_ORDERS[by]}, s.updated DESC, s.case_id DESC"  # noqa: S608 - texts of this module
    return [case for (case,) in link.each(sql)]


def _kind(
    told: list[Any], logs: dict[int, tuple[str, bytes]], live: dict[int, list[Value]], *, has_child: bool | None
) -> CaseKind:
    """Return the kind that a text tells of; `has_child` where more than columns says whether somebody is a child."""
    status, risk, owner, hold, sealing, log, is_reported, child, conflict, age, is_moved, handed, assessed = told
    stored = {0: status, 1: risk, 2: bytes.fromhex(owner) if owner else None, 3: hold, 4: sealing}
    values = [_answers(number, live.get(field.number), stored[number]) for number, field in enumerate(_FIELDS)]
    post, device = (handed, b"") if handed else logs.get(int(log), ("", b""))
    return CaseKind(
        stages=_texts(values[0]),
        risks=_texts(lifted(values[1], assessed)),
        owners=tuple(one if isinstance(one, bytes) else None for one in values[2]),
        post=post,
        device=device,
        is_held=any(one is True for one in values[3]),
        is_restricted=any(one is not None and is_restricted(one) for one in values[4]),
        has_child=bool(is_reported) or (bool(child) if has_child is None else has_child),
        to_settle=bool(conflict),
        age=int(age),
        is_moved=None not in live[_MOVED.number] if _MOVED.number in live else bool(is_moved),
    )


def _answers(number: int, live: list[Value] | None, stored: Stored) -> tuple[Value, ...]:
    field = _FIELDS[number]
    shown = field.from_wire(from_column(field, stored))
    if not live:
        return (shown,)
    # no officer in charge is more cautious than another, so of owners the one shown comes first
    told = [*live, shown] if field.name == "owner" else live
    return dispute_of(f"{_CASE.name}.{field.name}", told).values


def _texts(values: Sequence[Value]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one if isinstance(one, str) else "" for one in values))


def _live_values(link: Link) -> _Live:
    """Return the live values of the fields of cases that are in dispute, by case and number of the field."""
    numbers = _LIVE_FIELDS
    wires: dict[bytes, dict[int, list[Wire]]] = {}
    for case, number, value in link.rows(_LIVE, (_CASE.number,)):
        if number in numbers:
            wires.setdefault(case, {}).setdefault(number, []).append(decode_plain(value))
    return {
        case: {
            number: [numbers[number].from_wire(wire) for wire in found]
            for number, found in fields.items()
            if is_conflict(found, numbers[number].merge)
        }
        for case, fields in wires.items()
    }

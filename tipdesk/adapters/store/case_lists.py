"""The list of cases: ids for an exact scroll bar, and lines for the page in sight, fast at 100,000 cases.

`case_state` holds what lists order and filter by, so that ids come from one narrow table. Its columns show the latest
of several live values. The other values are looked up beside it, so that a case in dispute stands in every list to
which one of them belongs, and its line goes by the more cautious one (`domain/rules/caution`).
"""

import json
from collections.abc import Collection, Iterator, Sequence

from tipdesk.adapters.store.assessed import find_levels
from tipdesk.adapters.store.columns import to_column
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.siblings import Asked, rows_with
from tipdesk.domain.kinds import Field, Value, Wire
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import CaseSummary, Dispute
from tipdesk.domain.rules.acknowledging import GRAVE
from tipdesk.domain.rules.caution import CLOSED, LISTED_OPEN, dispute_of, stages_shown
from tipdesk.domain.rules.risks import lifted
from tipdesk.services.desk import CaseQuery
from tipdesk.sync.codec import decode_plain
from tipdesk.sync.merge import is_conflict

_VERIFIED = BY_NAME["Report"].by_name["author_verified"]
_NOT_VERIFIED = to_column(_VERIFIED.to_wire(False), octets=False)[1]
_PEOPLE = "SELECT case_id, count(*) FROM person WHERE hidden = 0 AND case_id IN ({keys}) GROUP BY case_id"
_CONFLICTS = "SELECT case_id, count(*) FROM conflicts WHERE case_id IN ({keys}) GROUP BY case_id"
_UNVERIFIED = (
    "SELECT case_id, count(*) FROM report WHERE hidden = 0 AND author_verified = ? AND case_id IN ({keys}) "
    "GROUP BY case_id"
)
_UNREAD = (
    "EXISTS (SELECT 1 FROM report r WHERE r.case_id = case_state.case_id AND r.hidden = 0{only} AND NOT EXISTS "
    "(SELECT 1 FROM acknowledgement a WHERE a.case_id = r.case_id AND a.hidden = 0 AND a.report = r.row_id))"
)
_READ = "EXISTS (SELECT 1 FROM acknowledgement a WHERE a.case_id = case_state.case_id AND a.hidden = 0)"
_TOLD = ", ".join(f"'{one}'" for one in sorted(map(str, GRAVE)))
_AT_RISK = """EXISTS (SELECT 1 FROM "case" c WHERE c.row_id = case_state.case_id AND c.risk_level = '{risk}')"""
_GRAVEST_FIRST = "".join(
    f"({_UNREAD.format(only=f' AND r.{answer} IN ({_TOLD})')} OR {_AT_RISK.format(risk=risk)}) DESC, "
    for answer, risk in (("danger_now", "imminent"), ("under_18", "high"))
)
"""Puts reports that say danger or a child first. What a report says in words, signs or ages that no column holds
shows in the risk of its case."""
_LISTED = "(status IN (SELECT value FROM json_each(?)) AND case_id IN (SELECT unhex(value) FROM json_each(?)))"
_ASKED = "SELECT {column} FROM case_state WHERE {tests}"
_NO_OLDER = "updated >= (SELECT coalesce(min(updated), 0) FROM ({newest}))"
HANDED = (
    "(SELECT o.code FROM case_handover h JOIN post o ON o.row_id = h.to_post WHERE c.post IS NOT NULL "
    "AND h.case_id = c.row_id AND h.to_post = c.post AND h.answer = 'accepted' AND h.hidden = 0 LIMIT 1)"
)
"""The code of the post that has accepted a case (`rules/handing_over`), nothing where none has."""
_LINES = (
    "SELECT s.case_id, c.reference, c.title, s.status, c.risk_level, coalesce({handed}, p.code), s.owner, s.updated, "
    "c.sealing "
    'FROM case_state s LEFT JOIN "case" c ON c.row_id = s.case_id JOIN logs l ON l.no = s.first_log '
    "LEFT JOIN device d ON d.row_id = l.device LEFT JOIN post p ON p.row_id = d.post "
    "WHERE s.case_id IN ({keys})"
).replace("{handed}", HANDED)
_CASE = BY_NAME["Case"]
_STATUS, _OWNER, _RISK, _SEALING = (_CASE.by_name[name] for name in ("status", "owner", "risk_level", "sealing"))
_MOVED = _CASE.by_name["moved_to"]
_HERE = 'NOT EXISTS (SELECT 1 FROM "case" c WHERE c.row_id = case_state.case_id AND c.moved_to IS NOT NULL)'
_DISPUTABLE = {field.number: field for field in (_STATUS, _OWNER, _RISK, _SEALING)}
_LIVE = (
    "SELECT row_id, field_no, value FROM siblings WHERE record_no = ? AND field_no IN (?, ?, ?, ?) "
    "AND row_id IN ({keys})"
)


def find_ids(link: Link, query: CaseQuery, listed: Sequence[bytes]) -> list[bytes]:
    """Return the ids of all cases that match the query, latest change first.

    Deleted cases are left out unless the query asks for them. A query for cases with unread reports puts the gravest
    first. The few closed cases that are `listed` as open ones answer as such.
    """
    tests, values = ["hidden <= ?"], list[object]([query.with_deleted])
    for asked, filling in _tests(query, listed):
        tests, values = [*tests, asked], [*values, *filling]
    if query.most and query.acknowledged is None:
        # The latest of any so many cases are no later than the last one wanted. Ids begin with the time at which they
        # were made, so the last ids are near: only what comes after their oldest change has to be tested and sorted.
        latest = _ASKED.format(column="updated", tests=" AND ".join(tests))
        newest = f"{latest} ORDER BY case_id DESC LIMIT {query.most:d}"
        tests, values = [_NO_OLDER.format(newest=newest), *tests], [*values, *values]
    sql = _ASKED.format(column="case_id", tests=" AND ".join(tests))
    sql += f" ORDER BY {_GRAVEST_FIRST if query.acknowledged is False else ''}updated DESC, case_id DESC"
    sql += f" LIMIT {query.most:d}" if query.most else ""
    return [case for (case,) in link.each(sql, values)]


def _tests(query: CaseQuery, listed: Sequence[bytes]) -> Iterator[Asked]:
    """Yield the conditions of a query, each met by what the column shows or by one of several live values."""
    apart = [json.dumps(sorted(CLOSED)), json.dumps([case.hex() for case in listed])] if listed else []
    if query.stages:
        test, values = _either(_STATUS, sorted(query.stages))
        is_one = " OR " if LISTED_OPEN in query.stages else " AND NOT "
        yield f"({test}{is_one}{_LISTED})" if apart else test, [*values, *apart]
    if query.only_open:
        beside, values = rows_with(_CASE.number, _STATUS.number, sorted(CLOSED), but=True)
        marks = ",".join("?" * len(CLOSED))
        test = f"status IS NULL OR status NOT IN ({marks}) OR case_id IN ({beside})"
        filling = [*sorted(CLOSED), *values, *apart]
        yield f"({test} OR {_LISTED})" if apart else f"({test})", filling
    if query.owners:
        yield _either(_OWNER, list(query.owners))
    if query.updated_since is not None:
        yield "updated >= ?", [query.updated_since]
    if query.but_moved:
        beside, values = rows_with(_CASE.number, _MOVED.number, [None])
        yield f"({_HERE} OR case_id IN ({beside}))", list(values)
    if query.acknowledged is not None:
        yield _READ if query.acknowledged else _UNREAD.format(only=""), []


def _either(field: Field, wires: Collection[Wire]) -> Asked:
    beside, values = rows_with(_CASE.number, field.number, wires)
    named = [wire for wire in wires if wire is not None]
    empty = f" OR {field.name} IS NULL" if None in wires else ""
    marks = ",".join("?" * len(named))
    return f"({field.name} IN ({marks}){empty} OR case_id IN ({beside}))", [*named, *values]


def find_summaries(
    link: Link, cases: Sequence[bytes], listed: Collection[bytes], lower: Collection[bytes]
) -> list[CaseSummary]:
    """Return the list lines of these cases, in the order given; a case that is not held here has none.

    The closed cases that are `listed` as open ones show that in place of their stage. `lower` is that of `find_levels`.
    """
    counts: list[dict[bytes, int]] = [
        dict(link.rows_in(sql, cases, values))
        for sql, values in ((_PEOPLE, ()), (_CONFLICTS, ()), (_UNVERIFIED, (_NOT_VERIFIED,)))
    ]
    live, levels = _live_values(link, cases), find_levels(link, lower, cases)
    found = {}
    for case, reference, title, status, risk, post, owner, updated, sealing in link.rows_in(_LINES, cases):
        assessed = levels.get(case, "")
        disputed = _disputes(live.get(case, {}), owner, assessed)
        safer = {one.field: _text(one.values[0]) for one in disputed}
        people, conflicts, unverified = (count.get(case, 0) for count in counts)
        found[case] = CaseSummary(
            id=case,
            reference=reference or "",
            title=title or "",
            status=stages_shown([safer.get("status", status or "")], is_listed_open=case in listed)[0],
            risk=safer.get("risk_level", _text(lifted([risk], assessed)[0])),
            post=post or "",
            owner=owner,
            updated=updated,
            people=people,
            conflicts=conflicts,
            sealing=safer.get("sealing", sealing or ""),
            unverified=unverified,
            disputed=disputed,
        )
    return [found[case] for case in cases if case in found]


def _live_values(link: Link, cases: Sequence[bytes]) -> dict[bytes, dict[int, list[Wire]]]:
    """Return the live values of every field that has several, by case and field number."""
    found: dict[bytes, dict[int, list[Wire]]] = {}
    for case, number, value in link.rows_in(_LIVE, cases, (_CASE.number, *_DISPUTABLE)):
        found.setdefault(case, {}).setdefault(number, []).append(decode_plain(value))
    return found


def _disputes(live: dict[int, list[Wire]], owner: bytes | None, assessed: str) -> tuple[Dispute, ...]:
    """Return the fields whose live values differ, with these values.

    No officer in charge is more cautious than another, so of owners the one shown comes first. No risk is below the
    level that was assessed, and where that leaves one alone, lists show no dispute of it.
    """
    told = []
    for number, wires in sorted(live.items()):
        field = _DISPUTABLE[number]
        if is_conflict(wires, field.merge):
            values: list[Value] = [field.from_wire(wire) for wire in wires]
            values = list(lifted(values, assessed)) if field is _RISK else values
            if len(values) > 1:
                told.append(dispute_of(f"{_CASE.name}.{field.name}", [*values, owner] if field is _OWNER else values))
    return tuple(told)


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""

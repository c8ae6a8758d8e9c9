"""The list of cases: ids for the exact scroll bar, lines for the page in sight; fast at 100,000 cases.

`case_state` holds what lists order and filter by, so that ids come from one narrow table.
"""

from collections.abc import Sequence

from tipdesk.adapters.store.columns import to_column
from tipdesk.adapters.store.link import Link
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import CaseSummary
from tipdesk.services.desk import CaseQuery

_VERIFIED = BY_NAME["Report"].by_name["author_verified"]
_NOT_VERIFIED = to_column(_VERIFIED.to_wire(False), octets=False)[1]
_UNVERIFIED = (
    "SELECT case_id, count(*) FROM report WHERE hidden = 0 AND author_verified = ? AND case_id IN ({keys}) "
    "GROUP BY case_id"
)
_UNREAD = (
    "EXISTS (SELECT 1 FROM report r WHERE r.case_id = case_state.case_id AND r.hidden = 0{only} AND NOT EXISTS "
    "(SELECT 1 FROM acknowledgement a WHERE a.case_id = r.case_id AND a.hidden = 0 AND a.report = r.row_id))"
)
_READ = "EXISTS (SELECT 1 FROM acknowledgement a WHERE a.case_id = case_state.case_id AND a.hidden = 0)"
_GRAVE = ", ".join(_UNREAD.format(only=f" AND r.{one} IN ('yes', 'unsure')") for one in ("danger_now", "under_18"))
_GRAVEST_FIRST = _GRAVE.replace("), EXISTS", ") DESC, EXISTS") + " DESC, "
CLOSED = ("closed", "closed_referred")
"""The stages (code list `case_status`) in which a case is not open."""


def find_ids(link: Link, query: CaseQuery) -> list[bytes]:
    """Return the ids of all cases that answer the query, latest change first; deleted ones are left out by default."""
    sql, values = "SELECT case_id FROM case_state WHERE hidden <= ?", list[object]([query.with_deleted])
    if query.stages:
        sql += f" AND status IN ({','.join('?' * len(query.stages))})"
        values += sorted(query.stages)
    if query.only_open:
        sql += " AND (status IS NULL OR status NOT IN (?, ?))"
        values += CLOSED
    if query.owner is not None:
        sql += " AND owner = ?"
        values.append(query.owner)
    if query.updated_since is not None:
        sql += " AND updated >= ?"
        values.append(query.updated_since)
    if query.acknowledged is not None:
        sql += f" AND {_READ if query.acknowledged else _UNREAD.format(only='')}"
    sql += f" ORDER BY {_GRAVEST_FIRST if query.acknowledged is False else ''}updated DESC, case_id DESC"
    sql += f" LIMIT {query.most:d}" if query.most else ""
    return [case for (case,) in link.rows(sql, values)]


def find_summaries(link: Link, cases: Sequence[bytes]) -> list[CaseSummary]:
    """Return the lines of these cases, in the order given; a case that is not here has none."""
    people: dict[bytes, int] = dict(
        link.rows_in(
            "SELECT case_id, count(*) FROM person WHERE hidden = 0 AND case_id IN ({keys}) GROUP BY case_id", cases
        )
    )
    conflicts: dict[bytes, int] = dict(
        link.rows_in("SELECT case_id, count(*) FROM conflicts WHERE case_id IN ({keys}) GROUP BY case_id", cases)
    )
    unverified: dict[bytes, int] = dict(link.rows_in(_UNVERIFIED, cases, (_NOT_VERIFIED,)))
    lines = link.rows_in(
        "SELECT s.case_id, c.reference, c.title, s.status, c.risk_level, p.code, s.owner, s.updated, c.sealing "
        'FROM case_state s LEFT JOIN "case" c ON c.row_id = s.case_id JOIN logs l ON l.no = s.first_log '
        "LEFT JOIN device d ON d.row_id = l.device LEFT JOIN post p ON p.row_id = d.post "
        "WHERE s.case_id IN ({keys})",
        cases,
    )
    found = {
        line[0]: CaseSummary(
            id=line[0],
            reference=line[1] or "",
            title=line[2] or "",
            status=line[3] or "",
            risk=line[4] or "",
            post=line[5] or "",
            owner=line[6],
            updated=line[7],
            people=people.get(line[0], 0),
            conflicts=conflicts.get(line[0], 0),
            sealing=line[8] or "",
            unverified=unverified.get(line[0], 0),
        )
        for line in lines
    }
    return [found[case] for case in cases if case in found]

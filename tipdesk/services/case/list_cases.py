"""A page of the case list, latest change first, for the command line.

`CasePage.next` names where the following page begins. The window's long list does not page this way: it takes all ids
at once (`find_case_ids`) and asks for the lines it shows.
"""

from dataclasses import dataclass

from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text, parse_id
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Dispute
from tipdesk.domain.texts import _
from tipdesk.services.case.dots import moment_text
from tipdesk.services.case.find_case_ids import find_case_ids
from tipdesk.services.case.find_case_lines import CaseLine, find_case_lines
from tipdesk.services.desk import Desk

PAGE = 200
_STAGES = "case_status"
_CASE = BY_NAME["Case"]


@dataclass(frozen=True)
class CasePage:
    """Some lines of the case list, and in `next` the id of the first case of the following page; None at the end."""

    lines: list[CaseLine]
    next: str | None

    def to_json(self) -> dict[str, object]:
        """Return the page as `case list --json` prints it."""
        cases = [
            {
                "reference": line.summary.reference,
                "title": line.summary.title,
                "stage": line.summary.status,
                "post": line.summary.post,
                "updated": moment_text(line.summary.updated),
                "id": id_text(line.summary.id),
                "conflicts": line.summary.conflicts,
                "disputed": [_dispute_json(one) for one in line.summary.disputed],
            }
            for line in self.lines
        ]
        return {"cases": cases, "next": self.next}


def _dispute_json(dispute: Dispute) -> dict[str, object]:
    """Return a field in dispute with its live values, the one by which the line is sorted and shown first."""
    field = _CASE.by_name[dispute.field]
    return {"field": dispute.field, "values": [field.to_json(value) for value in dispute.values]}


def list_cases(
    desk: Desk,
    *,
    stages: frozenset[str] = frozenset(),
    mine: bool = False,
    updated_since: int | None = None,
    only_open: bool = False,
    begin: str | None = None,
    most: int = PAGE,
) -> CasePage:
    """Return a page of at most `most` lines, beginning at the case `begin`, which is the `next` of an earlier page.

    The other parameters choose cases as in `find_case_ids`. Raises UserError `bad-id` where `begin` is no id, and
    `unknown-code` for a stage that the list case_status does not have.
    """
    for stage in sorted(stages):
        if not desk.codes.is_known(_STAGES, stage):
            raise UserError("unknown-code", _("“{value}” is not in the list {list}."), value=stage[:40], list=_STAGES)
    ids = find_case_ids(desk, stages=stages, mine=mine, updated_since=updated_since, only_open=only_open)
    first = parse_id(begin) if begin else None
    place = ids.index(first) if first is not None and first in ids else 0
    following = ids[place + most] if place + most < len(ids) else None
    return CasePage(find_case_lines(desk, ids[place : place + most]), id_text(following) if following else None)

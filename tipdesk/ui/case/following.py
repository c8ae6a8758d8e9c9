"""Goes where what satisfies a rule stands: a section that is opened, a new row, or rows that are to be ended.

Rules say what they need as records and fields; where these stand in a case is known here alone.
"""

from collections.abc import Mapping, Sequence

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.gates.gate import Need
from tipdesk.ui.case.boards import CaseBoards
from tipdesk.ui.case.told import CaseTold
from tipdesk.ui.case.view import CaseView
from tipdesk.ui.gates.offers import Offer, Step

_BEGUN: Mapping[str, Mapping[str, object]] = {"Task": {"status": "open", "kind": "safety"}}
"""What a row that a rule asks for begins with: of a task, that it is to look at the danger anew."""
_OWN_VERBS = "summary"
"""The page on which approvals and reviews are told."""


def follow(boards: CaseBoards, view: CaseView, offer: Offer) -> None:
    """Go where an offer leads, in the case that is shown."""
    told, need = boards.told, offer.need
    if told is None or need is None:
        return
    row = told.get_row(need.row) if need.row is not None else None
    if offer.step is Step.ADD or row is None:
        boards.add(need.record, presets_of(need, told))
    elif row.record.has_own_verbs:
        boards.close_over()
        view.show_tab(_OWN_VERBS)
    else:
        change(boards, view, row, need.fields)


def change(boards: CaseBoards, view: CaseView, row: Row, names: Sequence[str]) -> None:
    """Read a row, and open the section in which these fields stand; without any, the first."""
    boards.open(row)
    front = view.pages.front()
    pane, writing = boards.over or (front.pane if front is not None else None), boards.writing()
    if writing is None or pane is None:
        return
    section = pane.body.section_of(names, row.id)
    if section is not None and not section.change.isHidden():
        writing.change(section)
    elif not names:
        writing.change_first()


def presets_of(need: Need, told: CaseTold) -> dict[str, object]:
    """Return what is known of the row that would satisfy a rule."""
    record = BY_NAME[need.record]
    known: dict[str, object] = dict(_BEGUN.get(need.record, {}))
    if record.parent and need.person is not None:
        parent = record.by_name[record.parent]
        known[parent.name] = parent.naming(BY_NAME["Person"].number, need.person)
    if "report" in record.by_name and told.workspace.reports:
        known["report"] = told.workspace.reports[0].id
    return known

"""What stands in a case past a gate because it came in that way, and its review, with words, by somebody else.

A breach is worked out from the rows each time (`domain/rules/gates/breaching`). It ends when what is missing is there,
or when it is reviewed here: whether it was right or not, the words stay in the case. Nobody reviews what they wrote.
"""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import parse_id
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import CaseSummary, Happening
from tipdesk.domain.rules.access import Action
from tipdesk.domain.rules.clocks.decisions import BREACH, OLDER
from tipdesk.domain.rules.clocks.lengths import within_calendar
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.breach import RULE, Breach
from tipdesk.domain.rules.gates.breaching import breaches
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.domain.texts import _
from tipdesk.domain.values import NamedRow
from tipdesk.services.access.deciding import CASE, REVIEW, check_reason, not_yourself, permit_deed
from tipdesk.services.access.declare_interest import get_eyes_asked
from tipdesk.services.access.find_reviews import ReviewLine, read_reviews_of
from tipdesk.services.audit import moment_now, moment_of, note_deed
from tipdesk.services.case.find_case_lines import read_lines
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_new
from tipdesk.services.gates.find_approvals import ApprovalLine, read_case_approvals
from tipdesk.services.gates.find_breaches import find_breached_cases
from tipdesk.services.look import NOTES_APART, deed, looking, no_such_case
from tipdesk.services.results import Changed

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value


@dataclass(frozen=True)
class BreachLine:
    """One breach as a list shows it: which gate, about which row, what is missing, who wrote it and when.

    `label` and `sentence` are what the gate is called and what it says, as message ids; `since` is in ms since 1970.
    It `is_older` where an older program wrote it, and `can_review` where the officer at the desk may review it.
    """

    breach: Breach
    label: str
    officer: bytes | None
    since: int
    can_review: bool

    @property
    def gate(self) -> str:
        """The id of the gate."""
        return self.breach.failed.gate

    @property
    def row(self) -> bytes:
        """The row that stands past it."""
        return self.breach.failed.row

    @property
    def is_older(self) -> bool:
        """Tell whether an older program wrote it, which is held against nobody."""
        return self.breach.is_older


@dataclass(frozen=True)
class Owed:
    """What one case asks of others: approvals, the latest first, reviews that wait, and breaches that stand."""

    asked: tuple[ApprovalLine, ...]
    reviews: tuple[ReviewLine, ...]
    breaches: tuple[BreachLine, ...]


@dataclass(frozen=True)
class BreachedLine:
    """One breach with the line of its case, for headquarters' inbox."""

    breach: Breach
    case: CaseSummary

    @property
    def key(self) -> tuple[str, bytes]:
        """What names this line among all."""
        return (self.breach.failed.gate, self.breach.failed.row)


def find_breached(desk: Desk) -> list[BreachedLine]:
    """Return the breaches of all cases that the officer at the desk may review, each with the line of its case."""
    found = find_breached_cases(desk)
    with desk.read() as reader:
        known = {line.summary.id: line.summary for line in read_lines(reader, desk, [one.case for one in found])}
    return [BreachedLine(each, known[one.case]) for one in found if one.case in known for each in one.breaches]


def find_owed(desk: Desk, case: bytes) -> Owed:
    """Return what one case asks of others, as an audited look; raises the UserErrors of `open_case`."""
    permit = partial(get_eyes_asked, action=Action.VIEW)
    with looking(desk, case, permit=permit, parts=NOTES_APART) as eyes:
        view = freeze(eyes.reader, desk, eyes.case)
        asked, reviews = read_case_approvals(eyes, view), read_reviews_of(eyes)
        return Owed(tuple(asked), tuple(reviews), tuple(_read_breaches(eyes, view)))


def _read_breaches(eyes: Eyes, view: FrozenCase) -> list[BreachLine]:
    may, lines = eyes.may(Deed.REVIEW), []
    for one in breaches(view):
        wrote = _wrote(view, one)
        is_own = wrote is not None and wrote.actor in eyes.ids
        officer = wrote.actor if wrote is not None else None
        lines.append(BreachLine(one, GATES[one.failed.gate].label, officer, one.since, may and not is_own))
    return lines


def review_breach(
    desk: Desk, case: bytes, gate: str, row: bytes | str | None = None, *, is_upheld: bool, words: str
) -> Changed:
    """Review a breach of a gate by a row, the case itself where none is named; `Changed.row` is the review.

    Raises UserError `reason-needed` where `words` say nothing, `not-allowed`, `no-such-breach` where nothing stands
    past this gate (any more), and `not-yourself`.
    """
    said = check_reason(words)
    subject = case if row is None else row if isinstance(row, bytes) else parse_id(row)
    with deed(desk) as unit:
        permit_deed(unit, desk, case, Deed.REVIEW)
        view = _view(unit, desk, case)
        breach = _find(view, gate, subject)
        if breach is None:
            raise UserError("no-such-breach", _("Nothing in this case stands past the rule “{gate}”."), gate=gate[:60])
        change = change_of_new(REVIEW, desk.ids.new_id(), _values(desk, view, breach, said, is_upheld=is_upheld))
        entry = write_case(desk, unit, case, [change])
        if _find(_view(unit, desk, case), gate, subject) is not None:
            raise not_yourself()  # a review by whoever wrote it ends no breach
        note_deed(desk, unit, "decide", {"case": case, "row": change.row})
    return Changed.of(REVIEW.name, case, change.row, entry.dot)


def _view(reader: Reader, desk: Desk, case: bytes) -> FrozenCase:
    held = reader.get_row(CASE, case)
    if held is None:
        raise no_such_case()
    return freeze(reader, desk, held)


def _find(view: FrozenCase, gate: str, row: bytes) -> Breach | None:
    return next((one for one in breaches(view) if one.failed.gate == gate and one.failed.row == row), None)


def _wrote(view: FrozenCase, breach: Breach) -> Happening | None:
    """Return the write from which a breach is counted."""
    story = view.story(breach.failed.row)
    return next((one for one in story if one.at == breach.since), next(iter(story), None))


def _values(desk: Desk, view: FrozenCase, breach: Breach, words: str, *, is_upheld: bool) -> "dict[str, Value]":
    failed, wrote, now = breach.failed, _wrote(view, breach), moment_now(desk)
    return {
        "rule": RULE,
        "ground": OLDER if breach.is_older else BREACH,
        "gate": failed.gate,
        "subject": NamedRow(BY_NAME[failed.record].number, failed.row),
        "digest": breach.digest,
        "officer": wrote.actor if wrote is not None else desk.actor.officer,
        "device": wrote.device if wrote is not None else None,
        "acted_at": moment_of(within_calendar(breach.since), desk.clock.offset_minutes()),
        "decision": "upheld" if is_upheld else "not_upheld",
        "decided_by": desk.actor.officer,
        "decided_at": now,
        "words": words,
    }

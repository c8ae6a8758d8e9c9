"""What can be done about a rule that does not hold, as the buttons beside it: satisfy it, ask somebody, or go past it.

What satisfies a gate is said by the gate (`Failed.needs`), and the ways past it by the table. This module only finds
the words, so that a screen offers nothing that the gate does not take.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.ids import id_text
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.gates.closing_case import is_ending
from tipdesk.domain.rules.gates.gate import Failed, Need, Past, Way
from tipdesk.domain.rules.gates.passing import Override, StoppedByGateError
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.domain.schema import RecordType
from tipdesk.ui.translate import _, plural
from tipdesk.ui.wording import Wording

APPROVAL = "Approval"
MOST_THINGS, MOST_NAMED = 6, 3
"""What is lacking has a button each up to here, and so many are named; more are opened one after the other."""


class Step(Enum):
    """What a button leads to.

    `FILL`: fields of a row, here or where they stand. `ADD`: a row that is not there yet. `OPEN`: rows that are to be
    ended. `ASK`: an approval. `REVIEW`: going past at once, to be reviewed. `REASON`: going past with a reason.
    """

    FILL = "fill"
    ADD = "add"
    OPEN = "open"
    ASK = "ask"
    REVIEW = "review"
    REASON = "reason"


@dataclass(frozen=True)
class Offer:
    """One button beside a rule: its words, where it leads, and the need or the way past the gate that it stands for."""

    step: Step
    words: str
    failed: Failed
    need: Need | None = None
    past: Past | None = None


def offers_of(failed: Failed) -> list[Offer]:
    """Return what can be done about one gate that does not hold: what satisfies it first, then the ways past it."""
    own = _own(failed)
    gate = GATES.get(failed.gate)
    open_ways = () if gate is None else tuple(filter(failed.opens, gate.past))
    return [*own, *(offer for one in open_ways if (offer := _past(failed, one, own)) is not None)]


def failed_in(problem: TipdeskError) -> tuple[Failed, ...]:
    """Return the gates that a refusal names, none where it is another refusal."""
    return problem.failed if isinstance(problem, StoppedByGateError) else ()


def gate_of(offer: Offer) -> str:
    """Return the gate for which somebody is asked."""
    return offer.need.gate if offer.need is not None else offer.failed.gate


def past_also(before: Override | None, offer: Offer, ground: str, reason: str) -> Override:
    """Return an override that goes past a rule, and past those named before it, with the last reason that was given."""
    named = before.gates if before is not None else frozenset()
    return Override(named | {offer.failed.gate}, reason, ground)


def subject_of(offer: Offer) -> str | None:
    """Return the id of the row about which somebody is asked; None for the case itself."""
    return id_text(offer.need.row) if offer.need is not None and offer.need.row is not None else None


def is_about(offer: Offer, record: RecordType, seen: Row | None) -> bool:
    """Tell whether an offer means answers of the row that is being written: one that was seen, or a new one."""
    need = offer.need
    if need is None or offer.step is not Step.FILL or need.record != record.name:
        return False
    return need.row == (seen.id if seen is not None else offer.failed.row)


def things_of(failed: Failed, wording: Wording) -> str:
    """Return the first rows of the case that a gate lacks something of, each by what it is and is called.

    The row that is judged itself needs no name, and one of which the officer sees nothing has none.
    """
    rows = dict.fromkeys((need.record, need.row) for need in failed.needs if need.row not in (None, failed.row))
    named = [f"{_(BY_NAME[record].label)}: {title}" for record, row in rows if (title := wording.rows.get(row or b""))]
    left = len(named) - MOST_NAMED
    return "\n".join([*named[:MOST_NAMED], *([plural("{count} more", "{count} more", left)] if left > 0 else [])])


def label_of(failed: Failed) -> str:
    """Return what the gate is called."""
    gate = GATES.get(failed.gate)
    return _(gate.label) if gate is not None else failed.gate


def sentence_of(failed: Failed) -> str:
    """Return why the gate does not hold."""
    return _(failed.sentence).format(**dict(failed.values))


def _own(failed: Failed) -> list[Offer]:
    asked = next((need for need in failed.needs if need.record == APPROVAL and need.gate), None)
    ask = [Offer(Step.ASK, _("Ask for approval"), failed, asked)] if asked is not None else []
    return [*_filling(failed), *ask]


def _filling(failed: Failed) -> list[Offer]:
    """Return what satisfies a gate without anybody's being asked: fields of a row, a new one, or rows to be ended.

    Where several things are lacking beside what is being written, each has a button that names it.
    """
    things = dict[tuple[str, bytes | None], list[Need]]()
    for need in failed.needs:
        if need.record in BY_NAME and not need.gate:
            things.setdefault((need.record, need.row), []).append(need)
    are_elsewhere = not {None, failed.row} & {row for _record, row in things}
    if len(things) > MOST_THINGS or (len(things) > 1 and are_elsewhere):
        first = next(iter(things.values()))[0]
        return [Offer(Step.OPEN, plural("See {count}", "See all {count}", len(things)), failed, first)]
    return [_mending(failed, needs, is_one=len(things) == 1) for needs in things.values()]


def _mending(failed: Failed, needs: Sequence[Need], *, is_one: bool) -> Offer:
    """Return what mends one row, or adds it; `is_one` where nothing else is lacking."""
    first = needs[0]
    record = _(BY_NAME[first.record].label)
    if first.row is None:
        return Offer(Step.ADD, _("Add: {record}").format(record=record), failed, first)
    if not is_one and first.row != failed.row:
        return Offer(Step.FILL, _("Fill in: {record}").format(record=record), failed, first)
    if is_ending(failed, first):
        return Offer(Step.FILL, _("End it"), failed, first)
    count = sum(len(need.fields) for need in needs)
    return Offer(Step.FILL, _("Fill it in") if count == 1 else _("Fill them in"), failed, first)


def _past(failed: Failed, past: Past, own: Sequence[Offer]) -> Offer | None:
    if past.way is Way.APPROVAL:
        if any(one.step is Step.ASK for one in own):
            return None
        need = Need(APPROVAL, ("ask",), failed.row, roles=tuple(sorted(past.roles)), gate=failed.gate)
        return Offer(Step.ASK, _("Ask for approval"), failed, need, past)
    if past.way is Way.REVIEW:
        return Offer(Step.REVIEW, _("Act now, be reviewed"), failed, past=past)
    return Offer(Step.REASON, _("Go on with a reason"), failed, past=past) if past.way is Way.REASON else None

"""What stands under Missing and due: each thing with its sentence, why, and what can be done about it at once.

Clocks are made into items here. A gate that does not hold, and what arrived past one, are items as well: whoever tells
of them makes them in the same form.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from tipdesk.domain.rules.bail import BAIL, bail_not_noted
from tipdesk.domain.rules.caution import is_closed, live_values
from tipdesk.domain.rules.clocks.clock import Clock, State
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.domain.rules.stages import OPEN, wants_of
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.clocks.clock_words import due_shown, sentence_of, what_of
from tipdesk.services.gates.review_breach import BreachLine
from tipdesk.ui.case.stages import label_of
from tipdesk.ui.clocks.offers import offer_of
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _
from tipdesk.ui.wording import Wording

_ELSEWHERE = "task-due"
"""Tasks stand under Next steps, beside this."""


class Severity(IntEnum):
    """How grave something is that is missing or due; the gravest has the lowest number and stands first."""

    OVERDUE = 0
    MISSING = 1
    WARNED = 2
    RUNNING = 3
    MET = 4


@dataclass(frozen=True)
class Item:
    """One thing that is missing or due.

    `key` names it among all, also once it is met. `due` is in ms since 1970, 0 where it has no day. `button` is the
    word of what can be done about it, "" for nothing, and `subject` is handed to whoever does it. `about` is what it is
    called without a word of how it stands, for when it is missing or due no more.
    """

    key: Hashable
    sentence: str
    why: str
    severity: Severity
    due: int = 0
    button: str = ""
    subject: object = None
    about: str = ""


_SEVERITIES = {State.OVERDUE: Severity.OVERDUE, State.WARNED: Severity.WARNED, State.RUNNING: Severity.RUNNING}


def items_of(workspace: Workspace, wording: Wording, now_ms: int, *, is_headquarters: bool) -> list[Item]:
    """Return the clocks of a case as items, the worst first."""
    clocks = (clock for clock in workspace.clocks if clock.id != _ELSEWHERE)
    items = [_item(clock, workspace, wording, now_ms, is_headquarters=is_headquarters) for clock in clocks]
    return in_order(items)


def has_ended(workspace: Workspace) -> bool:
    """Tell whether nothing is asked of a case any more, because it is closed and nothing holds it open."""
    return is_closed(live_values(workspace.case, "status")) and not workspace.view.is_listed_open


def wanted_items(workspace: Workspace) -> list[Item]:
    """Return what a case lacks that is wanted before it is taken on, by the row in which it is answered.

    `subject` is that row, or the name of its record where there is none yet. A case that has ended lacks nothing.
    """
    if has_ended(workspace):
        return []
    lacking = [want for want in wants_of(OPEN, workspace.case, workspace.reports) if not want.is_met]
    found = []
    for record in dict.fromkeys(want.record for want in lacking):
        names = " · ".join(_(label_of(want)) for want in lacking if want.record == record)
        rows = [workspace.case] if record == "Case" else workspace.reports
        sentence, why = _("Not known yet: {answers}").format(answers=names), _("Wanted before the case is taken on")
        subject = rows[0] if rows else record
        found.append(Item(("wanted", record), sentence, why, Severity.MISSING, 0, _("Answer"), subject, names))
    return found


@dataclass(frozen=True)
class NewRow:
    """A row that is to be added: of which record, and what is known of it already."""

    record: str
    presets: Mapping[str, object]


def bail_items(workspace: Workspace, wording: Wording, now_ms: int) -> list[Item]:
    """Return the conditions of bail that are not noted yet as no contact, one for each victim and suspect."""
    if has_ended(workspace):
        return []
    found = []
    for one in bail_not_noted(workspace.view.of, day_of(now_ms)):
        people = [workspace.view.get_row(row) for row in one]
        named = " · ".join(wording.title(row) for row in people if row is not None)
        presets = {"person": one.victim, "not_person": one.suspect, "asked_by": BAIL}
        sentence = _("Conditions of bail are not noted yet as no contact")
        subject = NewRow("NoContact", presets)
        about = _("Conditions of bail")
        found.append(Item(("bail", *one), sentence, named, Severity.MISSING, 0, _("Note"), subject, about))
    return found


def came_words(line: BreachLine) -> str:
    """Return how something came to stand past a rule."""
    return _("An older program wrote it") if line.is_older else _("It came in past this rule")


def breach_item(line: BreachLine, wording: Wording) -> Item:
    """Return what stands past a rule as an item, which waits for somebody's words."""
    key, button = ("breach", line.gate, line.row), _("Review") if line.can_review else ""
    return Item(
        key,
        _(line.label),
        _joined(came_words(line), wording.moment(line.since)),
        Severity.MISSING,
        line.since,
        button,
        line,
    )


def in_order(items: Iterable[Item]) -> list[Item]:
    """Return items in the order in which they are shown: the worst first, of the same kind the first due."""
    return sorted(items, key=lambda one: (one.severity, one.due or _LATEST, str(one.key)))


_LATEST = 2**62


def _item(clock: Clock, workspace: Workspace, wording: Wording, now_ms: int, *, is_headquarters: bool) -> Item:
    about = _about(clock, workspace, wording)
    if clock.met_at is not None:
        met = time_text(clock.met_at, wording.zone_minutes, now_ms)
        why = _joined(_("Done {when}").format(when=met), about)
        return Item(clock.key, what_of(clock), why, Severity.MET, -clock.met_at)
    day = _("by {day}").format(day=due_shown(clock, wording.zone_minutes))
    doubt = _("a clock is wrong, so this time is doubtful") if clock.is_doubtful else ""
    offer = offer_of(clock, is_headquarters=is_headquarters)
    return Item(
        clock.key,
        sentence_of(clock, now_ms),
        _joined(day[:1].upper() + day[1:], about, doubt),
        _SEVERITIES[clock.state(now_ms)],
        clock.ends,
        _(offer.words),
        clock,
        what_of(clock),
    )


def _about(clock: Clock, workspace: Workspace, wording: Wording) -> str:
    """Return whom or what a clock is about, where that says more than its sentence: the person, or whose row it is."""
    row = workspace.view.get_row(clock.subject.id)
    whose = row if row is None or row.record.name == "Person" else workspace.view.get_row(row.parent or b"")
    return wording.title(whose) if whose is not None else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)

"""Open a case for the workspace: read all that its screen shows, from one state of the store, in one look.

The look is one decision and one audit row, after the officer has said once whether they know somebody in the case. It
gives the rows as far as they are open, by what they belong to; the trash; rows whose parent is no longer here; the
history; the clocks; the signatures; who can open what is sealed; and what this officer may do. Reading them together
means that no two parts of the screen can disagree.

The history of a long case is by far its largest part, and most who open one never come to it. So of that the last
entries are given, and `read_past` reads all of it once somebody comes to where it is told. Who wrote which row is asked
for by itself (`authorship`).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Author, Row
from tipdesk.domain.rules.access import Action, Level
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.childhood import Ages
from tipdesk.domain.rules.clocks.clock import Clock
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.rules.gates.uncounted import Uncounted, find_uncounted
from tipdesk.domain.rules.risks import assessed_level, lower_in, read_assessed, risk_of
from tipdesk.services.access.act_now import minutes_left
from tipdesk.services.access.declare_interest import get_eyes_asked
from tipdesk.services.case.authorship import authors_of
from tipdesk.services.case.history import HistoryLine, cases_named_in, read_history
from tipdesk.services.case.holders import Holders, read_holders
from tipdesk.services.case.references import references_of
from tipdesk.services.clocks.case_clocks import clocks_and_met, freeze_opened
from tipdesk.services.desk import Desk
from tipdesk.services.directory.names import Names, names_in
from tipdesk.services.directory.shares import NOT_SHARED, Shared, read_shared
from tipdesk.services.elements.victims_told import VictimTold, victims_in
from tipdesk.services.eyes import Eyes
from tipdesk.services.look import CaseView, looking, read_view
from tipdesk.services.sealing.redact_resealed import find_open
from tipdesk.services.signatures.verify_signature import Verified, signatures_in


@dataclass(frozen=True)
class PersonView:
    """One person of the case, and the rows that belong to them by the name of their record."""

    person: Row
    belongings: Mapping[str, Sequence[Row]]

    def of(self, record: str) -> Sequence[Row]:
        """Return the rows of one record that belong to this person."""
        return self.belongings.get(record, ())


@dataclass(frozen=True)
class LooseRow:
    """A row whose parent is not here: it was put away, has not arrived, or is of a record unknown to this version.

    `parent` is the row it belonged to, where that is in the trash and the officer may see it; otherwise None.
    """

    row: Row
    parent: Row | None


@dataclass(frozen=True)
class Rights:
    """What the officer may do in a case, decided when the case was opened.

    `edit`, `unmask` and `to_print` are the levels up to which each action is open. `deeds` are the decisions about
    access that are theirs. `minutes` is how much longer an emergency of theirs, or something done before asking, opens
    the case; 0 for not at all.
    """

    edit: Level
    unmask: Level
    to_print: Level
    deeds: frozenset[Deed]
    minutes: int


_NAMES_A_CASE = (("CaseLink", "other"), ("PersonLink", "other_case"))
LAST_ENTRIES, LAST_WRITES = 60, 600
"""How many entries of its history, and writes of these, a case opens with; one with fewer is there with all of them."""


@dataclass(frozen=True)
class Workspace:
    """All of a case that its workspace shows.

    `loose` are rows whose parent is not here, and `in_conflict` the rows that have a conflict. `left_open` counts
    earlier entries that still say openly what is sealed by now, in a case for "these people only". `ages` is what the
    case tells of how old its people are, but for reports, which name nobody. Unless `has_whole_history`, the lines of
    `history` are those of the last entries, and do not tell what stood before. `authors` has who wrote each row first,
    by its id; None while nobody has asked. First among the `clocks` are those that run, the first due first, and then
    those that were stopped within a day. `victims` has what is told of each victim, None where the officer may not
    read accounts or cannot open all that they rest on. `uncounted` has as what a row counts that does not count as it
    says, by its id, and `lower` the assessments of danger that say less than before and count. `shared` tells with
    which posts the case is shared.
    """

    view: CaseView
    people: tuple[PersonView, ...]
    loose: tuple[LooseRow, ...]
    in_conflict: tuple[Row, ...]
    history: tuple[HistoryLine, ...]
    signatures: tuple[Verified, ...]
    names: Names
    holders: Holders
    left_open: int
    rights: Rights
    ages: Ages
    has_whole_history: bool = True
    authors: Mapping[bytes, Author] | None = None
    clocks: tuple[Clock, ...] = ()
    victims: tuple[VictimTold, ...] | None = None
    uncounted: Mapping[bytes, Uncounted] = field(default_factory=dict)
    lower: Collection[bytes] = ()
    shared: Shared = NOT_SHARED

    def with_history(self, lines: Sequence[HistoryLine]) -> "Workspace":
        """Return the same workspace with the whole of its history, as `read_past` gives it."""
        return replace(self, history=tuple(lines), has_whole_history=True, authors=authors_of(lines))

    @property
    def next_clock(self) -> Clock | None:
        """Return the clock that is due first, or has been overdue for longest; None where none runs."""
        return next((one for one in self.clocks if one.met_at is None), None)

    @property
    def case(self) -> Row:
        """Return the Case row."""
        return self.view.case

    @property
    def reports(self) -> tuple[Row, ...]:
        """Return the reports of the case."""
        return self.view.of("Report")

    @property
    def assessed(self) -> str:
        """Return the highest level of danger that was assessed of anybody, "" where nobody was."""
        return assessed_level(read_assessed(self.view.of("RiskAssessment")), self.lower)

    @property
    def risk(self) -> str:
        """Return the level that the case goes by: the highest of what its head says and of what was assessed."""
        return risk_of(self.case, self.view.of("RiskAssessment"), self.lower)

    @property
    def notes(self) -> tuple[Row, ...]:
        """Return the notes of the case that the officer may read."""
        return self.view.of("Note")

    @property
    def tasks(self) -> tuple[Row, ...]:
        """Return the tasks of the case."""
        return self.view.of("Task")


def open_case(desk: Desk, case: bytes, *, unmask: bool = False, reason: str | None = None) -> Workspace:
    """Return the workspace of a case, as an audited look.

    With `unmask` it shows who the people are and where, which is an act of its own in the audit. `reason` says why, for
    the audit. Raises the UserErrors of `look`, and `say-first` where the officer has not said yet whether they know
    somebody in the case.
    """
    action = Action.UNMASK if unmask else Action.VIEW
    with looking(desk, case, action, reason=reason, permit=partial(get_eyes_asked, action=action)) as eyes:
        return _workspace(eyes)


def read_past(desk: Desk, case: bytes, *, unmask: bool = False) -> list[HistoryLine]:
    """Return the whole history of a case for its workspace, in a look like that of `open_case`, and with its errors.

    Where the case was opened just now, this writes no further row of the audit.
    """
    action = Action.UNMASK if unmask else Action.VIEW
    with looking(desk, case, action, permit=partial(get_eyes_asked, action=action)) as eyes:
        return read_history(eyes, eyes.reader.find_happenings(case))


def _workspace(eyes: Eyes) -> Workspace:
    view, reader, desk = read_view(eyes), eyes.reader, eyes.desk
    rows = (view.case, *(row for found in view.rows.values() for row in found))
    children = _by_parent(rows)
    holders = read_holders(eyes)
    named = (row[name] for record, name in _NAMES_A_CASE for row in view.of(record))
    if holders.is_restricted:  # all of it tells what still stands open
        happenings, is_whole = reader.find_happenings(view.id), True
    else:
        happenings, is_whole = reader.find_last_happenings(view.id, (LAST_ENTRIES, LAST_WRITES))
    history, frozen = tuple(read_history(eyes, happenings)), freeze_opened(eyes, happenings)
    linked = {*named, *live_values(view.case, "moved_to"), *cases_named_in(history)}
    return Workspace(
        view=view,
        people=tuple(PersonView(person, children.get(person.id, {})) for person in view.of("Person")),
        loose=tuple(_loose(rows, view.trash)),
        in_conflict=tuple(row for row in rows if row.in_conflict()),
        history=history,
        signatures=tuple(signatures_in(reader, desk, view.id, eyes.unsealing.directory)),
        names=replace(names_in(reader, desk), cases=references_of(reader, desk, linked)),
        holders=holders,
        left_open=len(find_open(happenings)) if holders.is_restricted else 0,
        rights=Rights(
            edit=eyes.level_for(Action.EDIT),
            unmask=eyes.level_for(Action.UNMASK),
            to_print=eyes.level_for(Action.PRINT),
            deeds=frozenset(one for one in Deed if eyes.may(one)),
            minutes=minutes_left(desk, view.id),
        ),
        ages=Ages.read(
            day_of(desk.clock.now_ms()), view.of, reader.find_rows(BY_NAME["RuleSetting"]), with_reports=False
        ),
        has_whole_history=is_whole,
        authors=authors_of(history) if is_whole else None,
        clocks=clocks_and_met(reader, desk, frozen),
        victims=victims_in(eyes, frozen),
        uncounted=dict(find_uncounted(frozen)),
        lower=frozen.once(lower_in),
        shared=read_shared(reader, desk, view.id),
    )


def _by_parent(rows: Iterable[Row]) -> dict[bytes, dict[str, list[Row]]]:
    """Return the rows that belong to another row, by the id of that row and then by the name of their record."""
    found: dict[bytes, dict[str, list[Row]]] = {}
    for row in rows:
        if row.parent is not None:
            found.setdefault(row.parent, {}).setdefault(row.record.name, []).append(row)
    return found


def _loose(rows: Sequence[Row], trash: Iterable[Row]) -> Iterator[LooseRow]:
    here, gone = {row.id for row in rows}, {row.id: row for row in trash}
    for row in rows:
        if row.record.parent and row.parent not in here:
            yield LooseRow(row, gone.get(row.parent) if row.parent else None)

"""The year itself: all that happens at headquarters and its posts, one deed after another, in the order of time.

A case is begun at its PC and carried to headquarters at once, whose officer reads the report, gives some of them to
somebody, and writes an instruction now and then. In the end every PC that is not silent has handed in what it wrote.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.values import PartialDate
from tipdesk.homes.year import apart, group, later
from tipdesk.homes.year.chooser import Chooser
from tipdesk.homes.year.clock import LENGTH_DAYS
from tipdesk.homes.year.deciding import decide_first
from tipdesk.homes.year.office import fill_directory, name_officers
from tipdesk.homes.year.papers import GROUNDS, OPEN_STAGES, case_document
from tipdesk.homes.year.protecting import assess_again, protect
from tipdesk.homes.year.registers import YearRegisters, open_case, ring_back, write_holidays
from tipdesk.homes.year.settling import ask_again
from tipdesk.homes.year.steps import close_case, review_passed, review_suspects, take_on
from tipdesk.services.access.declare_interest import declare_interest
from tipdesk.services.audit import moment_now
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.gates.find_breaches import find_breached_cases
from tipdesk.services.look import look
from tipdesk.services.reports.acknowledge_report import acknowledge_case
from tipdesk.services.reports.assign_report import assign_report

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date

    from tipdesk.homes.year.places import Places
    from tipdesk.homes.year.plan import CaseLine, Pc, Plan

_MINUTE: Final = 1 / (24 * 60)
_CARRIED, _READ, _TOLD = 8 * _MINUTE, 24 * _MINUTE, 2.0
_FOR_OFFICE: Final = (-9, -2, 0, 2, 7, 12)
"""How many days from now the follow-ups are due that headquarters' officer has taken."""
_GIVEN_WITHIN: Final = 130
_TOLD_EACH: Final = 5
_APART_DAYS: Final = 12.0
_DECIDED: Final = 3.0
"""After how many days the first of the group are decided on."""
_SUSPECTS_AGAIN: Final = 21
_ASSESSED_WITHIN, _LEFT_EACH = 5, 6
"""How long ago dangers were looked at, in days, and in which cases nobody has."""
_UNDECIDED: Final = ("Yellow house 15", "Empty chair 34")
"""The cases that are looked into, and in which nobody has decided anything although it is due."""
_REVIEWED_DAYS: Final = 6.0
_ASKED_EACH: Final = 10
"""Every how many days somebody at a post goes through those who are to be asked how they are."""
_AT_WORK: Final = (*OPEN_STAGES, "follow_up")
"""The stages in which suspects and dangers are looked at anew."""
RUNG: Final = {"whom": "Duty officer (training)", "duty": "duty_officer", "answer": "answered"}
INSTRUCTION: Final = "Invented for training: keep me told each Friday, and ring before anybody is moved."


@dataclass
class Life:
    """A year that is to happen at these places.

    `begun` are the cases by their titles. `first` are those that were begun before the year was told, and are closed in
    its course.
    """

    places: Places
    plan: Plan
    today: date
    first: Collection[tuple[str, bytes]] = ()
    begun: dict[str, bytes] = field(default_factory=dict)
    _deeds: list[tuple[float, int, Callable[[], object]]] = field(default_factory=list)

    def pass_by(self) -> None:
        """Let everything happen. What is read and seen on the way is audited, as every look is."""
        self._found()
        for number, line in enumerate(self.plan.cases):
            self._plan_case(number, line)
        self._plan_group()
        self._plan_registers()
        self._plan_apart()
        for folder, case in self.first:
            self._at(LENGTH_DAYS - 28, partial(self._close_first, folder, case))
        self._at(_REVIEWED_DAYS, self._review_passed)
        for pc in self.plan.pcs:
            self._plan_asking(pc)
            self._at(pc.silent_days, partial(self._hand_in, pc.folder))
        for days, _order, deed in sorted(self._deeds, key=lambda one: (-one[0], one[1])):
            self.places.clock.turn_back(days)
            deed()
        self.places.clock.catch_up()

    def _at(self, days: float, deed: Callable[[], object]) -> None:
        self._deeds.append((days, len(self._deeds), deed))

    def _found(self) -> None:
        """Enrol the PCs that are not there yet, and write the directory, before the first case."""
        self.places.clock.turn_back(LENGTH_DAYS - 2)
        fill_directory(self.places.office.desk, self.plan)
        for pc in self.plan.pcs:
            if pc.folder not in self.places.pcs:
                self.places.enrol(pc)
        name_officers(self.places.office.desk, self.plan)
        write_holidays(self.places.office.desk, self.plan, self._now())

    def _plan_case(self, number: int, line: CaseLine) -> None:
        days = self._in_hours(line.days, line.title)
        self._at(days, partial(self._begin, line))
        self._at(days - _CARRIED, partial(self._hand_in, line.pc))
        if not line.is_unread:
            self._at(days - _READ, partial(self._read, line))
        if number % _TOLD_EACH == 0 and line.days > _TOLD + 1:
            self._at(days - _TOLD, partial(self._instruct, line.title))
        silent = next(pc.silent_days for pc in self.plan.pcs if pc.folder == line.pc)
        reviewed = silent + Chooser(line.title).number(1, _SUSPECTS_AGAIN - 1)
        if line.suspects and line.stage in _AT_WORK and line.days > reviewed + 2:
            self._at(reviewed, partial(self._review_suspects, line))
        assessed = silent + Chooser(f"{line.title} danger").number(1, _ASSESSED_WITHIN)
        if number % _LEFT_EACH and line.stage in _AT_WORK and line.days > assessed + 2:
            self._at(assessed, partial(self._assess, line))
        for step in later.find_steps(line, silent):
            moment = self._in_hours(step.days, line.title + step.stage)
            self._at(min(moment, days - _READ - _MINUTE), partial(self._take, line, step))

    def _plan_asking(self, pc: Pc) -> None:
        """Let a post ask those whose case was closed how they are, as long as it is heard of."""
        for days in range(int(pc.silent_days) + 1, LENGTH_DAYS - 2, _ASKED_EACH):
            self._at(days, partial(self._ask_again, pc.folder))

    def _plan_group(self) -> None:
        told = self.plan.group
        days, title, first, second = float(told["days"]), told["title"], told["pc"], told["other_pc"]
        hours = self._in_hours(days, title)
        self._at(hours, self._begin_group)
        self._at(hours - _CARRIED, partial(self._hand_in, first))
        self._at(hours - _READ, self._read_group)
        self._at(hours - 2 * _READ, partial(self._hand_in, second))
        self._at(hours - 3 * _READ, self._add_to_group)
        self._at(hours - 4 * _READ, partial(self._hand_in, second))
        for number, stage in enumerate(("screening", "open")):
            self._at(days - 2 - number / 2, partial(self._set_stage, first, title, stage))
        self._at(days - _DECIDED, self._decide_in_group)

    def _plan_registers(self) -> None:
        registers = YearRegisters(self._now())
        for line in self.plan.registers["rows"]:
            hours = self._in_hours(line["days"], str(line["record"]))
            self._at(hours, partial(registers.write, self.places.office.desk, line))
        for line in self.plan.registers["certified"]:
            self._at(line["days"], partial(registers.certify, self.places.office.desk, line["of"]))
        for number, line in enumerate(self.plan.registers["calls"]):
            hours = self._in_hours(line["days"], f"call {number}")
            self._at(hours, partial(self._answer, registers, line, hours))

    def _plan_apart(self) -> None:
        pcs = sorted({change.pc for change in (*apart.OPEN, *apart.SETTLED)} - {apart.HEADQUARTERS})
        for pc in pcs:
            self._at(_APART_DAYS, partial(self._hand_in, pc))
        for number, change in enumerate((*apart.OPEN, *apart.SETTLED)):
            days = self._in_hours(_APART_DAYS - 1, f"{change.title}/{number}")
            self._at(days, partial(self._change_apart, change))
        for pc in pcs * 2:
            self._at(_APART_DAYS - 3, partial(self._hand_in, pc))
        [title] = {change.title for change in apart.SETTLED}
        settled = self._in_hours(_APART_DAYS - 5, title)
        self._at(settled, lambda: apart.settle(self.places.office, self.begun[title]))

    def _begin(self, line: CaseLine) -> None:
        session = self.places.pcs[line.pc]
        begun = moment_now(session.desk)
        document = case_document(self.plan, line, begun, self.today, session.desk.actor.login)
        self.begun[line.title] = new_case(session.desk, document, urgent=line.report != "none").id

    def _begin_group(self) -> None:
        desk = self.places.pcs[self.plan.group["pc"]].desk
        document = group.group_document(self.plan, moment_now(desk), self.today)
        self.begun[self.plan.group["title"]] = new_case(desk, document, urgent=True).id

    def _read_group(self) -> None:
        desk, case = self.places.office.desk, self.begun[self.plan.group["title"]]
        declare_interest(desk, case, knows_somebody=False)
        acknowledge_case(desk, case)

    def _add_to_group(self) -> None:
        session, case = self.places.pcs[self.plan.group["other_pc"]], self.begun[self.plan.group["title"]]
        declare_interest(session.desk, case, knows_somebody=False)
        group.add_rest(session, case, self.plan)

    def _decide_in_group(self) -> None:
        """Look at the danger of most of the group, and decide first on some: on the families spoken to by then."""
        told, case = self.plan.group, self.begun[self.plan.group["title"]]
        group.look_at_danger(self.places.pcs[told["other_pc"]], case, told["assessed"])
        for pc in (told["other_pc"], told["pc"]):
            self._hand_in(pc)
        decide_first(self.places.pcs[told["pc"]], case, told["decided"])

    def _hand_in(self, pc: str) -> None:
        self.places.exchange(self.places.pcs[pc])

    def _read(self, line: CaseLine) -> None:
        """Have headquarters' officer read a report, and take the follow-up of some."""
        desk, case = self.places.office.desk, self.begun[line.title]
        declare_interest(desk, case, knows_somebody=False)
        acknowledge_case(desk, case)
        given = [one.title for one in self.plan.cases if one.report == "read" and one.days < _GIVEN_WITHIN]
        place = given.index(line.title) if line.title in given else len(_FOR_OFFICE)
        if place < len(_FOR_OFFICE):
            due = self.today + timedelta(days=_FOR_OFFICE[place])
            day = PartialDate.of(due)
            title = self.plan.scenarios[line.scenario].tasks[0][0]
            assign_report(desk, case, officer=desk.actor.officer, due=day, title=title)

    def _instruct(self, title: str) -> None:
        given = {"kind": "supervisor_instruction", "text": INSTRUCTION}
        add_record(self.places.office.desk, self.begun[title], BY_NAME["Note"], given)

    def _answer(self, registers: YearRegisters, line: Mapping[str, Any], days: float) -> None:
        """Note a hotline call; a case may be opened from it, which headquarters reads, or the caller is rung back."""
        pc = line["pc"]
        desk = self.places.pcs.get(pc, self.places.office).desk
        call = registers.call(desk, line)
        if "case" in line:
            case = open_case(desk, call, line["case"])
            self._hand_in(pc)
            declare_interest(self.places.office.desk, case, knows_somebody=False)
            acknowledge_case(self.places.office.desk, case)
            add_record(desk, case, BY_NAME["Call"], RUNG)
        if "called_back_after" in line:
            self.places.clock.turn_back(days - line["called_back_after"])
            ring_back(desk, call)
            self.places.clock.turn_back(days)

    def _take(self, line: CaseLine, step: later.Step) -> None:
        note = self.plan.scenarios[line.scenario].notes[1]
        session, case = self.places.pcs[line.pc], self.begun[line.title]
        later.take_step(self.places, session, case, note, step)
        if step.stage == line.stage == "screening" and line.title not in _UNDECIDED:
            decide_first(session, case)
        if step.stage == "open" and line.stage in OPEN_STAGES:
            number = self.plan.cases.index(line)
            protect(session, case, line.risk, is_answered=number % 2 == 0, is_withdrawn=number % 2 == 1)

    def _set_stage(self, pc: str, title: str, stage: str) -> None:
        take_on(self.places.pcs[pc], self.begun[title], stage)

    def _close_first(self, pc: str, case: bytes) -> None:
        session = self.places.pcs[pc]
        if look(session.desk, case).case["status"] == "reported":
            take_on(session, case, "open")
        close_case(self.places, session, case, "closed", "completed")

    def _change_apart(self, change: apart.Change) -> None:
        session = self.places.pcs.get(change.pc, self.places.office)
        apart.change_apart(session, self.begun[change.title], change)

    def _review_suspects(self, line: CaseLine) -> None:
        session = self.places.pcs[line.pc]
        due = moment_now(session.desk) + timedelta(days=_SUSPECTS_AGAIN)
        review_suspects(session, self.begun[line.title], str(due.date()), GROUNDS)

    def _review_passed(self) -> None:
        """Let headquarters review what came in past a rule until then."""
        desk = self.places.office.desk
        for found in find_breached_cases(desk):
            declare_interest(desk, found.case, knows_somebody=False)
            review_passed(desk, found.case)

    def _assess(self, line: CaseLine) -> None:
        assess_again(self.places.pcs[line.pc], self.begun[line.title], line.risk or "medium")

    def _ask_again(self, pc: str) -> None:
        first = [case for folder, case in self.first if folder == pc]
        for case in (*first, *(self.begun[one.title] for one in self.plan.cases if self._is_there(one, pc))):
            ask_again(self.places.pcs[pc], case)

    def _is_there(self, line: CaseLine, pc: str) -> bool:
        return line.pc == pc and line.stage not in _AT_WORK and line.title in self.begun

    def _now(self) -> datetime:
        """Return the moment that is taken for now, whatever the clock shows."""
        return datetime.combine(self.today, moment_now(self.places.office.desk).timetz())

    def _in_hours(self, days: float, seed: str) -> float:
        """Return about so many days, at an hour at which people work; what is of today stays as it is."""
        if days < _TOLD:
            return days
        now = moment_now(self.places.office.desk)
        hours = now.hour + now.minute / 60 - Chooser(seed).number(7 * 60, 18 * 60) / 60
        return int(days) + hours / 24

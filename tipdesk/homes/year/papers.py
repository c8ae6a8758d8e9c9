"""A case of the year as a document: one line of the plan and its scenario, with people chosen by the line's title.

What has happened by the time at which a case is begun is in its document; what follows is in `later`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from tipdesk.domain.rules.acknowledging import GRAVE
from tipdesk.homes.year.chooser import Chooser
from tipdesk.homes.year.people import make_other, make_person

if TYPE_CHECKING:
    from datetime import datetime

    from tipdesk.homes.year.plan import CaseLine, Fields, Plan, Scenario

OPEN_STAGES: Final = ("reported", "screening", "open")
GROUNDS: Final = "Invented for training: named by two people who do not know each other."
PLACE_WHY: Final = "Invented for training: named by those who were heard."
_DUE_DAYS = (-20, -6, -1, 0, 1, 3, 10)
"""How many days from now a task is due in a case that is worked on."""


@dataclass
class _Paper:
    """A case on its way to becoming a document, with what every part of it asks."""

    plan: Plan
    line: CaseLine
    scenario: Scenario
    begun: datetime
    today: date
    login: str
    chooser: Chooser
    records: list[Fields]

    def add(self, record: str, key: str = "", **fields: object) -> None:
        """Add a record with the answers that are not empty; `key` is what others of the document call it by."""
        element: Fields = {"record": record, "fields": {name: value for name, value in fields.items() if value != ""}}
        self.records.append({**element, "key": key} if key else element)

    def add_told(self, record: str, told: Fields, key: str = "") -> None:
        """Add a record with answers that a file or a chooser holds."""
        self.add(record, key)
        self.records[-1]["fields"] = told

    def day(self, offset: int) -> str:
        return str(self.begun.date() + timedelta(days=offset))


def case_document(plan: Plan, line: CaseLine, begun: datetime, today: date, login: str) -> Fields:
    """Return the document of a case that an officer begins at the moment `begun`."""
    paper = _Paper(plan, line, plan.scenarios[line.scenario], begun, today, login, Chooser(line.title), [])
    _report(paper)
    victims = _victims(paper)
    _others(paper, victims)
    if line.stage != "reported":
        _asked(paper, victims)
    _work(paper, victims)
    case = {
        "title": line.title,
        "case_type": "suspected_trafficking",
        "status": "reported",
        "report_channel": paper.scenario.channel,
        "risk_level": line.risk,
        "date_first_contact": paper.day(0),
        "summary": paper.scenario.report["own_words"],
        "forms_suspected": paper.scenario.episode["exploitation"],
    }
    return {"case": case, "records": paper.records}


def _report(paper: _Paper) -> None:
    line, moment = paper.line, paper.begun.isoformat(timespec="minutes")
    answers = {
        **paper.scenario.report,
        "persons_count": line.adults + line.children,
        "under_18": "yes" if line.children else paper.scenario.report["under_18"],
    }
    came = {"channel": paper.scenario.channel, "received_at": moment}
    came |= {"sent_at": moment} if line.report != "none" else {}
    came |= {} if line.is_unread else {"urgency": "now" if answers["danger_now"] == "yes" else "same_day"}
    paper.add_told("Report", {**answers, **came}, "report")
    answer = paper.chooser.pick(("answered", "answered", "no_answer", "will_call_back"))
    paper.add("Call", whom="Duty officer (training)", duty="duty_officer", answer=answer, report="report")
    if not line.is_unread:
        _rung_again(paper, is_child=answers["under_18"] in GRAVE, is_heard=answer == "answered")


def _rung_again(paper: _Paper, *, is_child: bool, is_heard: bool) -> None:
    """Ring once more whoever did not answer, and child protection where there may be a child, so that no clock runs."""
    if not is_heard:
        paper.add("Call", whom="Duty officer (training)", duty="duty_officer", answer="answered", report="report")
    if is_child:
        paper.add("Call", whom="Child protection (training)", duty="child_protection", answer="answered",
                  report="report")  # fmt: skip


def _victims(paper: _Paper) -> list[str]:
    keys: list[str] = []
    taken: set[tuple[str, str]] = set()
    origins = list(zip(paper.scenario.countries, paper.scenario.languages, strict=True))
    for number in range(paper.line.adults + paper.line.children):
        origin, is_child = paper.chooser.pick(origins), number < paper.line.children
        keys.append(f"p{number + 1}")
        told = make_person(paper.chooser, paper.plan.names, origin, taken, is_child=is_child)
        paper.add_told("Person", told, keys[-1])
        paper.add("CaseRole", person=keys[-1], role="potential_victim", role_from=paper.day(0))
    return keys


def _others(paper: _Paper, victims: list[str]) -> None:
    for number in range(paper.line.companions):
        key = f"w{number + 1}"
        paper.add_told("Person", make_other(paper.chooser, paper.plan.names), key)
        paper.add("CaseRole", person=key, role="accompanying")
        paper.add(
            "Relationship", person=victims[0], other=key, claims=paper.chooser.pick(("relative", "friend", "employer")),
            proof="not_shown", signs=["speaks_for", "holds_papers"],
        )  # fmt: skip
    for number in range(paper.line.suspects):
        key = f"s{number + 1}"
        paper.add_told("Person", make_other(paper.chooser, paper.plan.names), key)
        paper.add("CaseRole", person=key, role="suspect")
        paper.add(
            "SuspectStatus", person=key, stage="suspected", at=paper.begun.isoformat(timespec="minutes"),
            investigator=paper.login, grounds=GROUNDS, review_due=paper.day(paper.chooser.number(7, 27)),
        )  # fmt: skip


def _asked(paper: _Paper, victims: list[str]) -> None:
    """Add what the first interviews told: how they came, what was done to them and where, their papers and needs."""
    paper.add("Place", "place", name=paper.scenario.report["travel"], kind="establishment", country="LC", why=PLACE_WHY)
    for number, key in enumerate(victims):
        home = paper.chooser.pick(paper.scenario.countries)
        ago = -paper.chooser.number(1, 60)
        began = paper.day(ago)
        if number == 0:
            paper.add("JourneyLeg", person=key, leg_type="Recruitment", from_country=home, began=paper.day(ago - 20))
        paper.add(
            "JourneyLeg", person=key, leg_type="Transit", from_country=home, to_country="LC", began=began,
            transport=paper.scenario.transport, carrier=f"Invented crossing {paper.chooser.number(100, 999)}",
        )  # fmt: skip
        told = {**paper.scenario.episode, "person": key, "country": "LC", "began": began, "place_at": "place"}
        told |= {"recruited_at": paper.day(ago - 20), "recruited_country": home}
        if number and Chooser(f"{paper.line.title}/{key}").is_one_in(2):
            del told["means"]  # of some it was not told how they were made to
        paper.add_told("Episode", told)
        number_on_it = f"X{paper.chooser.number(0, 9_999_999):07}"
        paper.add(
            "IdentityDocument", person=key, kind="passport", number=number_on_it, country=home,
            held_by=paper.chooser.pick(("employer", "person", "companion", "lost")), genuine="not_checked",
        )  # fmt: skip
        for kind, priority, wish in paper.scenario.needs[: 2 if number else 3]:
            waits = "in_hand" if number or priority == "urgent" else "open"
            status = waits if paper.line.stage in OPEN_STAGES else "met"
            paper.add("Need", person=key, kind=kind, priority=priority, wish=wish, status=status)


def _work(paper: _Paper, victims: list[str]) -> None:
    moment = paper.begun.isoformat(timespec="minutes")
    paper.add("Note", kind="case_note", text=paper.scenario.notes[0], occurred_at=moment, person=victims[0])
    for number, (title, kind) in enumerate(paper.scenario.tasks):
        is_now = number == 1 and paper.line.stage in OPEN_STAGES
        due = paper.today + timedelta(days=paper.chooser.pick(_DUE_DAYS)) if is_now else None
        holder = "" if is_now and paper.chooser.is_one_in(4) else paper.login
        day, priority = str(due) if due else paper.day(7), paper.chooser.pick(("normal", "high"))
        paper.add("Task", title=title, kind=kind, status="open", assigned_to=holder, priority=priority, due=day)

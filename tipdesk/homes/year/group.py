"""The one case of seventy people, written on two PCs of a post: paper tags, families that stay together, needs, danger.

One tag was given out twice, once on each PC, as it happens when two people write at the same time.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from tipdesk.domain.records import BY_NAME
from tipdesk.homes.year.chooser import Chooser
from tipdesk.homes.year.people import make_person
from tipdesk.services.audit import moment_now
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.determination.sign_record import sign_record
from tipdesk.services.look import look

if TYPE_CHECKING:
    from datetime import date, datetime

    from tipdesk.homes.sessions import Session
    from tipdesk.homes.year.plan import Fields, Plan

_LETTERS: Final = "ABCDEFGHJKLM"
"""The families of the group, four people each: two parents and two children."""
_FAMILY: Final = 4
_NEED_IN = 2
_RUNG: Final = (("duty_officer", "Duty officer (training)"), ("child_protection", "Child protection (training)"))
"""Who was rung, and answered, before seventy people were written down."""


_LEVELS: Final = ("medium", "medium", "low")
_DAYS_TO_REVIEW: Final = 28
_OWN_VIEW: Final = "Invented for training: is afraid for the passport, and of nobody here."
_WHY: Final = "Invented for training: the man who took the fees is abroad, and knows the hall from the news."


class Member(NamedTuple):
    """One of the seventy: the answers by the field names of Person, what they need, and who they are in a family."""

    key: str
    person: Fields
    needs: list[Fields]
    place: int | None


def make_members(plan: Plan) -> list[Member]:
    """Return the seventy in the order of their lines: families first, then those who came alone."""
    chooser, group = Chooser(str(plan.group["title"])), plan.group
    origins = list(zip(group["countries"], group["languages"], strict=True))
    members: list[Member] = []
    taken: set[tuple[str, str]] = set()
    for number in range(group["people"]):
        letter, place = _family_of(number)
        is_child = place is not None and place > 1
        origin = origins[_LETTERS.index(letter) % len(origins)] if letter else chooser.pick(origins)
        family = plan.names.families[_LETTERS.index(letter)] if letter else ""
        person = make_person(chooser, plan.names, origin, taken, is_child=is_child, family=family)
        tag = number + 1 if number < group["first"] else number
        person |= {"tag_number": f"{tag:02}", "line_order": number + 1}
        if letter:
            person["family_group"] = letter
        members.append(Member(f"g{number + 1}", person, _needs(chooser, plan, is_child=is_child), place))
    return members


def group_document(plan: Plan, begun: datetime, today: date) -> Fields:
    """Return the document of the group's case with those whom the first PC wrote down."""
    group, moment = plan.group, begun.isoformat(timespec="minutes")
    report = {**group["report"], "channel": "border_post", "received_at": moment, "sent_at": moment}
    records: list[Fields] = [{"record": "Report", "key": "report", "fields": report}]
    records += [
        {"record": "Call", "fields": {"whom": whom, "duty": duty, "answer": "answered", "report": "report"}}
        for duty, whom in _RUNG
    ]
    members = make_members(plan)[: group["first"]]
    for member in members:
        records += _elements(member)
    records += _relationships(members)
    records += [{"record": "Note", "fields": {"kind": "case_note", "text": text}} for text in group["notes"]]
    for title, kind, days in group["tasks"]:
        due = str(today + timedelta(days=days))
        fields: Fields = {"title": title, "kind": kind, "due": due, "status": "open", "priority": "high"}
        records.append({"record": "Task", "fields": fields})
    case = {
        "title": group["title"], "case_type": "suspected_trafficking", "status": "reported",
        "report_channel": "border_post", "risk_level": group["risk"], "summary": group["summary"],
    }  # fmt: skip
    return {"case": case, "records": records}


def add_rest(session: Session, case: bytes, plan: Plan) -> None:
    """Add those whom the second PC wrote down, each as it was written: one person, their role, what they need."""
    for member in make_members(plan)[plan.group["first"] :]:
        row = add_record(session.desk, case, BY_NAME["Person"], member.person).row
        add_record(session.desk, case, BY_NAME["CaseRole"], {"person": row, "role": "potential_victim"})
        for need in member.needs:
            add_record(session.desk, case, BY_NAME["Need"], {**need, "person": row})


def look_at_danger(session: Session, case: bytes, most: int) -> None:
    """Sign how great the danger is for the first so many of the group, and take what they urgently need in hand."""
    desk = session.desk
    due, view = str((moment_now(desk) + timedelta(days=_DAYS_TO_REVIEW)).date()), look(desk, case)
    seen = view.of("Person")[:most]
    for number, person in enumerate(seen):
        danger: Fields = {"level": _LEVELS[number % len(_LEVELS)], "own_view": _OWN_VIEW, "why": _WHY}
        fields = {"person": person.id, **danger, "review_due": due}
        sign_record(desk, "RiskAssessment", add_record(desk, case, BY_NAME["RiskAssessment"], fields).row or b"")
    people = {person.id for person in seen}
    for need in view.of("Need"):
        if need["person"] in people and need["priority"] == "urgent":
            amend_record(desk, need, {"status": "in_hand"})


def _family_of(number: int) -> tuple[str, int | None]:
    family, place = divmod(number, _FAMILY)
    return (_LETTERS[family], place) if family < len(_LETTERS) else ("", None)


def _needs(chooser: Chooser, plan: Plan, *, is_child: bool) -> list[Fields]:
    kinds = ["child_protection"] if is_child else []
    if chooser.is_one_in(_NEED_IN):
        kinds.append(chooser.pick(plan.group["needs"]))
    wish = "undecided" if is_child else "wanted"
    return [
        {"kind": kind, "priority": "urgent" if is_child else chooser.pick(("low", "normal", "high")), "wish": wish,
         "status": "open"} for kind in kinds
    ]  # fmt: skip


def _elements(member: Member) -> list[Fields]:
    role: Fields = {"person": member.key, "role": "potential_victim"}
    needs: list[Fields] = [{"record": "Need", "fields": {**need, "person": member.key}} for need in member.needs]
    person: Fields = {"record": "Person", "key": member.key, "fields": member.person}
    return [person, {"record": "CaseRole", "fields": role}, *needs]


def _relationships(members: list[Member]) -> list[Fields]:
    """Return who is the child of whom, as the families tell it themselves."""
    told: list[Fields] = []
    for at, member in enumerate(members):
        if member.place is not None and member.place > 1:
            parent = members[at - member.place]
            fields: Fields = {
                "person": member.key, "other": parent.key, "family": "parent", "lives_with": "yes",
                "claimed_by": "Both of them", "proof": "shown",
            }  # fmt: skip
            told.append({"record": "Relationship", "fields": fields})
    return told

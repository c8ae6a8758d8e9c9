"""The document of the case that a worry begins: report, people with their roles, calls, and what is to be asked again.

No answer of an officer makes it refused. What cannot be read is kept word for word in `Report.as_typed`, with a task
that names the questions. Each person feared for is a Person with the role of potential victim. Whoever is with them is
a Person with the role accompanying, described by the words that were typed. Their papers are rows of their own.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from tipdesk.domain.code_name import make_code_name
from tipdesk.domain.kinds.typed_answers import is_unread, without_hidden
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.acknowledging import CHILD_SIGN, GRAVE, is_young
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now
from tipdesk.services.case.new_case import today
from tipdesk.services.case.read_answers import ReadAnswers, read_answers, words_of
from tipdesk.services.case.tell_now import EMPTY, Element, elements_of
from tipdesk.services.case.worry import PAPERS, Worry
from tipdesk.services.desk import Desk

REPORT_KEY: Final = "report"
_REPORT, _PERSON, _PAPER, _CALL, _TASK = (
    BY_NAME[name] for name in ("Report", "Person", "IdentityDocument", "Call", "Task")
)
_FIRST_ROLE, _WITH_THEM = "potential_victim", "accompanying"
_OPEN_ANSWER = "unknown"
_IMMINENT: Final = "imminent"
_RISKS = ("low", "medium", "high", _IMMINENT)
_NOBODY = frozenset({"", "-", "no", "none", "nobody", "no one", "noone", "alone", "personne", "seul", "seule", "nadie",
                     "solo", "sola", "pèsonn"})  # fmt: skip
"""What says, in the languages of the counter, that nobody is with them: no person is made of it."""

_ONE_UNREAD = _("One answer of this report could not be read: {questions}")
_SOME_UNREAD = _("Some answers of this report could not be read: {questions}")
_MOST_DESCRIPTION = 50_000
_USUAL = {"kind": "passport"}
"""What the paper is whose number a worry asks for."""


def worry_document(
    desk: Desk, worry: Worry, stamps: Mapping[str, object] | None = None, level: str | None = None
) -> dict[str, object]:
    """Return the document of a new case for a worry, the Report first among its records.

    `stamps` are fields of the report that the program fills. `level` is the level of sealing, ordinary unless given.
    """
    report = read_answers(desk.codes, _REPORT, worry.answers)
    others, calls = _people(desk, worry, report), _calls(desk, worry, report)
    if report.kept.get("persons_count") is None and not is_unread(report.typed, "persons_count") and worry.people:
        report.kept["persons_count"] = sum(bool(_told(one)) for one in worry.people) or None
    fields = {"received_at": moment_text(desk), **report.kept, **(stamps or {})}
    if report.typed:
        fields["as_typed"] = report.typed
    return {
        "case": {
            "title": make_code_name(desk.words, desk.ids.noise(8)),
            "case_type": "suspected_trafficking",
            "report_channel": report.kept.get("channel"),
            "risk_level": risk_of(report, worry.people),
            "sealing": level,
        },
        "records": [
            {"record": "Report", "key": REPORT_KEY, "fields": fields},
            *others,
            *calls,
            *tasks_to_ask(desk, report.unread),
        ],
    }


def moment_text(desk: Desk) -> str:
    """Return the present moment as a document holds it."""
    return moment_now(desk).isoformat(timespec="minutes")


def is_in_danger(report: ReadAnswers) -> bool:
    """Tell whether somebody may be in danger now; an answer that cannot be read counts as unsure, so as danger."""
    return _is_grave(report, "danger_now")


def risk_of(report: ReadAnswers, people: Sequence[Mapping[str, object]] = ()) -> str | None:
    """Return the risk that the answers speak of, as a code; None where they speak of none.

    It is the highest where somebody is in danger now, and high where anybody may be a child.
    """
    if is_in_danger(report):
        return _IMMINENT
    seen = report.kept.get("what_seen")
    is_child = (
        _is_grave(report, "under_18")
        or (isinstance(seen, (list, tuple, set, frozenset, str)) and CHILD_SIGN in seen)
        or any(_is_told_young(one.get("about_age")) for one in people)
    )
    return "high" if is_child else None


def highest_risk(risks: Sequence[object]) -> object:
    """Return the highest of some risks, where each may be a code, None or whatever was typed.

    A value that is no known risk goes before them all, as it was given, so that reading the document refuses it.
    """
    known = [risk for risk in risks if risk in _RISKS]
    unknown = next((risk for risk in risks if risk not in (*_RISKS, None, "")), None)
    return unknown or max(known, key=lambda risk: _RISKS.index(str(risk)), default=None)


def tasks_to_ask(desk: Desk, questions: Sequence[str]) -> list[Element]:
    """Return a list with the one task that names the questions whose answers could not be read, empty without any."""
    if not questions:
        return []
    template = _ONE_UNREAD if len(questions) == 1 else _SOME_UNREAD
    title = without_hidden(template.format(questions=" · ".join(questions)))
    longest = _TASK.by_name["title"].longest
    fields = {
        "title": title if len(title) <= longest else title[: longest - 1] + "…",
        "assigned_to": desk.actor.officer,
        "due": str(today(desk)),
        "status": "open",
    }
    return [{"record": "Task", "fields": fields}]


def _is_grave(report: ReadAnswers, name: str) -> bool:
    return report.kept.get(name) in GRAVE or is_unread(report.typed, name)


def _people(desk: Desk, worry: Worry, report: ReadAnswers) -> list[Element]:
    """Return the elements for persons and their roles.

    What cannot be read of them joins what the report keeps as typed.
    """
    made: list[Element] = []
    for number, given in enumerate(worry.people, 1):
        if _told(given):
            made += _person(desk, report, given, _FIRST_ROLE, str(number))
    words = words_of(worry.answers.get("who_is_with_them"))
    companion = _told(worry.companion or {})
    if companion or words.casefold().strip(" .!") not in _NOBODY:
        described = {"description": without_hidden(words)[:_MOST_DESCRIPTION]} if words else {}
        made += _person(desk, report, {**described, **companion}, _WITH_THEM, "companion")
    return made


def _person(desk: Desk, report: ReadAnswers, given: Mapping[str, object], role: str, which: str) -> list[Element]:
    key = f"person-{which}"
    answers, papers = _papers_apart(given)
    person, *elsewhere = elements_of(key, _read(desk, report, _PERSON, answers, which), _USUAL)
    read = [kept for paper in papers if (kept := _read(desk, report, _PAPER, paper, which))]
    numbers = {kept.get("number") for kept in read} - {None}
    typed = [one for one in elsewhere if _number_of(one) not in numbers]
    told: list[Element] = [{"record": _PAPER.name, "fields": {**_USUAL, **kept, "person": key}} for kept in read]
    return [person, {"record": "CaseRole", "fields": {"person": key, "role": role}}, *told, *typed]


def _papers_apart(given: Mapping[str, object]) -> tuple[Mapping[str, object], Sequence[Mapping[str, object]]]:
    """Return what was told of a person, and apart from it the papers that were read; what is none stays among them."""
    papers = given.get(PAPERS)
    if papers is None or not (isinstance(papers, list) and all(isinstance(one, Mapping) for one in papers)):
        return given, ()
    answers = {name: value for name, value in given.items() if name != PAPERS}
    return answers, [_told(one) for one in papers]


def _number_of(element: Element) -> object:
    """Return the number of a paper, None for any other element: one that was typed and read is one paper."""
    fields = element["fields"]
    return fields.get("number") if element["record"] == _PAPER.name and isinstance(fields, Mapping) else None


def _read(
    desk: Desk, report: ReadAnswers, record: RecordType, given: Mapping[str, object], which: str
) -> dict[str, object]:
    """Return the answers of a row that can be read; the others join what the report keeps as typed."""
    read = read_answers(desk.codes, record, given, record.name, f"#{which}")
    report.typed += read.typed
    report.unread += [label for label in read.unread if label not in report.unread]
    return read.kept


def _calls(desk: Desk, worry: Worry, report: ReadAnswers) -> list[Element]:
    """Return the elements for the calls that were made while the page was open.

    What was said in each is noted afterwards, on the page that follows.
    """
    made: list[Element] = []
    for number, given in enumerate(worry.calls, 1):
        kept = _read(desk, report, _CALL, given, str(number))
        whom = {} if kept.get("whom") else {"whom": words_of(given.get("number")) or "?"}
        fields = {"answer": _OPEN_ANSWER, **kept, **whom, "report": REPORT_KEY}
        made.append({"record": "Call", "fields": fields})
    return made


def _told(given: Mapping[str, object]) -> dict[str, object]:
    """Return what was said of a person or a paper, without empty answers; an empty form makes nobody."""
    return {name: value for name, value in given.items() if value not in EMPTY}


def _is_told_young(age: object) -> bool:
    words = words_of(age)
    return words.isdecimal() and is_young(int(words))

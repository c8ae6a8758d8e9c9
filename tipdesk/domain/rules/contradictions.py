"""What the answers of one row of a register cannot say together, and days that cannot be: each with its sentence.

The same is asked in the window, on the command line and of each line of a spreadsheet. Only what is surely wrong is
told: of two days that are known by their month alone, the later one may have come first. What stood in a row before is
not held against whoever changes another answer of it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tipdesk.domain.errors import FieldProblem
from tipdesk.domain.kinds import Value
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate

MOST_DAYS_AHEAD = 3_660
_FARTHER = {"SharingAgreement.ended": 36_600}
_SLACK = timedelta(hours=1)
"""By how much the clocks of two PCs may differ."""
Answers = Mapping[str, Value]


@dataclass(frozen=True)
class Contradiction:
    """Answers that cannot stand together. The problem is told of the first of the `fields`."""

    fields: tuple[str, ...]
    is_there: Callable[[Answers], bool]
    sentence: str


def _before(later: str, earlier: str) -> Callable[[Answers], bool]:
    """Return a test for an end that surely lies before its beginning."""

    def is_there(answers: Answers) -> bool:
        end, begin = answers.get(later), answers.get(earlier)
        if isinstance(end, datetime) and isinstance(begin, datetime):
            return end < begin
        last, first = _last_day(end), _first_day(begin)
        return last is not None and first is not None and last < first

    return is_there


def _more(part: str, whole: str, *, besides: str = "") -> Callable[[Answers], bool]:
    """Return a test for a part, or two parts together, that are more than their whole."""

    def is_there(answers: Answers) -> bool:
        most, told = answers.get(whole), [answers.get(name) for name in (part, besides) if name]
        numbers = [one for one in told if isinstance(one, int)]
        return isinstance(most, int) and len(numbers) == len(told) and sum(numbers) > most

    return is_there


_ENDED = _("It cannot end before it begins.")
CONTRADICTIONS: Mapping[str, tuple[Contradiction, ...]] = {
    "HotlineCall": (
        Contradiction(
            ("call_back_due", "at"), _before("call_back_due", "at"), _("The call back cannot be due before the call.")
        ),
        Contradiction(
            ("called_back_at", "at"), _before("called_back_at", "at"), _("Nobody is called back before the call.")
        ),
        Contradiction(
            ("call_back_due", "outcome", "called_back_at"),
            lambda told: (
                told.get("outcome") == "call_back" and not (told.get("call_back_due") or told.get("called_back_at"))
            ),
            _("Say by when the caller is to be called back."),
        ),
    ),
    "ScreeningExercise": (
        Contradiction(
            ("screened", "present"), _more("screened", "present"), _("More were screened than were present.")
        ),
        Contradiction(
            ("flagged", "screened"), _more("flagged", "screened"), _("Signs were found with more than were screened.")
        ),
        Contradiction(
            ("cleared", "screened", "flagged"),
            _more("cleared", "screened", besides="flagged"),
            _("With and without signs are together more than were screened."),
        ),
        Contradiction(("referred", "flagged"), _more("referred", "flagged"), _("More were referred than had signs.")),
    ),
    "TaskForceMeeting": (
        Contradiction(("next_on", "on"), _before("next_on", "on"), _("The next meeting cannot lie before this one.")),
    ),
    "SharingAgreement": (
        Contradiction(("ended", "began"), _before("ended", "began"), _ENDED),
        Contradiction(
            ("review_due", "signed_on"),
            _before("review_due", "signed_on"),
            _("It cannot be due for review before it is signed."),
        ),
    ),
    "Campaign": (Contradiction(("ended", "began"), _before("ended", "began"), _ENDED),),
    "CampaignActivity": (Contradiction(("ended", "on"), _before("ended", "on"), _ENDED),),
    "TrainingSession": (
        Contradiction(
            ("began", "on"),
            lambda told: _before("began", "on")(told) or _before("on", "began")(told),
            _("It begins on another day than the session."),
        ),
    ),
    "Participation": (
        Contradiction(
            ("passed", "attended"),
            lambda told: told.get("passed") is True and told.get("attended") is False,
            _("Who did not attend cannot have passed."),
        ),
    ),
}
"""What cannot be told together, by the name of the record."""


def find_contradictions(
    record: RecordType, given: Answers, seen: Answers, now: datetime, told: Collection[str] = ()
) -> list[FieldProblem]:
    """Return what is wrong with a row as it would stand: with the answers `given` over those that were `seen` in it.

    `told` are the paths of fields of which something is said already.
    """
    whole = {**seen, **given}
    found = dict(_impossible_days(record, given, now))
    for one in CONTRADICTIONS.get(record.name, ()):
        if one.fields[0] not in found and not given.keys().isdisjoint(one.fields) and one.is_there(whole):
            found[one.fields[0]] = FieldProblem(f"{record.name}.{one.fields[0]}", one.sentence)
    return [problem for problem in found.values() if problem.path not in told]


def _impossible_days(record: RecordType, given: Answers, now: datetime) -> Iterator[tuple[str, FieldProblem]]:
    """Yield a problem for each day that is told and has not come, and for each that lies farther ahead than one can."""
    for name, value in given.items():
        declared, first = record.by_name[name], _first_day(value)
        if first is None:
            continue
        path, most = f"{record.name}.{name}", _FARTHER.get(f"{record.name}.{name}", MOST_DAYS_AHEAD)
        if declared.lies_behind and _is_ahead(value, first, now):
            yield name, FieldProblem(path, _("This has not come yet. It is told once it has happened."))
        elif first > now.date() + timedelta(days=most):
            yield name, FieldProblem(path, _("{year} is too far ahead. Check the year."), (("year", first.year),))


def _is_ahead(value: Value, first: date, now: datetime) -> bool:
    return value > now + _SLACK if isinstance(value, datetime) else first > now.date()


def _first_day(value: Value) -> date | None:
    if isinstance(value, PartialDate):
        return value.first_day
    return value.date() if isinstance(value, datetime) else None


def _last_day(value: Value) -> date | None:
    if isinstance(value, PartialDate):
        return value.last_day
    return value.date() if isinstance(value, datetime) else None

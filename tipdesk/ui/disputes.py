"""How a stage and a risk read, and a dispute about them, in the same words and colour wherever a case stands.

A value in dispute says so in a word and in one colour, and names the answer to go by; every answer is in the tooltip
and in what a screen reader says. Which answer to go by is decided in `domain/rules/caution`.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import CaseSummary, Dispute, Row
from tipdesk.domain.rules.caution import LISTED_OPEN, cautious_value, dispute_of
from tipdesk.domain.rules.risks import lifted
from tipdesk.ui.tones import RISKS, STAGES
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.pill import Tone

Label = Callable[[str, object], str]
"""Takes a code list and a code, and returns what the code is called, or "" for none."""
_TONES: Mapping[str, Mapping[str, Tone]] = {"status": STAGES, "risk_level": RISKS}
DISPUTED: Tone = "danger"


class Shown(NamedTuple):
    """One answer as a pill: its `words` ("" for none), its colour, and in `tip` the longer words for whoever asks."""

    words: str
    tone: Tone
    tip: str
    is_disputed: bool = False

    @property
    def colour(self) -> Tone | None:
        """The colour of the pill, or None where there are no words for one."""
        return self.tone if self.words else None


def stage_of(case: CaseSummary, label: Label) -> Shown:
    """Return the stage of a case in a list, as a pill."""
    dispute = case.dispute_about("status")
    return _listed_open(label) if case.status == LISTED_OPEN else _shown("status", case.status, dispute, label)


def risk_of(case: CaseSummary, label: Label) -> Shown:
    """Return the risk of a case in a list, as a pill."""
    return _shown("risk_level", case.risk, case.dispute_about("risk_level"), label)


def risk_in(case: Row, assessed: str, label: Label) -> Shown:
    """Return the risk of a case as a pill, by its Case row: none is below what was `assessed` ("" for nothing).

    Where an assessment says more than the head, the longer words tell both.
    """
    told = [one.value for one in case.siblings.get("risk_level", ())] or [case["risk_level"]]
    raised = lifted(told, assessed)
    dispute = dispute_of("Case.risk_level", raised)
    value = str(dispute.values[0] or "")
    shown = _shown("risk_level", value, dispute if len(dispute.values) > 1 else None, label)
    if set(raised) == set(told) or not assessed:
        return shown
    head = " / ".join(_answer("risk_level", one, label) for one in told)
    words = _("Assessed: {level}. The head says: {head}. A new assessment changes it.")
    return shown._replace(tip=words.format(level=_answer("risk_level", assessed, label), head=head))


def stage_in(case: Row, label: Label, *, is_listed_open: bool = False) -> Shown:
    """Return the stage of a case, by its Case row, as a pill; it may be closed and yet counted among the open ones."""
    if is_listed_open:
        return _listed_open(label)
    told = case.siblings.get("status")
    dispute = dispute_of("Case.status", [one.value for one in told]) if told else None
    return _shown("status", str(cautious_value(case, "status") or ""), dispute, label)


def disputes_told(case: CaseSummary, label: Label, officer: Callable[[bytes], str]) -> str:
    """Return a sentence for everything in dispute that a line of a list knows of, or "" where nothing is.

    `officer` gives the name of an officer by id.
    """
    return "\n".join(_told(one, label, officer) for one in case.disputed)


def _shown(name: str, value: str, dispute: Dispute | None, label: Label) -> Shown:
    words = label(_list_of(name), value)
    if dispute is None:
        return Shown(words, _TONES[name].get(value, "neutral"), words)
    first = _answer(name, dispute.values[0], label)
    return Shown(_("Disputed: {answer}").format(answer=first), DISPUTED, _told(dispute, label), is_disputed=True)


def _listed_open(label: Label) -> Shown:
    words = label(_list_of("status"), LISTED_OPEN)
    tip = _("{stage}: a rule was passed. The summary says which; once it is reviewed, the case is closed.")
    return Shown(words, _TONES["status"][LISTED_OPEN], tip.format(stage=words))


def _told(dispute: Dispute, label: Label, officer: Callable[[bytes], str] = bytes.hex) -> str:
    name = dispute.field
    answers = [officer(value) if isinstance(value, bytes) else _answer(name, value, label) for value in dispute.values]
    field = _(BY_NAME["Case"].by_name[name].label)
    return _("{field} disputed: {answers}").format(field=field, answers=" / ".join(answers))


def _answer(name: str, value: Value, label: Label) -> str:
    return BY_NAME["Case"].by_name[name].shown(value, label, _) or _("no answer")


def _list_of(name: str) -> str:
    return BY_NAME["Case"].by_name[name].codes

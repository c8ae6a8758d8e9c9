"""Which papers the window offers for a row, each with what has to be thought of before it is printed."""

from collections.abc import Mapping
from dataclasses import dataclass

from tipdesk.domain.texts import _
from tipdesk.services.papers.asked import Asked

_OWN_WORDS = _("What officers wrote stands in their own words. A translation that nobody has checked says so.")
_TOLD = _("It is told to them in their language. A translation that nobody has checked says so.")


@dataclass(frozen=True)
class Offered:
    """One paper of a row of `record`, by a `code` of its own.

    `name` is that of the paper, as the command has it, and `wants` what is asked for besides. `words` are read before
    it is printed.
    """

    code: str
    label: str
    record: str
    name: str
    words: str
    wants: Asked = Asked()  # noqa: RUF009 - it is frozen


_ALL = (
    Offered("notice", _("Short notice and rights"), "Person", "notice", _TOLD),
    Offered("consent-form", _("Consent form, to fill in by hand"), "Person", "consent", _TOLD, Asked(blank=True)),
    Offered(
        "sheet", _("Their own sheet, to carry"), "Person", "sheet",
        _("Ask first whether it is safe to carry. It is neutral, and names nobody and no place."),
    ),
    Offered(
        "sheet-here", _("Their own sheet, all of it"), "Person", "sheet",
        _("Read it together. It says all of it, and stays with us."), Asked(whole=True),
    ),
    Offered("consent", _("Consent"), "Consent", "consent", _TOLD),
    Offered(
        "safety-plan", _("Safety plan"), "SafetyPlan", "safety-plan",
        _("Ask first whether it is safe to carry. Whom to ring and where to go stand on no paper."),
    ),
    Offered("interpreter", _("Declaration of the interpreter"), "Interpreter", "interpreter", _OWN_WORDS),
    Offered("statement", _("Statement, without names"), "Statement", "statement", _OWN_WORDS),
    Offered("statement-named", _("Statement, with names"), "Statement", "statement", _OWN_WORDS, Asked(identity=True)),
    Offered("referral", _("Referral letter with reply slip"), "Referral", "referral", _OWN_WORDS),
    Offered("reply", _("Reply slip alone"), "Referral", "reply", _OWN_WORDS),
    Offered("determination", _("Determination"), "Determination", "determination", _OWN_WORDS),
    Offered("age", _("Statement of age"), "AgeAssessment", "age", _OWN_WORDS),
)  # fmt: skip
OFFERED: Mapping[str, Offered] = {one.code: one for one in _ALL}
"""All papers that the window offers, by their code."""


def offered_of(record: str) -> tuple[Offered, ...]:
    """Return the papers of the rows of a record, the usual one first; none where it has none."""
    return tuple(one for one in _ALL if one.record == record)

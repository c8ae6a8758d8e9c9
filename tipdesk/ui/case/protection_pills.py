"""What must be seen at once of how a person is protected: how great the danger is, and what they agreed to."""

from collections.abc import Collection, Mapping, Sequence

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import cautious_value
from tipdesk.domain.rules.determinations import signed_first
from tipdesk.domain.rules.gates.uncounted import CountsAs, Uncounted
from tipdesk.domain.rules.withdrawal import is_withdrawn
from tipdesk.domain.texts import _ as mark
from tipdesk.ui.translate import _
from tipdesk.ui.wording import Wording

Pill = tuple[str, str]
_LEVELS: Mapping[str, str] = {"imminent": "danger", "high": "danger", "medium": "warn"}
"""The levels of danger that stand beside a person, and how they look."""
_LOW = "low"
_AGREED: tuple[tuple[str, str, str], ...] = (
    ("withdrawn", mark("Consent withdrawn"), "warn"),
    ("refused", mark("Consent refused"), "warn"),
    ("not_able", mark("Cannot consent"), "warn"),
    ("uncounted", mark("Consent does not count"), "warn"),
    ("given", mark("Consent"), "ok"),
)
"""What somebody agreed to as a whole: of several scopes what holds back most."""
AGREED_TONES: Mapping[str, str] = {state: tone for state, _words, tone in _AGREED}
"""How each looks."""

_UNCOUNTED: Mapping[CountsAs, str] = {
    CountsAs.NOT_GIVEN: mark("Counts as not given"),
    CountsAs.NO_GUARDIAN: mark("Counts as no guardian"),
    CountsAs.UNCHECKED: mark("Interpreter not checked"),
}


def uncounted_words(one: Uncounted) -> str:
    """Return as what a row counts that does not count as it says."""
    return _(_UNCOUNTED[one.counts_as])


def danger_pills(assessments: Sequence[Row], wording: Wording) -> tuple[Pill, ...]:
    """Return the danger of the newest signed assessment, where it is more than low."""
    for row in signed_first(assessments)[:1]:
        level = str(cautious_value(row, "level") or "")
        words = wording.code("risk_level", level) if level else _("Not said yet")
        if level != _LOW:  # what is not known is as grave as the greatest
            return ((_("Risk: {level}").format(level=words), _LEVELS.get(level, "danger")),)
    return ()


def consent_pills(consents: Sequence[Row], uncounted: Collection[bytes] = ()) -> tuple[Pill, ...]:
    """Return what somebody agreed to, by the newest answer for each scope; none where nobody asked.

    `uncounted` are the rows that do not count as they say.
    """
    newest: dict[object, str] = {}
    for row in sorted(consents, key=lambda one: one.id):
        newest[row["scope"]] = "uncounted" if row.id in uncounted else state_of(row)
    told = set(newest.values())
    return next((((_(words), tone),) for state, words, tone in _AGREED if state in told), ())


def state_of(consent: Row) -> str:
    """Return as what a consent counts, by its code: one that was taken back is withdrawn, whatever it said."""
    return "withdrawn" if is_withdrawn(consent) else str(cautious_value(consent, "status") or "")

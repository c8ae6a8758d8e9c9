"""How what was asked stands, in words: waiting since when, answered by whom, or changed since it was asked."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from tipdesk.services.gates.find_approvals import ApprovalLine
from tipdesk.ui.translate import _
from tipdesk.ui.wording import Wording

APPROVED, REFUSED = "approved", "refused"


def asked_words(asked: Iterable[ApprovalLine], wording: Wording) -> tuple[Mapping[str, str], Collection[str]]:
    """Return, by gate, how it stands with what was asked, and the gates for which an answer is waited for."""
    lines = list(asked)
    waiting = _waiting(lines, wording)
    return {**_refused(lines, wording), **waiting}, waiting.keys()


def _waiting(asked: Iterable[ApprovalLine], wording: Wording) -> Mapping[str, str]:
    """Return, by gate, that somebody was asked and since when it waits; what has changed since is asked again."""
    found: dict[str, str] = {}
    for line in asked:
        if not line.decision and not line.is_stale:
            found.setdefault(
                line.gate, _("Asked: waiting for an answer since {time}").format(time=_at(line.asked_at, wording))
            )
    return found


def _refused(asked: Iterable[ApprovalLine], wording: Wording) -> Mapping[str, str]:
    """Return, by gate, what was answered last where it was a refusal, with its words."""
    last: dict[str, ApprovalLine] = {}
    for line in asked:
        if line.decision:
            last.setdefault(line.gate, line)
    return {
        gate: _("Refused by {who}: {words}").format(who=wording.names.officer(line.decided_by), words=line.words)
        for gate, line in last.items()
        if line.decision == REFUSED
    }


def state_words(line: ApprovalLine, wording: Wording) -> tuple[str, str]:
    """Return how one question stands, in words, and its tone."""
    if not line.decision:
        if line.is_stale:
            return _("Changed since it was asked: ask again"), "danger"
        if line.is_spoken:
            return _("Agreed by telephone until {time}; to be signed").format(time=_at(line.valid_until, wording)), "ok"
        return _("Asked: waiting for an answer since {time}").format(time=_at(line.asked_at, wording)), "warn"
    who, label = wording.names.officer(line.decided_by), wording.label("approval_decision", line.decision)
    words = " · ".join(part for part in (label, who, _at(line.decided_at, wording), line.words) if part)
    if line.decision == APPROVED and line.is_stale:
        return _("{answer}. What it was about has changed since.").format(answer=words), "warn"
    return words, {APPROVED: "ok", REFUSED: "danger"}.get(line.decision, "muted")


def _at(at: object, wording: Wording) -> str:
    return wording.moment(int(at.timestamp() * 1000)) if isinstance(at, datetime) else "?"

"""Which gates stop a deed, and which it may go past: with the way that the table allows, and no other."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.gate import Deed, Failed, Gate, Need, Way
from tipdesk.domain.rules.gates.settings import Strictness, strictness_of
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.domain.texts import _

FEWEST_CHARACTERS = 3
_NEEDED = _("This is needed.")
_SOFT = frozenset({Way.REASON, Way.WARNING})


@dataclass(frozen=True)
class Override:
    """Somebody goes past these gates, by their ids, and says why; `ground` where they act before asking anybody.

    Each gate is named, so that nobody goes past one of which they have not heard.
    """

    gates: frozenset[str]
    reason: str
    ground: str = ""

    @property
    def has_words(self) -> bool:
        """Tell whether the reason says something."""
        return len(self.reason.strip()) >= FEWEST_CHARACTERS


class Passed(NamedTuple):
    """What became of the gates that do not hold: those that stop the deed, those that warn, those that were passed."""

    stopping: tuple[Failed, ...]
    warning: tuple[Failed, ...]
    passed: frozenset[str]


class StoppedByGateError(UserError):
    """A deed that a gate stops; nothing of it is written. `failed` are all gates that do not hold, the first first."""

    failed: tuple[Failed, ...] = ()

    @classmethod
    def of(cls, failed: tuple[Failed, ...]) -> "StoppedByGateError":
        """Return the refusal that names the first gate and carries what all of them need."""
        first = failed[0]
        fields = tuple(FieldProblem(f"{one.record}.{name}", _NEEDED) for one in failed for name in one.fields)
        made = cls(first.gate, first.sentence, fields=tuple(dict.fromkeys(fields)))
        made.values, made.failed = dict(first.values), failed
        return made

    def details(self) -> dict[str, object]:
        """Return what the gates need, and how each may be passed."""
        return {**super().details(), "needs": needs_shown(self.failed), "ways": _ways_shown(self.failed)}

    def others(self) -> tuple[FieldProblem, ...]:
        """Return the gates after the first, by their ids."""
        return tuple(FieldProblem(one.gate, one.sentence, one.values) for one in self.failed[1:])


def pass_gates(view: FrozenCase, deed: Deed, failed: Iterable[Failed], override: Override | None) -> Passed:
    """Sort the gates that do not hold for a deed by whether they stop it; what tells of the past is never stopped."""
    stopping, warning, passed = list[Failed](), list[Failed](), set[str]()
    for one in failed:
        gate = GATES[one.gate].narrowed(one)
        strictness = strictness_of(view, gate, view.now_ms)
        if strictness is Strictness.WARNING_ONLY or gate.has(Way.WARNING):
            warning.append(one)
        elif strictness is Strictness.STOP:
            (warning if _only_tells(one, override) else stopping).append(one)
        elif _is_told(gate, deed):
            continue
        elif override is not None and one.gate in override.gates and _is_allowed(gate, override):
            passed.add(one.gate)
        elif not (gate.has(Way.REASON) and len(deed.reason.strip()) >= FEWEST_CHARACTERS):
            (warning if _only_tells(one, override) else stopping).append(one)
    return Passed(tuple(stopping), tuple(warning), frozenset(passed))


def _only_tells(failed: Failed, override: Override | None) -> bool:
    """Tell whether a row tells what is past, and nobody asks to go past its gate in a way that is not open."""
    return failed.has_happened and (override is None or failed.gate not in override.gates)


def refuse_override(override: Override) -> None:
    """Raise UserError for an override that no gate of the table allows: without words, or of a gate without a way.

    Its codes are `reason-needed`, `no-such-gate`, `no-way-past` and `bad-ground`.
    """
    if not override.has_words:
        raise UserError("reason-needed", _("Say why, in a few words: others will read it."))
    for name in sorted(override.gates):
        gate = GATES.get(name)
        if gate is None:
            raise UserError("no-such-gate", _("There is no rule of this name: {gate}."), gate=name[:60])
        if not _ways(gate):
            raise UserError("no-way-past", _("There is no way past this rule: {gate}. Do what it asks for."), gate=name)
        if not _is_allowed(gate, override):
            grounds = ", ".join(sorted({ground for past in gate.past for ground in past.grounds}))
            raise UserError("bad-ground", _("Say on which ground: {grounds}."), grounds=grounds)


def is_reviewed(gate: Gate, override: Override) -> bool:
    """Tell whether somebody has to judge afterwards that a gate was passed with this override."""
    return gate.id in override.gates and any(
        one.way is Way.REVIEW and override.ground in one.grounds for one in gate.past
    )


def needs_shown(failed: Iterable[Failed]) -> list[dict[str, object]]:
    """Return what gates need as commands print it: one object for each deed that satisfies one, with ids as texts."""
    return [{"gate": one.gate, **_shown(need)} for one in failed for need in one.needs]


def _ways_shown(failed: Iterable[Failed]) -> list[dict[str, object]]:
    return [
        {"gate": one.gate, "way": past.way.value, "grounds": sorted(past.grounds), "roles": sorted(past.roles)}
        for one in failed
        for past in GATES[one.gate].narrowed(one).past
    ]


def _shown(need: Need) -> dict[str, object]:
    return {
        "record": need.record,
        "fields": list(need.fields),
        "row": id_text(need.row) if need.row else None,
        "person": id_text(need.person) if need.person else None,
        "roles": list(need.roles),
        "approval": need.gate or None,
    }


def _is_told(gate: Gate, deed: Deed) -> bool:
    """Tell whether a deed that only tells meets a gate that a reason would pass, so that it is not stopped at all."""
    return deed.is_telling and bool(gate.past) and all(one.way in _SOFT for one in gate.past)


def _ways(gate: Gate) -> list[Way]:
    return [one.way for one in gate.past if one.way in (Way.REVIEW, Way.REASON)]


def _is_allowed(gate: Gate, override: Override) -> bool:
    return override.has_words and (gate.has(Way.REASON) or is_reviewed(gate, override))

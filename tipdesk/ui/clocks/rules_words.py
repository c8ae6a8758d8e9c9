"""The words of the page *Rules and clocks*: each rule as an entry of its list, and what is read of it beside."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.clocks.lengths import Length
from tipdesk.domain.rules.gates.gate import Basis, Way
from tipdesk.domain.rules.gates.settings import Strictness
from tipdesk.domain.texts import _ as mark
from tipdesk.domain.values import PartialDate
from tipdesk.services.headquarters.directory.rules_now import RuleLine, Rules
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.entry_delegate import Entry
from tipdesk.ui.widgets.entry_list import Group
from tipdesk.ui.widgets.facts import Fact
from tipdesk.ui.wording import Wording

_SETTING = BY_NAME["RuleSetting"]
_WAYS: Mapping[Way, str] = {
    Way.APPROVAL: mark("with an approval"),
    Way.REVIEW: mark("at once, and reviewed within a day"),
    Way.REASON: mark("with a typed reason"),
    Way.WARNING: mark("it only warns"),
}
_BASES: Mapping[Basis, str] = {
    Basis.OURS: mark("Our own rule"),
    Basis.PRACTICE: mark("Practice"),
    Basis.LAW: mark("Law"),
}
_STRICT: Mapping[Strictness, str] = {
    Strictness.AS_SHIPPED: mark("As it came"),
    Strictness.WARNING_ONLY: mark("Only warns"),
    Strictness.STOP: mark("Stops always"),
}


def groups_of(rules: Rules, wording: Wording) -> list[Group]:
    """Return the list of all rules: clocks of cases, clocks of registers, gates, and other figures."""
    clocks = [line for line in rules.lines if line.clock is not None]
    kinds = (
        (_("Clocks of cases"), [line for line in clocks if not line.is_of_register]),
        (_("Clocks of registers"), [line for line in clocks if line.is_of_register]),
        (_("Rules"), [line for line in rules.lines if line.gate is not None]),
        (_("Ages and days"), [line for line in rules.lines if line.figure is not None]),
    )
    return [Group(heading, [entry_of(line, wording) for line in lines]) for heading, lines in kinds]


def entry_of(line: RuleLine, wording: Wording) -> Entry:
    """Return one rule as an entry."""
    pills = ((_("Set by headquarters"), "info"),) if line.is_set else ()
    icon = "clock" if line.clock is not None else "hand-stop" if line.gate is not None else "calendar"
    return Entry(line.id, _(line.label), counts_now(line, wording), icon=icon, pills=pills, subject=line)


def counts_now(line: RuleLine, wording: Wording) -> str:
    """Return what counts for a rule now, in one line."""
    if line.gate is not None:
        who = _joined(wording.label("officer_role", role) for role in sorted(line.approvers))
        asked = _("approved by {who}").format(who=who) if who else ""
        return " · ".join(part for part in (_(_STRICT[line.strictness]), asked) if part)
    if line.figure is not None:
        return _figure(line.value, wording)
    runs = _length(line.length) if line.length else _("On the day that the record names")
    return " · ".join(part for part in (runs, _warns(line)) if part)


def facts_of_rule(line: RuleLine, wording: Wording) -> list[Fact]:
    """Return what is read of a rule."""
    told = [(_("Counts now"), counts_now(line, wording))]
    if line.clock is not None:
        came = _length(line.clock.length) if line.clock.length else ""
        told += [
            (_("It came with"), came if line.is_set else ""),
            (_("Starts when"), _(line.clock.starts)),
            (_("Stops when"), _(line.clock.stops)),
            (_("Where it comes from"), _(line.clock.source)),
        ]
    elif line.gate is not None:
        ways = _joined(_(_WAYS[one.way]) for one in line.gate.past) or _("None: nobody goes past it")
        source = " · ".join(part for part in (_(_BASES[line.gate.basis]), _(line.gate.source)) if part)
        told += [(_("Way past it"), ways), (_("Where it comes from"), source)]
    elif line.figure is not None:
        told += [
            (_("It came with"), _figure(line.came, wording) if line.is_set else ""),
            (_("What it does"), _(line.figure.meaning)),
            (_("Where it comes from"), _(line.figure.source)),
        ]
    facts = [Fact(label, words) for label, words in told if words]
    return [*facts, *_history(line, wording)]


def _history(line: RuleLine, wording: Wording) -> Sequence[Fact]:
    fields = _SETTING.by_name
    facts = []
    for row in line.settings:
        parts = [
            f"{_(fields[name].label)}: {wording.value(fields[name], row[name])}"
            for name in ("length", "warn_before", "approver", "stricter", "reason", "decided_by")
            if row[name]
        ]
        since = _("From {day}").format(day=wording.value(fields["since"], row["since"]))
        facts.append(Fact(since, "\n".join(parts), section=_("Set by headquarters")))
    return facts


def how_it_counts(line: RuleLine) -> str:
    """Return how a setting of a rule counts, for whoever is about to set it."""
    return _(line.figure.setting) if line.figure is not None else _("It counts from its day on, never back.")


def _figure(value: int | date | None, wording: Wording) -> str:
    if isinstance(value, date):
        return wording.value(_SETTING.by_name["since"], PartialDate.of(value))
    return plural("{count} year", "{count} years", value) if value is not None else ""


def _length(length: Length) -> str:
    return _(length.words).format(count=length.count)


def _warns(line: RuleLine) -> str:
    return _("warns {length} before").format(length=_length(line.warning)) if line.warning else ""


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(parts)

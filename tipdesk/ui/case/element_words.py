"""What the summary says of the elements of one person: found, missing or not needed, and both branches of an open age.

The words are those of the code lists, and never a verdict. Below stands where it comes from: what supports the findings
of the person, or else the episode in which it is ticked.
"""

from collections.abc import Iterable, Mapping

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.childhood import Age
from tipdesk.domain.rules.determinations import is_signed
from tipdesk.domain.rules.findings import ACT, FIELDS, MEANS, PURPOSE
from tipdesk.domain.rules.gates.elements import ChildRule, Elements
from tipdesk.domain.rules.gates.victims import CountsAs
from tipdesk.domain.texts import _ as mark
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.elements.victims_told import VictimTold
from tipdesk.services.findings.supports import supports_of
from tipdesk.ui.case.element_cell import CellState, CellWords
from tipdesk.ui.translate import _, plural
from tipdesk.ui.wording import Wording

_EPISODE, _DETERMINATION, _FINDING, _PIN = (BY_NAME[name] for name in ("Episode", "Determination", "Finding", "Pin"))
_MOST_SOURCES = 3
_AGES: Mapping[Age, str] = {
    Age.CHILD: mark("Child"),
    Age.OPEN: mark("Counts as a child"),
    Age.ADULT: mark("Adult"),
}
_COUNTS_AS: Mapping[CountsAs, str] = {
    CountsAs.PROPOSED: mark("counts as proposed"),
    CountsAs.PRELIMINARY: mark("counts as preliminary"),
    CountsAs.FINAL: mark("final"),
}


class ElementWords:
    """The words of one victim of a case that is shown."""

    def __init__(self, told: VictimTold, workspace: Workspace, wording: Wording) -> None:
        self.told, self._workspace, self._wording = told, workspace, wording
        self._found: Elements = told.found.together

    @property
    def person(self) -> Row:
        """The person, as far as the officer may see them."""
        return self.told.found.person

    def who(self) -> CellWords:
        """Return what stands of the person: name or tag, age, and how much is missing."""
        tag, title = str(self.person["tag_number"] or ""), self._wording.title(self.person)
        named = title if tag in title else f"{tag}  {title}"
        age, lacking = _(_AGES[self.told.found.age]), self.lacking()
        is_short = len({len(one.missing) for one in self._found.branches}) > 1
        ink = "" if self.told.found.age is Age.ADULT else "danger"
        below = f"{age} · {_('both ways') if is_short else lacking}"
        return CellWords(CellState.PERSON, named, below, f"{named}. {age}. {lacking}", ink)

    def lacking(self) -> str:
        """Return how many elements are missing, of either branch while the age is open."""
        counts = [len(one.missing) for one in self._found.branches]
        said = [plural("{count} missing", "{count} missing", one) if one else _("all found") for one in counts]
        if len(set(counts)) == 1:
            return said[0]
        return _("if a child {child}, if an adult {adult}").format(child=said[0], adult=said[1])

    def element(self, code: str) -> CellWords:
        """Return how an element stands."""
        label, found = self._wording.code("element", code), self._codes(code)
        if found:
            words = ", ".join(self._wording.code(code, one) for one in found)
            return self._cell(CellState.FOUND, label, words, self._sources(code))
        if code == MEANS and self._found.child is ChildRule.YES:
            return self._cell(CellState.SPARED, label, _("Not needed: a child"), _("A child when it began"))
        if code == MEANS and self._found.child.is_open:
            is_disputed = self._found.child is ChildRule.DISPUTED
            why = _("Answers to the age differ") if is_disputed else _("Age when it began not known")
            return self._cell(CellState.EITHER, label, _("Needed if an adult: none"), why)
        return self._cell(CellState.MISSING, label, _("Nothing recorded"), "")

    def decision(self) -> str:
        """Return the newest decision in words, or that there is none."""
        row = self.told.decision
        if row is None:
            return _("No decision yet")
        fields = _DETERMINATION.by_name
        named = self._wording.value(fields["kind"], row["kind"]) or _(_DETERMINATION.label)
        outcome = self._wording.value(fields["outcome"], row["outcome"]) or _("nothing chosen yet")
        parts = [f"{named}: {outcome}"]
        if is_signed(row) and self.told.standing is not None:
            signed = self._wording.value(fields["signed_at"], row["signed_at"])
            parts += [_("signed {when}").format(when=signed), _(_COUNTS_AS[self.told.standing])]
        else:
            parts.append(_("proposed, not signed"))
        if self.told.prepared is not None:
            kind = self._wording.value(fields["kind"], self.told.prepared["kind"])
            parts.append(_("prepared: {kind}").format(kind=kind or _(_DETERMINATION.label)))
        return " · ".join(parts)

    def place_of(self, code: str) -> Row | None:
        """Return the episode in which an element stands, or else the first; None where the person has none."""
        episodes = [one.episode for one in self.told.found.episodes]
        holding = [row for row in episodes if row[FIELDS[code]]]
        return next(iter((*holding, *episodes)), None)

    def _cell(self, state: CellState, label: str, words: str, below: str) -> CellWords:
        who = self._wording.title(self.person)
        return CellWords(state, words, below, f"{who}. {label}: {words}" + (f". {below}" if below else ""))

    def _codes(self, code: str) -> list[str]:
        codes = {ACT: self._found.acts, MEANS: self._found.means, PURPOSE: self._found.purposes}[code]
        return sorted(codes, key=lambda one: self._wording.codes.rank(code, one))

    def _sources(self, code: str) -> str:
        named = list(dict.fromkeys((*self._pinned(code), *self._ticked(code))))
        rest = len(named) - _MOST_SOURCES
        more = [plural("{count} more", "{count} more", rest)] if rest > 0 else []
        return " · ".join((*named[:_MOST_SOURCES], *more))

    def _pinned(self, code: str) -> Iterable[str]:
        view = self._workspace.view
        own = {row.id for row in view.of(_DETERMINATION.name) if row["person"] == self.person.id}
        findings = [row for row in view.of(_FINDING.name) if row.parent in own and row["element"] == code]
        field = _PIN.by_name["to_row"]
        for finding in (one for one in findings if one["state"] == "found"):
            for pin in supports_of(view.of(_PIN.name), finding.id):
                yield self._wording.value(field, pin["to_row"])

    def _ticked(self, code: str) -> Iterable[str]:
        for one in self.told.found.episodes:
            if one.episode[FIELDS[code]]:
                began = self._wording.value(_EPISODE.by_name["began"], one.episode["began"])
                yield _("Episode from {day}").format(day=began) if began else _(_EPISODE.label)

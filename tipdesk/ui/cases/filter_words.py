"""The filter of a list of cases in words: what stands in its menus, and the sentence that says what a list shows.

The sentence is the same under the list, on a count and on paper, so that everybody reads the same rule.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tipdesk.domain.rules.case_filter import ALL, MINE, OPEN, RECENT, SHUT, CaseFilter, Tallies
from tipdesk.domain.texts import _ as mark
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice_menu import MenuChoice
from tipdesk.ui.wording import Wording

BASES: Mapping[str, str] = {
    MINE: mark("My cases"),
    OPEN: mark("All open"),
    SHUT: mark("Closed"),
    ALL: mark("All"),
    RECENT: mark("Recent"),
}
SPANS = (mark("Last 30 days"), mark("Last 7 days"), mark("Today"))
MARKS: Mapping[str, str] = {"child": mark("Child"), "disputed": mark("Disputed"), "held": mark("Legal hold")}
MENUS: Mapping[str, str] = {
    "stages": mark("Stage"),
    "risks": mark("Risk"),
    "posts": mark("Post"),
    "owners": mark("In charge"),
    "since": mark("Changed"),
}
_LISTS = {"stages": "case_status", "risks": "risk_level"}


@dataclass(frozen=True)
class FilterWords:
    """The words of one officer for everything that can be chosen; `officer` is the officer at the desk."""

    wording: Wording
    officer: bytes

    def value(self, facet: str, value: object) -> str:
        """Return what one choice of a question is called."""
        if facet in _LISTS:
            return self.wording.label(_LISTS[facet], value) or _("No answer")
        if facet == "owners":
            told = self.wording.names.officer(value) or _("Nobody")
            return _("{name} (me)").format(name=told) if value == self.officer else told
        if facet == "since":
            return _(SPANS[int(str(value)) - 1])
        return str(value) or _("Not known")

    def choices(self, facet: str, asked: CaseFilter, tallies: Tallies) -> list[MenuChoice]:
        """Return the choices of one menu with their numbers: the whole list of codes, and whatever has a number."""
        counts = tallies.get(facet, {})
        offered: list[object] = []
        if facet in _LISTS:
            offered += [one.code for one in self.wording.codes.list_of(_LISTS[facet]).offered()]
        if facet == "since":
            return [MenuChoice(one, self.value(facet, one), counts.get(one, 0)) for one in range(1, len(SPANS) + 1)]
        found = [one for one in (*counts, *asked.wanted(facet)) if one not in offered]
        others = sorted(dict.fromkeys(found), key=lambda one: (one != self.officer, self.value(facet, one).lower()))
        return [MenuChoice(one, self.value(facet, one), counts.get(one, 0)) for one in (*offered, *others)]

    def rule(self, asked: CaseFilter) -> str:
        """Return the whole filter in words: "All open · Stage: Reported or Open · Child"."""
        parts = [_(BASES[asked.base])]
        for facet, label in MENUS.items():
            wanted = asked.wanted(facet)
            if wanted:
                parts.append(f"{_(label)}: {self._either(facet, wanted)}")
        parts += [_(label) for facet, label in MARKS.items() if asked.wanted(facet)]
        return " · ".join(parts)

    def _either(self, facet: str, values: Iterable[object]) -> str:
        """Return several choices as a sentence has them, in the order in which the menu offers them."""
        told = replace(self, officer=b"")  # a rule is read by others too: "me" means nothing there
        wanted = frozenset(values)
        choices = told.choices(facet, CaseFilter(), {facet: dict.fromkeys(wanted, 0)})
        return _(" or ").join(one.words for one in choices if one.key in wanted)

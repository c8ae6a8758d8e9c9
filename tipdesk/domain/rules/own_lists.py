"""What people call the ids that the program itself writes into rows: of its rules and clocks, and of its letters.

They read like the codes of a list (`Text.ids` names it), but nobody chooses among them and headquarters lays nothing
over them: what a rule is called stands where the rule does.
"""

from collections.abc import Callable, Iterable, Mapping

from tipdesk.domain.rules.clocks.table import CLOCKS
from tipdesk.domain.rules.figures import FIGURES
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.domain.rules.referring.letter_templates import TEMPLATES


def _rules() -> Iterable[tuple[str, str]]:
    for table in (CLOCKS, FIGURES, GATES):
        yield from ((name, one.label) for name, one in table.items())


def _letters() -> Iterable[tuple[str, str]]:
    return ((name, one.label) for name, one in TEMPLATES.items())


OWN_LISTS: Mapping[str, Callable[[], Iterable[tuple[str, str]]]] = {"rules": _rules, "letters": _letters}
"""By its name, what returns the ids of a list, each with its label, a marked text."""

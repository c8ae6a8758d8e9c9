"""What is declared of a clock: how long it runs, when it warns, who sees it besides its case, what starts and stops it.

The ids never change. A length is a proposal of ours until Home Affairs adopts it; headquarters sets another one by a
row of RuleSetting under the same id. A clock without a length is due on a day that its row names.
"""

from dataclasses import dataclass
from enum import Enum

from tipdesk.domain.rules.clocks.lengths import Length
from tipdesk.domain.texts import _

LONGEST_FACTOR = 4
"""A clock set to more than so many times what it came with is longer than makes sense."""


class Sees(Enum):
    """Who sees a clock besides everybody who opens its case: each of them finds it where their work stands.

    RING and RED tell how grave it is: it stands first, and a post is asked to ring at once.
    """

    MINE = "mine"
    SUPERVISOR = "supervisor"
    INVESTIGATOR = "investigator"
    HEADQUARTERS = "headquarters"
    RING = "ring"
    SUPPORT = "support"
    RED = "red"
    TRAINER = "trainer"
    COORDINATOR = "coordinator"


@dataclass(frozen=True)
class ClockRule:
    """What is declared of one clock.

    `label` names what is due, as a sentence begins: "Review of suspect status (is 2 days overdue)". Of `starts`,
    `stops` and `source` people read how it works. `length` is None where the row names the day. `warn` is how long
    before its end it warns, None for at once. `of` is the id of the clock where this is a further length of it.
    """

    id: str
    label: str
    starts: str
    stops: str
    length: Length | None
    warn: Length | None
    sees: frozenset[Sees]
    source: str
    of: str = ""

    @property
    def clock(self) -> str:
        """The id of the clock that runs by this length."""
        return self.of or self.id

    @property
    def is_grave(self) -> bool:
        """Tell whether it stands before all others wherever it is seen."""
        return not self.sees.isdisjoint({Sees.RING, Sees.RED})

    @property
    def longest_ms(self) -> int | None:
        """How long the clock may be set, in ms; None where no length is set."""
        return self.length.roughly_ms * LONGEST_FACTOR if self.length else None


OURS = _("Our own rule, until Home Affairs adopts it")
NAMED = _("The day that the record names")


def clock_rule(
    clock: str,
    label: str,
    starts: str,
    stops: str,
    lengths: tuple[str, str],
    sees: tuple[Sees, ...],
    source: str = OURS,
    of: str = "",
) -> ClockRule:
    """Return what is declared of a clock; `lengths` are how long it runs and how long before it warns, as written."""
    length, warn = (Length.read(one) for one in lengths)
    return ClockRule(clock, label, starts, stops, length, warn, frozenset(sees), source, of)

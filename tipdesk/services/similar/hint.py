"""A hint that somebody could be a person who is known here: where that person stands, how likely it is, and why.

It names nobody: the person is called by tag or code. Of a case that the officer may not open it says that there is
somebody, and whom to ask; no score, no reason and no row.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tipdesk.domain.ids import id_text
from tipdesk.domain.rules.access import Level
from tipdesk.domain.similar.comparing import INTERRUPTS
from tipdesk.domain.similar.why import Why
from tipdesk.domain.texts import _

_DIGITS = 3


@dataclass(frozen=True)
class Hint:
    """One hint; `title` is the neutral title of the case, and `label` what the person is called where names are hidden.

    At `Level.EXISTS` there is no `person`, no `score` and no reason; `ask` is the officer to ask, "" where this officer
    may not know who it is.
    """

    case: bytes
    reference: str
    post: str
    level: Level
    title: str = ""
    person: bytes | None = None
    label: str = ""
    score: float | None = None
    whys: tuple[Why, ...] = ()
    ask: str = ""

    @property
    def interrupts(self) -> bool:
        """Tell whether this is worth interrupting somebody for; what is only known to exist is."""
        return self.score is None or self.score >= INTERRUPTS

    def reasons(self, translate: Callable[[str], str] = str) -> list[str]:
        """Return why, as short sentences; of what the officer may not see, whom to ask."""
        if self.person is not None:
            return [translate(why.value) for why in self.whys]
        if self.ask:
            return [translate(_("Exists: ask {whom}")).format(whom=self.ask)]
        if self.post:
            return [translate(_("Exists: ask post {post} or headquarters")).format(post=self.post)]
        return [translate(_("Exists: ask headquarters"))]

    def to_json(self) -> dict[str, object]:
        """Return the hint as the command line prints it."""
        return {
            "case": id_text(self.case),
            "person": id_text(self.person) if self.person else None,
            "reference": self.reference,
            "score": round(self.score, _DIGITS) if self.score is not None else None,
            "why": self.reasons(),
        }

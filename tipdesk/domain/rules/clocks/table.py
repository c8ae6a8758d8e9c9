"""Every clock by its id: how long it runs, when it warns, who sees it besides its case, what starts and what stops it.

The ids never change. A length is a proposal of ours until Home Affairs adopts it; headquarters sets another one by a
row of RuleSetting under the same id. A clock without a length is due on a day that its row names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from tipdesk.domain.rules.clocks.lengths import Length
from tipdesk.domain.texts import _

LONGEST_FACTOR = 4
"""A clock set to more than so many times what it came with is longer than makes sense."""


class Sees(Enum):
    """Who sees a clock besides everybody who opens its case: each of them finds it where their work stands."""

    MINE = "mine"
    SUPERVISOR = "supervisor"
    INVESTIGATOR = "investigator"
    HEADQUARTERS = "headquarters"
    RING = "ring"
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
    def longest_ms(self) -> int | None:
        """How long the clock may be set, in ms; None where no length is set."""
        return self.length.roughly_ms * LONGEST_FACTOR if self.length else None


_OURS = _("Our own rule, until Home Affairs adopts it")
_SECURITY = _("Rules of access of this service")
_DOMAIN = _("Practice of identification, from the national procedure")
_NAMED = _("The day that the record names")


def _rule(
    clock: str,
    label: str,
    starts: str,
    stops: str,
    lengths: tuple[str, str],
    sees: tuple[Sees, ...],
    source: str = _OURS,
    of: str = "",
) -> ClockRule:
    length, warn = (Length.read(one) for one in lengths)
    return ClockRule(clock, label, starts, stops, length, warn, frozenset(sees), source, of)


_MY, _SV, _IN, _HQ, _RING = Sees.MINE, Sees.SUPERVISOR, Sees.INVESTIGATOR, Sees.HEADQUARTERS, Sees.RING
_TRAINER, _CO = Sees.TRAINER, Sees.COORDINATOR
_RULES = (
    _rule(
        "danger-call",
        _("Call about danger"),
        _("A report says, or does not rule out, that somebody is in danger"),
        _("A call that was answered"),
        ("15 min", ""),
        (_HQ, _RING),
    ),
    _rule(
        "child-called",
        _("Call to child protection"),
        _("A report says, or does not rule out, that somebody is under 18"),
        _("A call that child protection answered, or who stands in for it, or the police"),
        ("60 min", ""),
        (_HQ, _RING),
    ),
    _rule(
        "acknowledge",
        _("Answer to the report"),
        _("A report is sent"),
        _("Somebody else says that they have it, or the duty officer answers a call"),
        ("30 min", "10 min"),
        (_HQ, _RING),
    ),
    _rule(
        "triage",
        _("First decision on the report"),
        _("A report is sent"),
        _("The case leaves the stage Reported"),
        ("24 h", "6 h"),
        (_HQ, _SV),
        _DOMAIN,
    ),
    _rule(
        "review-owed",
        _("Review of what was done unasked"),
        _("Something is done without asking first"),
        _("Somebody else decides the review"),
        ("24 h", "12 h"),
        (_SV, _HQ),
        _SECURITY,
    ),
    _rule(
        "approval-owed",
        _("Answer to who asks for approval"),
        _("Somebody asks for approval"),
        _("The question is answered"),
        ("24 h", "12 h"),
        (_SV, _HQ),
    ),
    _rule(
        "approval-owed-closure",
        _("Answer to who asks to close the case"),
        _("Somebody asks to close the case"),
        _("The question is answered"),
        ("5 wd", "12 h"),
        (_SV, _HQ),
        of="approval-owed",
    ),
    _rule(
        "breach-owed",
        _("Review of what arrived past a rule"),
        _("Headquarters first sees it"),
        _("It is mended, or reviewed with words"),
        ("72 h", "24 h"),
        (_HQ, _SV),
    ),
    _rule(
        "preliminary",
        _("First decision whether a victim"),
        _("Somebody is called a victim, or perhaps one"),
        _("A decision on them is signed"),
        ("5 wd", "2 wd"),
        (_HQ,),
        _("Practice of identification elsewhere, until Home Affairs adopts it"),
    ),
    _rule(
        "final",
        _("Final decision whether a victim"),
        _("A first decision says that they are, or may be, a victim"),
        _("A final decision is signed"),
        ("45 d", "15 d"),
        (_HQ,),
    ),
    _rule(
        "suspect-review",
        _("Review of suspect status"),
        _("Somebody is called a suspect, or was looked at again"),
        _("A new suspect status"),
        ("28 d", "7 d"),
        (_IN, _SV),
    ),
    _rule(
        "task-due",
        _("Task"),
        _("A task has a day"),
        _("The task is done or cancelled"),
        ("", ""),
        (_MY,),
        _NAMED,
    ),
    _rule(
        "case-quiet",
        _("A new entry in the case"),
        _("The last entry by a person"),
        _("Any entry by a person"),
        ("30 d", "5 d"),
        (_MY,),
    ),
    _rule(
        "case-quiet-high",
        _("A new entry in the case of high risk"),
        _("The last entry by a person, while the risk is high or imminent"),
        _("Any entry by a person"),
        ("7 d", "2 d"),
        (_MY,),
        of="case-quiet",
    ),
    _rule(
        "keep-until",
        _("Decision on keeping the case"),
        _("The case is closed"),
        _("The case is erased, or gets a new day"),
        ("", "90 d"),
        (_HQ,),
        _("The years of keeping, by the reason for closing"),
    ),
    _rule(
        "hold-look",
        _("Look at the legal hold"),
        _("The hold is set, or was looked at again"),
        _("The hold is ended, or its reason or day is written again"),
        ("365 d", "90 d"),
        (_HQ,),
    ),
    _rule(
        "call-back",
        _("Call back to the hotline caller"),
        _("A hotline call has a time for calling back"),
        _("The caller was called back"),
        ("", "15 min"),
        (_HQ,),
        _NAMED,
    ),
    _rule(
        "refresher",
        _("Refresher of a training"),
        _("Somebody was trained"),
        _("They were trained again"),
        ("", "14 d"),
        (_TRAINER,),
        _("The months that the training names"),
    ),
    _rule(
        "plan-action",
        _("Action of the plan"),
        _("An action has a day"),
        _("The action is done or dropped"),
        ("", "14 d"),
        (_CO,),
        _NAMED,
    ),
    _rule(
        "agreement",
        _("Review of the agreement"),
        _("An agreement has a day for its review"),
        _("The agreement is reviewed and has a new day"),
        ("", "60 d"),
        (_CO,),
        _NAMED,
    ),
)
CLOCKS: Mapping[str, ClockRule] = {rule.id: rule for rule in _RULES}
"""The clocks, those of cases first and then those of registers."""

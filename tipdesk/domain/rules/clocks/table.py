"""Every clock by its id: those of reports, decisions and work, those that protect people, and those of registers."""

from collections.abc import Mapping

from tipdesk.domain.rules.clocks.protection_table import PROTECTION
from tipdesk.domain.rules.clocks.rule import NAMED, ClockRule, Sees, clock_rule
from tipdesk.domain.texts import _

_SECURITY = _("Rules of access of this service")
_DOMAIN = _("Practice of identification, from the national procedure")
_MY, _SV, _IN, _HQ, _RING = Sees.MINE, Sees.SUPERVISOR, Sees.INVESTIGATOR, Sees.HEADQUARTERS, Sees.RING
_TRAINER, _CO = Sees.TRAINER, Sees.COORDINATOR
_RULES = (
    clock_rule(
        "danger-call",
        _("Call about danger"),
        _("A report says, or does not rule out, that somebody is in danger"),
        _("A call that was answered"),
        ("15 min", ""),
        (_HQ, _RING),
    ),
    clock_rule(
        "child-called",
        _("Call to child protection"),
        _("A report says, or does not rule out, that somebody is under 18"),
        _("A call that child protection answered, or who stands in for it, or the police"),
        ("60 min", ""),
        (_HQ, _RING),
    ),
    clock_rule(
        "acknowledge",
        _("Answer to the report"),
        _("A report is sent"),
        _("Somebody else says that they have it, or the duty officer answers a call"),
        ("30 min", "10 min"),
        (_HQ, _RING),
    ),
    clock_rule(
        "triage",
        _("First decision on the report"),
        _("A report is sent"),
        _("The case leaves the stage Reported"),
        ("24 h", "6 h"),
        (_HQ, _SV),
        _DOMAIN,
    ),
    clock_rule(
        "review-owed",
        _("Review of what was done without asking first"),
        _("Something is done without asking first"),
        _("Somebody else decides the review"),
        ("24 h", "12 h"),
        (_SV, _HQ),
        _SECURITY,
    ),
    clock_rule(
        "approval-owed",
        _("Answer to a request for approval"),
        _("Somebody asks for approval"),
        _("The question is answered"),
        ("24 h", "12 h"),
        (_SV, _HQ),
    ),
    clock_rule(
        "approval-owed-closure",
        _("Answer to a request to close the case"),
        _("Somebody asks to close the case"),
        _("The question is answered"),
        ("5 wd", "12 h"),
        (_SV, _HQ),
        of="approval-owed",
    ),
    clock_rule(
        "handover-owed",
        _("Answer to the hand-over"),
        _("The case is offered to another post"),
        _("The other post accepts or declines"),
        ("30 min", "10 min"),
        (_HQ,),
    ),
    clock_rule(
        "breach-owed",
        _("Review of a breach"),
        _("Headquarters first sees the breach"),
        _("It is put right, or somebody else reviews it in words"),
        ("72 h", "24 h"),
        (_HQ, _SV),
    ),
    clock_rule(
        "preliminary",
        _("First decision whether a victim"),
        _("Somebody is called a victim, or perhaps one"),
        _("A decision on them is signed"),
        ("5 wd", "2 wd"),
        (_HQ,),
        _("Practice of identification elsewhere, until Home Affairs adopts it"),
    ),
    clock_rule(
        "final",
        _("Final decision whether a victim"),
        _("A first decision says that they are, or may be, a victim"),
        _("A final decision is signed"),
        ("45 d", "15 d"),
        (_HQ,),
    ),
    clock_rule(
        "suspect-review",
        _("Review of suspect status"),
        _("Somebody is called a suspect, or was looked at again"),
        _("A new suspect status"),
        ("28 d", "7 d"),
        (_IN, _SV),
    ),
    clock_rule(
        "task-due",
        _("Task"),
        _("A task has a day"),
        _("The task is done or cancelled"),
        ("", ""),
        (_MY,),
        NAMED,
    ),
    clock_rule(
        "case-quiet",
        _("A new entry in the case"),
        _("The last entry by a person"),
        _("Any entry by a person"),
        ("30 d", "5 d"),
        (_MY,),
    ),
    clock_rule(
        "case-quiet-high",
        _("A new entry in the case of high risk"),
        _("The last entry by a person, while the risk is high or imminent"),
        _("Any entry by a person"),
        ("7 d", "2 d"),
        (_MY,),
        of="case-quiet",
    ),
    clock_rule(
        "keep-until",
        _("Decision on keeping the case"),
        _("The case is closed"),
        _("The case is erased, or gets a new day"),
        ("", "90 d"),
        (_HQ,),
        _("The years of keeping, by the reason for closing"),
    ),
    clock_rule(
        "hold-look",
        _("Look at the legal hold"),
        _("The hold is set, or was looked at again"),
        _("The hold is ended, or its reason or day is written again"),
        ("365 d", "90 d"),
        (_HQ,),
    ),
)
_REGISTERS = (
    clock_rule(
        "call-back",
        _("Call back to the hotline caller"),
        _("A hotline call has a time for calling back"),
        _("The caller was called back"),
        ("", "15 min"),
        (_HQ,),
        NAMED,
    ),
    clock_rule(
        "refresher",
        _("Refresher of a training"),
        _("Somebody was trained"),
        _("They were trained again"),
        ("", "14 d"),
        (_TRAINER,),
        _("The months that the training names"),
    ),
    clock_rule(
        "plan-action",
        _("Action of the plan"),
        _("An action has a day"),
        _("The action is done or dropped"),
        ("", "14 d"),
        (_CO,),
        NAMED,
    ),
    clock_rule(
        "agreement",
        _("Review of the agreement"),
        _("An agreement has a day for its review"),
        _("The agreement is reviewed and has a new day"),
        ("", "60 d"),
        (_CO,),
        NAMED,
    ),
)
CLOCKS: Mapping[str, ClockRule] = {rule.id: rule for rule in (*_RULES, *PROTECTION, *_REGISTERS)}
"""The clocks, those of cases first and then those of registers."""

"""The clocks that protect and help people, as they are declared: danger, help, what is told, and how they are later."""

from tipdesk.domain.rules.clocks.rule import NAMED, Sees, clock_rule
from tipdesk.domain.texts import _

_MY, _SV, _HQ, _VS, _RED = Sees.MINE, Sees.SUPERVISOR, Sees.HEADQUARTERS, Sees.SUPPORT, Sees.RED
_ACT = _("Counter-Trafficking Act, section 24(6)")
_DATA = _("Data Protection Act, until Home Affairs names another length")
_PRACTICE = _("Practice of following up, at 1, 3, 6 and 12 months")
_SIGNED, _SIGNS = _("An assessment of the danger is signed"), _("A new assessment is signed")
_DANGER = _("Review of the danger")
_PLAN, _AGREED = _("Safety plan"), _("The person has agreed to a safety plan that is not past its day")
_REPLY, _SENT = _("Reply to the referral"), _("A referral is sent")
_ANSWERED = _("The agency says that it accepts, refuses, is at work or has done it")
_ARRIVED = _("The safe place says that the person has arrived")

PROTECTION = (
    clock_rule(
        "risk-first",
        _("First assessment of the danger"),
        _("Somebody is called a victim, or perhaps one"),
        _("An assessment of the danger is signed"),
        ("24 h", "6 h"),
        (_MY, _SV),
    ),
    clock_rule("risk-review", _DANGER, _SIGNED, _SIGNS, ("90 d", "23 d"), (_MY, _SV)),
    clock_rule("risk-review-medium", _DANGER, _SIGNED, _SIGNS, ("30 d", "8 d"), (_MY, _SV), of="risk-review"),
    clock_rule("risk-review-high", _DANGER, _SIGNED, _SIGNS, ("7 d", "2 d"), (_MY, _SV), of="risk-review"),
    clock_rule("risk-review-imminent", _DANGER, _SIGNED, _SIGNS, ("24 h", "6 h"), (_MY, _SV), of="risk-review"),
    clock_rule("safety-plan", _PLAN, _("The danger is high"), _AGREED, ("24 h", "12 h"), (_MY, _SV)),
    clock_rule(
        "safety-plan-imminent",
        _PLAN,
        _("The danger is imminent"),
        _AGREED,
        ("4 h", "2 h"),
        (_MY, _SV),
        of="safety-plan",
    ),
    clock_rule(
        "need-urgent",
        _("Urgent need"),
        _("Somebody needs something urgently, and has not declined it"),
        _("The need is met, in hand or declined"),
        ("24 h", "12 h"),
        (_MY, _SV),
    ),
    clock_rule(
        "release-risk",
        _("New assessment after a release"),
        _("A suspect is let go or bailed, has fled, or is in touch although that is forbidden"),
        _("A new assessment of each victim is signed"),
        ("4 h", ""),
        (_MY, _SV, _HQ, _RED),
    ),
    clock_rule(
        "victim-detained",
        _("End of the detention of a victim"),
        _("A victim, or perhaps one, is held"),
        _("They are not held any more"),
        ("", ""),
        (_HQ, _RED),
        _ACT,
    ),
    clock_rule(
        "safe-arrival",
        _("Word that they arrived safely"),
        _("Somebody leaves for a safe place, and nobody said when they are expected"),
        _ARRIVED,
        ("3 h", "30 min"),
        (_SV, _HQ, _RED),
    ),
    clock_rule(
        "safe-arrival-expected",
        _("Word that they arrived safely"),
        _("Somebody is expected in a safe place"),
        _ARRIVED,
        ("30 min", ""),
        (_SV, _HQ, _RED),
        of="safe-arrival",
    ),
    clock_rule(
        "papers-back",
        _("Return of the person's papers"),
        _("Police or immigration hold a paper of a victim"),
        _("The paper is given back"),
        ("7 d", "4 d"),
        (_MY, _HQ),
    ),
    clock_rule(
        "complaint",
        _("Answer to a complaint"),
        _("Somebody complains"),
        _("They were told the answer"),
        ("20 wd", "10 wd"),
        (_HQ,),
    ),
    clock_rule(
        "complaint-received",
        _("Receipt of a complaint"),
        _("Somebody complains"),
        _("Somebody at headquarters handles it"),
        ("3 wd", "36 h"),
        (_HQ,),
        of="complaint",
    ),
    clock_rule(
        "own-copy",
        _("Answer to a request for a copy or a correction"),
        _("Somebody asks for a copy of what is kept of them, or for a correction"),
        _("They were told the answer"),
        ("30 d", "15 d"),
        (_HQ,),
        _DATA,
    ),
    clock_rule(
        "outcome-told",
        _("Telling the person what was decided"),
        _("A decision on somebody is signed"),
        _("They were told of it, and understood"),
        ("1 wd", "12 h"),
        (_MY,),
    ),
    clock_rule(
        "plan-review",
        _("Review of a plan, stay, guardian or decision"),
        _("A plan, a stay, a guardian or a best-interest decision is recorded"),
        _("It is reviewed, and has a new day"),
        ("30 d", "7 d"),
        (_MY,),
    ),
    clock_rule("referral-reply", _REPLY, _SENT, _ANSWERED, ("3 wd", "36 h"), (_MY, _HQ)),
    clock_rule(
        "referral-reply-same-day",
        _REPLY,
        _("A referral for today is sent"),
        _ANSWERED,
        ("48 h", "24 h"),
        (_MY, _HQ),
        of="referral-reply",
    ),
    clock_rule(
        "referral-reply-now",
        _REPLY,
        _("A referral for now is sent"),
        _ANSWERED,
        ("24 h", "12 h"),
        (_MY, _HQ),
        of="referral-reply",
    ),
    clock_rule(
        "first-service",
        _("First help after the referral"),
        _("An agency accepts a referral"),
        _("The service has begun, or the person declined it"),
        ("7 d", "84 h"),
        (_MY,),
    ),
    clock_rule(
        "consent-ends",
        _("New consent"),
        _("Somebody consents; without a day it counts for a year"),
        _("They are asked again, and that is written down"),
        ("365 d", "14 d"),
        (_MY,),
    ),
    clock_rule(
        "status-ends",
        _("Renewal of a protection status"),
        _("A status is granted until a day"),
        _("A new decision on it is written down"),
        ("", "60 d"),
        (_MY,),
        NAMED,
    ),
    clock_rule(
        "withdrawal-told",
        _("Telling recipients that consent was withdrawn"),
        _("Somebody withdraws a consent on which something was shared"),
        _("Each recipient was told"),
        ("24 h", "12 h"),
        (_MY, _SV),
    ),
    clock_rule(
        "follow-up",
        _("Follow-up"),
        _("Somebody has returned, or their case is closed"),
        _("Somebody asked how they are"),
        ("", "7 d"),
        (_MY, _VS),
        _PRACTICE,
    ),
)
"""The clocks in the order of the rules of the case life; a further length of one stands after it."""

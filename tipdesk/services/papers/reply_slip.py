"""The slip on which an agency answers a referral: boxes, a line for who answers, and a code that leads it back to us.

It names neither person nor case nor what was asked, so that it may come back open. It hangs at the foot of the letter,
and is printed alone where it was lost.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.phone import phone_text
from tipdesk.domain.rows import Row
from tipdesk.domain.slip_code import make_slip_code
from tipdesk.domain.texts import _
from tipdesk.services.directory.find_duty_numbers import hours_shown
from tipdesk.services.papers.furnishing import carried, draft_words
from tipdesk.services.papers.material import Material
from tipdesk.services.papers.paper import Blanks, Facts, Paper, Part, Words, boxes
from tipdesk.services.papers.telling_slip import signing

_ANSWERS = ("received", "accepted", "rejected", "in_progress", "done", "question")
_RING_HEADQUARTERS = _("Ring headquarters on this number, which we write in by hand")
_RETURN = _("Give it back by hand in a closed envelope, or ring and read out the code. We ring back before we speak.")


def make_reply_slip(referral: Row, material: Material) -> Paper:
    """Return the slip alone. Raises UserError `referral-comes-in`."""
    refuse_incoming(referral)
    heading = material.tongue.translate(_("Reply"))
    parts = (*draft_words(material.tongue), *slip_parts(referral, material))
    return Paper(heading, heading, parts, carried(material))


def refuse_incoming(referral: Row) -> None:
    """Refuse a letter or a slip for what somebody asks of us."""
    if referral["direction"] != "out":
        sentence = _("This referral came to us. Letters and slips are printed only for referrals that we send.")
        raise UserError("referral-comes-in", sentence)


def how_to_ring(material: Material) -> tuple[tuple[tuple[str, str], ...], tuple[Blanks, ...]]:
    """Return our number as a fact or, where the directory has none, a line on which it is written by hand."""
    translate, own = material.tongue.translate, material.own_number
    if own is None:
        return (), (Blanks(translate(_RING_HEADQUARTERS)),)
    is_always = own.hour_from is None and own.hour_to is None
    hours = "" if is_always else f" ({hours_shown(own.hour_from, own.hour_to, translate)})"
    return ((translate(_("Ring us on")), f"{phone_text(own.phone)}{hours}"),), ()


def slip_parts(referral: Row, material: Material) -> tuple[Part, ...]:
    """Return the parts of the slip of a referral."""
    translate = material.tongue.translate
    reached, by_hand = how_to_ring(material)
    labels = [material.label("reply_answer", answer) for answer in _ANSWERS]
    return (
        Facts(((translate(_("Code")), make_slip_code(referral.id)), *reached)),
        *by_hand,
        boxes(labels, columns=3),
        Facts(((translate(_("Who answers")), ""), (translate(_("Telephone")), ""))),
        Blanks(translate(_("In a few words, without a name")), 2),
        Words((translate(_RETURN),)),
        signing(material, _("For the agency")),
    )

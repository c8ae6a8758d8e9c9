"""The safety plan of a person on paper: what threatens, by which signs it shows, and what they and we do then.

Whom to ring, where to go and where the children are stand on no paper: there are lines for a pencil in their place,
and a sentence that it is better to know them by heart.
"""

from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.papers.furnishing import draft_words, kept_here
from tipdesk.services.papers.material import Material, refuse_masked
from tipdesk.services.papers.paper import Blanks, Facts, Heading, Paper, Part, Words
from tipdesk.services.papers.telling_slip import signing

_NEEDED = ("threats", "warning_signs", "person_does", "we_do")
_BY_HEART = (
    _("Whom to ring, where to go and where the children are is not printed. Learn it by heart."),
    _("Write it here only if nobody who may harm you can find this paper."),
)
NOT_AGREED = _("PROPOSED, NOT AGREED")


def make_safety_plan_paper(plan: Row, material: Material) -> Paper:
    """Return the paper of a safety plan. Raises UserError `not-open-here`."""
    refuse_masked(plan, _NEEDED)
    translate = material.tongue.translate
    parts: list[Part] = [
        *draft_words(material.tongue),
        Facts(_about(plan, material)),
        *_told(_("What threatens"), plan, "threats", material),
        *_told(_("Signs of danger"), plan, "warning_signs", material),
        *_told(_("What you do"), plan, "person_does", material),
        *_told(_("What we do"), plan, "we_do", material),
        Heading(translate(_("By heart"))),
        Words(material.translate(_BY_HEART)),
        Blanks(translate(_("Whom to ring"))),
        Blanks(translate(_("Where to go"))),
        Blanks(translate(_("The children"))),
        signing(material, _("The person"), _("Guardian"), _("Made with"), _("Interpreter"), thumb=True),
    ]
    mark = "" if plan["agreed_at"] is not None else NOT_AGREED
    return Paper(material.reference, translate(_("Safety plan")), tuple(parts), kept_here(material, mark))


def _about(plan: Row, material: Material) -> tuple[tuple[str, str], ...]:
    translate = material.tongue.translate
    risk = material.find(plan["risk"])
    facts = (
        (translate(_("Reference")), material.reference),
        (translate(_("Code of the person")), material.code_of(material.person_of(plan))),
        (translate(_("Level of danger")), material.text(risk, "level") if risk is not None else ""),
        material.fact(plan, _("Status"), "status"),
        (translate(_("Agreed on")), material.moment(plan["agreed_at"])),
        (translate(_("Looked at again by")), material.day(plan["review_due"])),
    )
    return tuple(fact for fact in facts if fact[1])


def _told(heading: str, plan: Row, name: str, material: Material) -> list[Part]:
    said = material.text(plan, name)
    head = Heading(material.tongue.translate(heading))
    return [head, Words(tuple(said.split("\n")))] if said.strip() else [head, Blanks("", 2)]

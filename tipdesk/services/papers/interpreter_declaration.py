"""The declaration of an interpreter: what they promise before the first word, and what was checked of them.

It names them by their code alone. Whoever signs it writes a name by hand, and so it stays locked away with us.
"""

from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.papers.fixed_texts import UNDERTAKING
from tipdesk.services.papers.furnishing import draft_words, kept_here
from tipdesk.services.papers.material import Material
from tipdesk.services.papers.paper import Facts, Heading, Paper, Part, boxes
from tipdesk.services.papers.telling_slip import signing

_OATHS = (_("Sworn or affirmed, for a statement or a court"), _("By telephone: read out, and agreed to in words"))


def make_interpreter_declaration(interpreter: Row, material: Material) -> Paper:
    """Return the declaration of an interpreter."""
    translate = material.tongue.translate
    facts = (
        (translate(_("Reference")), material.reference),
        material.fact(interpreter, _("Name in this case"), "code_name"),
        material.fact(interpreter, _("Languages"), "languages"),
        (translate(_("For whom")), material.code_of(material.person_of(interpreter))),
        material.fact(interpreter, _("Independent?"), "independent"),
        material.fact(interpreter, _("Knows anybody in the case?"), "knows_anybody"),
        material.fact(interpreter, _("Accepted by the person?"), "accepted"),
        material.fact(interpreter, _("Sex"), "sex"),
        material.fact(interpreter, _("Sex the person asked for"), "sex_asked_for"),
        (translate(_("Undertook to keep silence on")), material.day(interpreter["undertaking_on"])),
        (translate(_("Sworn on")), material.day(interpreter["oath_on"])),
        material.fact(interpreter, _("Checked by"), "checked_by"),
    )
    ticked = (interpreter["oath_on"] is not None, interpreter["by_phone"] is True)
    parts: tuple[Part, ...] = (
        *draft_words(material.tongue),
        Facts(facts),
        Heading(translate(_("I promise"))),
        boxes(material.translate(UNDERTAKING)),
        boxes(material.translate(_OATHS), ticked=ticked),
        signing(material, _("Interpreter"), _("Checked by"), _("Witness")),
    )
    return Paper(material.reference, translate(_("Declaration of the interpreter")), parts, kept_here(material))

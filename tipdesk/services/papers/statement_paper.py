"""A statement on paper: what was said, in numbered lines, that it was read back, and who signs, with initials a page.

With names it says who spoke and where, otherwise the code of the person alone. Until it is signed each page says so,
and a line of it has the same number in every copy of the same text.
"""

from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.papers.furnishing import draft_words, kept_here
from tipdesk.services.papers.material import Material, refuse_masked
from tipdesk.services.papers.paper import Blanks, Facts, Heading, Lines, Paper, Part, Words
from tipdesk.services.papers.telling_slip import signing

NOT_SIGNED = _("NOT SIGNED YET")
_READ_BACK = (
    _("This was read back to me in a language that I understand. I could have anything changed."),
    _("What is written here is what I said. I was not threatened, and nobody promised me anything for it."),
)
_REFUSED, _SIGNED_NOT = "refused_to_sign", _("The person does not sign. That is their right, and the reason is noted.")


def make_statement_paper(statement: Row, material: Material) -> Paper:
    """Return the paper of a statement. Raises UserError `not-open-here`."""
    refuse_masked(statement, ("words", "corrections_asked"))
    translate = material.tongue.translate
    said = material.text(statement, "words")
    asked = material.text(statement, "corrections_asked")
    refused = (Words((translate(_SIGNED_NOT),), is_strong=True),) if statement["status"] == _REFUSED else ()
    parts: list[Part] = [
        *draft_words(material.tongue),
        Facts(_about(statement, material)),
        Heading(translate(_("What was said"))),
        Lines(said) if said.strip() else Blanks("", 12),
        Heading(translate(_("Read back"))),
        Words(material.translate(_READ_BACK)),
        Facts((material.fact(statement, _("Read back by"), "read_back_by"),)),
        *((Facts(((translate(_("Corrections asked for")), asked),)),) if asked else (Blanks(_corrections(material)),)),
        *refused,
        signing(
            material,
            _("The person"),
            _("Support person or guardian"),
            _("Taken by"),
            _("Second officer"),
            _("Interpreter"),
            thumb=True,
        ),
    ]
    mark = "" if statement["signed_at"] is not None else NOT_SIGNED
    return Paper(
        material.reference,
        translate(_("Statement")),
        tuple(parts),
        kept_here(material, mark),
        initials=translate(_("Initials")),
    )


def _corrections(material: Material) -> str:
    return material.tongue.translate(_("Corrections asked for"))


def _about(statement: Row, material: Material) -> tuple[tuple[str, str], ...]:
    translate, person = material.tongue.translate, material.person_of(statement)
    names = ("family_name", "given_names")
    told = ", ".join(filter(None, (material.text(person, name) for name in names))) if person is not None else ""
    facts = (
        (translate(_("Reference")), material.reference),
        material.fact(statement, _("Number"), "number"),
        material.fact(statement, _("Kind"), "kind"),
        (translate(_("Code of the person")), material.code_of(person)),
        (translate(_("Name")), told if material.with_names else ""),
        material.fact(statement, _("Taken by"), "interviewer"),
        material.fact(statement, _("Second officer"), "second"),
        material.fact(statement, _("Interpreter"), "interpreter"),
        material.fact(statement, _("Language"), "language"),
        material.fact(statement, _("Support person"), "support_person"),
        material.fact(statement, _("How"), "medium"),
        material.fact(statement, _("Place"), "place"),
        (translate(_("From")), material.moment(statement["began"])),
        (translate(_("To")), material.moment(statement["ended"])),
        (translate(_("Signed at")), material.moment(statement["signed_at"])),
    )
    return tuple(fact for fact in facts if fact[1])

"""The slip of a paper that is told to a person: what was told, by whom, whether they said it back, and may carry it.

It stays with us. A paper is left with somebody only once they were asked whether it is safe to carry, and a no is an
answer; telling is done when the person has said in their own words what they understood.
"""

from collections.abc import Sequence

from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.papers.fixed_texts import TEXT_VERSION
from tipdesk.services.papers.material import Material
from tipdesk.services.papers.paper import Facts, Part, Signing, Words, boxes

CUT_HERE = _("Cut here. This part stays with us.")
SIGNATURE_DATE = _("Signature, date")
_SAFE = (_("Yes: it was left with the person."), _("No: it stays with us, and can be read here at any time."))
_BACK = (_("Yes, in their own words."), _("Not yet: it is told again."))


def told_slip(row: Row, material: Material) -> tuple[Part, ...]:
    """Return the slip of a paper about this row."""
    translate = material.tongue.translate
    whose = (material.reference, material.code_of(material.person_of(row)))
    facts = (
        (translate(_("Reference")), " · ".join(dict.fromkeys(whose))),
        (translate(_("Version of the text")), f"{TEXT_VERSION} · {material.tongue.code}"),
    )
    return (
        Facts(facts),
        *_asked(_("Asked: is it safe for you to carry this paper? What if somebody finds it?"), _SAFE, material),
        *_asked(_("Asked: please tell me in your own words what this says."), _BACK, material),
        signing(material, _("Told by"), _("Interpreter"), _("The person")),
    )


def signing(material: Material, *who: str, thumb: bool = False) -> Signing:
    """Return lines to sign and date, with room for a thumb print where it is asked for."""
    label = material.tongue.translate(_("Thumb print")) if thumb else ""
    return Signing(material.translate(who), material.tongue.translate(SIGNATURE_DATE), label)


def _asked(question: str, answers: Sequence[str], material: Material) -> tuple[Part, ...]:
    return (Words((material.tongue.translate(question),), is_strong=True), boxes(material.translate(answers)))

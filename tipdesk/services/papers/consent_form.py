"""The form of a consent: the seven points, for what and to whom, the answer, and who signs, with thumb and witness.

Of a consent that is recorded the form says what was answered; of a person it is blank, to be filled in by hand. It
names nobody: whoever signs it does.
"""

from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.papers.fixed_texts import FREE_TO_REFUSE, SEVEN_POINTS
from tipdesk.services.papers.furnishing import draft_words, kept_here
from tipdesk.services.papers.material import Material, refuse_masked
from tipdesk.services.papers.paper import Blanks, Facts, Heading, Paper, Part, Words, boxes
from tipdesk.services.papers.telling_slip import signing

_TO_WHOM, _LANGUAGE, _INTERPRETER, _EXPLAINED_BY = _("To whom"), _("Language"), _("Interpreter"), _("Explained by")
_FOR_WHAT, _ANSWER, _BY, _HOW = _("What for"), _("Answer"), _("Answered by"), _("How it was given")
_CHILD, _CHILD_SAID = _("If it is a child: does the child agree?"), _("What the child said")
_NEEDED = ("purpose", "withheld_words", "assent_words")
_LINES_TO_SIGN = 14
"""Nobody signs on a page of which nothing else stands: what is ticked last goes there with the signatures."""
_NOT_THIS, _UNTIL, _WITHDRAWN = _("Not to be passed on"), _("Valid until"), "withdrawn"


def make_consent_form(row: Row, material: Material) -> Paper:
    """Return the form of a consent, or the blank one of a person. Raises UserError `not-open-here`."""
    refuse_masked(row, _NEEDED)
    translate = material.tongue.translate
    is_known = row.record.name == "Consent"
    about = (
        (translate(_("Reference")), material.reference),
        (translate(_("Code of the person")), material.code_of(material.person_of(row))),
    )
    explained = row["points"] if is_known else None
    known = explained if isinstance(explained, frozenset) else frozenset()
    parts: list[Part] = [
        *draft_words(material.tongue),
        *(_recorded(about, row, material) if is_known else _asked(about, material)),
        Heading(translate(_("What was explained"))),
        boxes(material.translate(SEVEN_POINTS.values()), ticked=[code in known for code in SEVEN_POINTS]),
        Words(material.translate(FREE_TO_REFUSE), is_strong=True),
        *(_withdrawn(row, material) if is_known else _answered(material)),
        signing(
            material, _("The person"), _("Guardian"), _("Witness"), _("Explained by"), _("Interpreter"), thumb=True
        ),
    ]
    return Paper(material.reference, translate(_("Consent")), tuple(parts), kept_here(material))


def _recorded(about: tuple[tuple[str, str], ...], consent: Row, material: Material) -> list[Part]:
    """Return what was recorded, without what was not asked."""
    translate = material.tongue.translate
    whom = ", ".join(filter(None, (material.agency(consent["agency"]), material.text(consent, "country"))))
    withheld = (material.fields(consent["fields_withheld"]), material.text(consent, "withheld_words"))
    facts = (
        *about,
        material.fact(consent, _FOR_WHAT, "scope"),
        (translate(_TO_WHOM), whom),
        material.fact(consent, _("What for, in words"), "purpose"),
        (translate(_NOT_THIS), "\n".join(filter(None, withheld))),
        material.fact(consent, _ANSWER, "status"),
        material.fact(consent, _BY, "given_by"),
        material.fact(consent, _CHILD, "assent"),
        material.fact(consent, _CHILD_SAID, "assent_words"),
        material.fact(consent, _HOW, "form"),
        (translate(_("When")), material.moment(consent["given_at"])),
        (translate(_UNTIL), material.day(consent["valid_until"])),
        material.fact(consent, _("How it was explained"), "how"),
        material.fact(consent, _LANGUAGE, "language"),
        material.fact(consent, _INTERPRETER, "interpreter"),
        material.fact(consent, _EXPLAINED_BY, "explained_by"),
    )
    return [Facts(tuple(fact for fact in facts if fact[1]))]


def _asked(about: tuple[tuple[str, str], ...], material: Material) -> list[Part]:
    """Return what is asked by hand: for what, to whom, and in which language it was explained."""
    blank = (_TO_WHOM, _NOT_THIS, _UNTIL, _LANGUAGE)
    lines = tuple((material.tongue.translate(label), "") for label in blank)
    return [
        Facts(about),
        Heading(material.tongue.translate(_FOR_WHAT)),
        _offered("consent_scope", material),
        Facts(lines),
    ]


def _answered(material: Material) -> list[Part]:
    """Return the answers to tick by hand."""
    translate = material.tongue.translate
    return [
        Heading(translate(_ANSWER)),
        _offered("consent_status", material),
        Heading(translate(_BY)),
        _offered("consent_given_by", material),
        Heading(translate(_CHILD)),
        _offered("yes_no_unsure", material),
        Blanks(translate(_CHILD_SAID)),
        Heading(translate(_HOW), lines=_LINES_TO_SIGN),
        _offered("consent_form", material),
    ]


def _offered(codes: str, material: Material) -> Part:
    offered = [one for one in material.reading.codes.list_of(codes).offered() if one.code != _WITHDRAWN]
    return boxes([one.label_in(material.tongue.code) for one in offered], columns=3)


def _withdrawn(consent: Row, material: Material) -> list[Part]:
    if consent["withdrawn_at"] is None:
        return []
    said = material.tongue.translate(_("Taken back on {day}."))
    return [Words((said.format(day=material.moment(consent["withdrawn_at"])),), is_strong=True)]

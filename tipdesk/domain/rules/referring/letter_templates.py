"""Which answers the letter of a referral may give, by what is asked: the smallest set first, the rest to be ticked.

A letter says nothing that its template does not name (gate transfer-consent), and no template names where somebody is
safe, how to reach them, or who told us. What is ticked at the beginning is what nobody could help without.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tipdesk.domain.kinds import IDENTITY, LOCATION, NARRATIVE, Field, Sensitivity
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.texts import _


@dataclass(frozen=True)
class Template:
    """One set of answers, each as "Record.field": those that may be given, in their order, and those ticked at first.

    `id` is what a transfer keeps of it (Transfer.template), and never changes. `label` is what people call it.
    """

    id: str
    label: str
    fields: tuple[str, ...]
    begins: frozenset[str]


_DETAILS = "Referral.details"
_NAMES = ("Person.given_names", "Person.family_name")
_AGE = ("Person.birth_date", "Person.about_age")
_WHO = ("Person.sex", *_AGE, "Person.citizenships")
_SPEAKS = ("Person.main_language", "Person.languages", "Person.needs_interpreter", "Person.literacy")
_HEALTH = ("Person.health_alert", "Person.health_words", "Person.disability")
_PAPERS = (
    "Person.birth_place",
    "Person.birth_country",
    "Person.migration_status",
    "IdentityDocument.kind",
    "IdentityDocument.number",
    "IdentityDocument.country",
    "IdentityDocument.expires",
)
_LEARNS = ("Person.education", "Person.occupation")
_LEAST = frozenset({_DETAILS, "Person.sex", "Person.main_language", "Person.needs_interpreter"})

CARE = Template(
    "care", _("Letter about care"), (_DETAILS, *_NAMES, *_WHO, *_SPEAKS, *_HEALTH), _LEAST | {"Person.health_alert"}
)
PAPERS = Template(
    "papers",
    _("Letter about papers or legal help"),
    (_DETAILS, *_NAMES, *_WHO, *_SPEAKS, *_PAPERS),
    _LEAST | {*_NAMES, "Person.birth_date", "Person.citizenships"},
)
LEARNING = Template(
    "learning", _("Letter about learning or work"), (_DETAILS, *_NAMES, *_WHO, *_SPEAKS, *_LEARNS), _LEAST
)
PLAIN = Template("plain", _("Letter about another service"), (_DETAILS, *_NAMES, *_WHO, *_SPEAKS), _LEAST)
TEMPLATES: Mapping[str, Template] = {one.id: one for one in (CARE, PAPERS, LEARNING, PLAIN)}
"""Every template by its id."""

ANSWERS: tuple[str, ...] = tuple(dict.fromkeys(name for one in TEMPLATES.values() for name in one.fields))
"""Every answer that some letter may give, in order: of these somebody says which are not given."""

_BY_SERVICE: Mapping[str, Template] = {
    **dict.fromkeys(
        (
            "shelter",
            "food_clothing_hygiene",
            "medical_emergency",
            "medical_general",
            "medical_sexual_reproductive",
            "medical_hiv_pep",
            "medical_dental",
            "medical_forensic",
            "psychosocial",
            "child_protection",
            "reintegration",
        ),
        CARE,
    ),
    **dict.fromkeys(
        ("legal_aid", "immigration_status", "work_permit", "family_tracing", "travel_documents", "return"), PAPERS
    ),
    **dict.fromkeys(("education", "vocational", "livelihood_financial"), LEARNING),
}


def template_of(service: object) -> Template:
    """Return the template of a letter that asks for a service (a code of the list service_type)."""
    return _BY_SERVICE.get(str(service), PLAIN)


def field_named(name: str) -> Field | None:
    """Return the field that "Record.field" names, None where none is declared."""
    record, _dot, field = name.partition(".")
    return BY_NAME[record].by_name.get(field) if record in BY_NAME else None


def label_of(name: str) -> str:
    """Return the label of the field that "Record.field" names, a marked text; the name where none is declared."""
    field = field_named(name)
    return field.label if field is not None else name


def gives(fields: frozenset[str], sensitivity: Sensitivity) -> bool:
    """Tell whether one of these answers is of a class: who somebody is, where they are, what happened to them."""
    return any(field.sensitivity is sensitivity for name in fields if (field := field_named(name)) is not None)


CLASSES: Mapping[str, Sensitivity] = {"identity": IDENTITY, "location": LOCATION, "narrative": NARRATIVE}
"""By the name of a field of TransferPerson, the class of answers that it says was given."""

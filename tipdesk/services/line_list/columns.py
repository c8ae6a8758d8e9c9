"""The columns that a line list can show: fields of a person, made from their declarations, and what the person needs.

Some stand there from the start; any other short answer of a person can be switched on. A sheet that is pasted is
matched to them by the words of its first row. What is in no list (a safe place, a code phrase) has no column.
"""

from collections.abc import Mapping

from tipdesk.domain.kinds import REFUGE, Field
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.texts import _
from tipdesk.services.sheets.columns import Column

PERSON = BY_NAME["Person"]
TAG, FAMILY, GIVEN, AGE, NEEDS, SEEN = (
    "tag_number",
    "family_group",
    "given_names",
    "about_age",
    "needs",
    "description",
)
WHERE, NUMBER = "whereabouts", "document_number"
"""The number is that of the person's paper (`Line.told`); older releases kept it in the person itself."""
_NAMED: Mapping[str, str] = {
    TAG: _("Tag"),
    FAMILY: _("Family"),
    GIVEN: _("Given names"),
    "family_name": _("Family name"),
    "sex": _("Sex"),
    AGE: _("About age"),
    "citizenships": _("Citizenship"),
    NEEDS: _("Needs now"),
    NUMBER: _("Document number"),
    WHERE: _("Where"),
    SEEN: _("What you see"),
}
"""The columns that stand there from the start, in their order, with what each is called at the head of a narrow one."""
_ALSO: Mapping[str, tuple[str, ...]] = {
    TAG: ("tag number", "tag no", "no", "number", "#"),
    FAMILY: ("family letter", "family group", "group"),
    GIVEN: ("given name", "first name", "first names", "forename", "forenames", "name", "full name"),
    "family_name": ("surname", "last name", "family names"),
    "sex": ("m/f", "f/m"),
    AGE: ("age", "about how old", "years"),
    "citizenships": ("citizenships", "nationality", "country"),
    NEEDS: ("needs", "need"),
    NUMBER: ("passport", "passport no", "passport number", "document", "document no", "id", "id number"),
    WHERE: ("place", "bay", "location", "where now"),
    SEEN: ("description", "remarks", "remark", "notes", "note", "description and marks"),
    "birth_date": ("date of birth", "born", "dob", "birth date"),
    "languages": ("language",),
    "document_held_by": ("passport with", "held by"),
}
"""By which other words, in small letters, sheets call a column."""


def _can_stand(field: Field) -> bool:
    """Tell whether an answer can be switched on: one that is asked and short, and that is in lists at all.

    What is told in a row of its own nowadays can, as far as it is called the same there.
    """
    is_told = field.is_asked or (field.later is not None and not field.later.codes)
    return is_told and not field.paragraphs and field.sensitivity < REFUGE and field.name not in _NAMED


FIRST = tuple(
    Column(name, label, PERSON.by_name.get(name), is_first=True, also=_ALSO.get(name, ()))
    for name, label in _NAMED.items()
)
COLUMNS = (
    *FIRST,
    *(
        Column(field.name, field.label, field, also=_ALSO.get(field.name, ()))
        for field in PERSON.fields
        if _can_stand(field)
    ),
)
BY_COLUMN = {column.name: column for column in COLUMNS}

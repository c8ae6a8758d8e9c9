"""The people of the demo: plainly invented, with given names of every day and family names that nobody has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tipdesk.homes.year.chooser import Chooser
    from tipdesk.homes.year.plan import Fields, Names

_ADULT, _OLDEST, _YOUNGEST, _CHILD = 19, 46, 9, 17


def make_person(
    chooser: Chooser, names: Names, countries: Sequence[str], languages: Sequence[str], *, is_child: bool = False
) -> Fields:
    """Return the answers about one invented person, by the field names of Person."""
    sex = chooser.pick(("female", "male"))
    person: Fields = {
        "given_names": chooser.pick(names.female if sex == "female" else names.male),
        "family_name": chooser.pick(names.families),
        "sex": sex,
        "citizenships": [chooser.pick(countries)],
        "languages": [chooser.pick(languages)],
    }
    age = chooser.number(_YOUNGEST, _CHILD) if is_child else chooser.number(_ADULT, _OLDEST)
    person |= {"about_age": age, "age_basis": "estimated" if is_child else chooser.pick(("stated", "document"))}
    if not is_child:
        person["occupation"] = chooser.pick(names.occupations)
        person["migration_status"] = chooser.pick(("visitor_tourist", "labour_migrant", "caricom_national"))
        person["needs_interpreter"] = person["languages"] != ["eng"]
    return person


def make_other(chooser: Chooser, names: Names) -> Fields:
    """Return the answers about somebody of whom little is known: who came along, or who is suspected."""
    sex = chooser.pick(("female", "male"))
    return {
        "given_names": chooser.pick(names.female if sex == "female" else names.male),
        "family_name": chooser.pick(names.families),
        "sex": sex,
        "description": "Invented for training: grey jacket, carries all the papers.",
    }

"""The people of the demo: plainly invented, with given names of every day and family names that nobody has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tipdesk.homes.year.chooser import Chooser
    from tipdesk.homes.year.plan import Fields, Names

_CARICOM = ("caricom_national", "labour_migrant")
_STANDINGS = {"LC": ("citizen",), "DM": _CARICOM, "GY": _CARICOM, "HT": _CARICOM, "JM": _CARICOM}
"""What somebody of these countries may be by the law on migration, of the codes of `migration_status`."""
_SPOKEN_HERE = ("eng", "acf")
_ADULT, _OLDEST, _YOUNGEST, _CHILD = 19, 46, 9, 17


def make_person(
    chooser: Chooser,
    names: Names,
    origin: tuple[str, str],
    taken: set[tuple[str, str]],
    *,
    is_child: bool = False,
    family: str = "",
) -> Fields:
    """Return the answers about one invented person, by the field names of Person.

    `origin` is the country and its language. Nobody gets a name that is among `taken`, to which theirs is added. The
    family name is chosen as well unless `family` gives it.
    """
    sex = chooser.pick(("female", "male"))
    given_names = names.female if sex == "female" else names.male
    while (name := (chooser.pick(given_names), family or chooser.pick(names.families))) in taken:
        pass
    taken.add(name)
    country, language = origin
    age = chooser.number(_YOUNGEST, _CHILD) if is_child else chooser.number(_ADULT, _OLDEST)
    person: Fields = {
        "given_names": name[0], "family_name": name[1], "sex": sex, "citizenships": [country], "languages": [language],
        "about_age": age, "age_basis": "estimated" if is_child else chooser.pick(("stated", "document")),
    }  # fmt: skip
    if not is_child:
        person["occupation"] = chooser.pick(names.occupations)
        person["migration_status"] = chooser.pick(_STANDINGS.get(country, ("visitor_tourist", "labour_migrant")))
        person["needs_interpreter"] = language not in _SPOKEN_HERE
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

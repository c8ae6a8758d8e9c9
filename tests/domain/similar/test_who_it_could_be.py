"""Names, dates, numbers and addresses as people write and mishear them: who could be whom, how surely, and why."""

from __future__ import annotations

import pytest

from tests.fakes.desk import NICKNAMES
from tipdesk.adapters.matching.nearness import LetterNearness
from tipdesk.domain.rules.access import Level
from tipdesk.domain.similar.around import MOST_UNDER_ONE, followed
from tipdesk.domain.similar.comparing import INTERRUPTS, Compared, compare
from tipdesk.domain.similar.crowd import Crowd
from tipdesk.domain.similar.likeness import Likeness, Told, cut, likeness_of, read, write
from tipdesk.domain.similar.names import Sense
from tipdesk.domain.similar.nicknames import Nicknames
from tipdesk.domain.similar.search_keys import keys_of
from tipdesk.domain.similar.spelling import sound_of
from tipdesk.domain.similar.why import Why

BORN = "1996-03-14"


class EveryWord(dict[int, int]):
    """Says of every word that three in a thousand have it, as of a usual name."""

    def get(self, key: int, default: object = None) -> int:
        return 300


SENSE = Sense(LetterNearness(), NICKNAMES, Crowd(100_000, EveryWord()))


def person(names: str, born: str = BORN, **more: str) -> Likeness:
    """Return somebody by "given names/family name", a date of birth and whatever else is told by its kind."""
    given, _slash, family = names.partition("/")
    told = [(Told.GIVEN, given), (Told.FAMILY, family), (Told.BIRTH, born)]
    return likeness_of([*told, *((Told[kind.upper()], text) for kind, text in more.items())])


def compared(one: Likeness, other: Likeness) -> Compared:
    """Compare two people among a hundred thousand."""
    return compare(one, other, SENSE)


@pytest.mark.parametrize(
    ("asked", "held", "why"),
    [
        ("Ana/García", "Ana María/García López", Why.NAME_IN_PART),  # one surname of two, one name of two
        ("María Guadalupe/Hernández Ruiz", "Lupe/Hernandez", Why.NAME_SHORT),
        ("Francisco/de la Cruz", "Paco/Cruz", Why.NAME_SHORT),
        ("Xiomara/Jiménez", "Ziomara/Gimenez", Why.NAME_SOUND),
        ("Yesenia/Vásquez", "Jesenia/Basquez", Why.NAME_SOUND),
        ("Elizabeth/Joseph", "Liz/Joseph", Why.NAME_SHORT),
        ("Jean-Baptiste/Désir", "Jn Baptiste/Desir", Why.SAME_NAME),
        ("Marie-Ange/d'Auvergne", "Marie Ange/Dauvergne", Why.SAME_NAME),
        ("Chantal/St. Rose", "Shantal/Saint Rose", Why.NAME_SOUND),
        ("Wobè/Pyè", "Robert/Pierre", Why.NAME_SHORT),
        ("Djamila/Louis", "Jamila/Louis", Why.NAME_SPELLING),
        ("Xiaoming/Zhang", "Zhang/Xiao Ming", Why.NAME_ORDER),
        ("Wei/Chang", "Wei/Zhang", Why.NAME_SHORT),
        ("Mei/Hsu", "Xu/Mei", Why.NAME_ORDER),
        ("Mohammed/Hussain", "Muhammad/Husain", Why.NAME_SHORT),
        ("Laxmi/Shrestha", "Lakshmi/Sresta", Why.NAME_SHORT),
        ("Kamala/Chaudhary", "Kamala/Chowdhury", Why.NAME_SOUND),
        ("Nguyễn/Thị Hoa", "Thi Hoa/Nguyen", Why.NAME_ORDER),
        ("Philippe/O'Brien", "Felipe/Obrien", Why.NAME_SHORT),
        ("Ian/Mc Donald", "Ian/McDonald", Why.SAME_NAME),
    ],
)
def test_names_of_many_languages_are_known_again(asked: str, held: str, why: Why) -> None:
    """With the same day of birth each pair is worth interrupting for, shares a key, and says why."""
    one, other = person(asked), person(held)
    found = compared(one, other)
    assert found.score >= INTERRUPTS, (asked, held, found)
    assert why in found.whys, found
    names = (person(asked, ""), person(held, ""))
    assert keys_of(names[0], NICKNAMES) & keys_of(names[1]), "by its name alone it would not be found"


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        (person("Maria/Joseph", ""), person("Martha/James", "")),
        (person("Maria/Joseph"), person("Maria/Charles", "1971-11-02")),
        (person("Wei/Zhang", "1980-01-01"), person("Li/Zhang", "1980-01-01")),  # the day that stands for no day
        (person("Maria/Joseph", "1996"), person("Anna/Joseph", "1996")),
        (person("Peter/James", phone="7585550101"), person("Anna/Charles", "1961-01-30", phone="7585550101")),
        (person("Peter/James", sex="male"), person("Petra/Jean", "1994-07-20", sex="female")),
    ],
)
def test_others_are_not_worth_interrupting_for(asked: Likeness, held: Likeness) -> None:
    """A shared name, year, first of January or telephone alone stays below the mark."""
    assert compared(asked, held).score < INTERRUPTS


@pytest.mark.parametrize(
    ("born", "why"),
    [
        ("1996-03-14", Why.SAME_BIRTH),
        ("1996-03", Why.SAME_BIRTH_PART),
        ("1996-03-15", Why.NEAR_BIRTH),
        ("1969-03-14", Why.NEAR_BIRTH),
        ("1952-11-30", Why.OTHER_BIRTH),
    ],
)
def test_dates_are_compared_by_their_parts(born: str, why: Why) -> None:
    """A part that is unknown, one digit that is wrong, two that changed places, and another date altogether."""
    assert why in compared(person("Ana/Garcia"), person("Ana/Garcia", born)).whys


def test_a_day_and_a_month_are_taken_for_one_another() -> None:
    """Third of May and fifth of March share a key, and say that they were changed round."""
    one, other = person("", "1996-05-03"), person("", "1996-03-05")
    assert compared(one, other).whys[0] is Why.BIRTH_TURNED
    assert keys_of(one) & keys_of(other)


def test_a_number_is_known_by_its_digits() -> None:
    """Spaces, country codes, letters that look like digits, and one wrong digit; another name is told and no bar."""
    mine = person("Ana/Garcia", document="A 012-3456")
    same = compared(mine, person("Wendy/Li", document="AO123456"))
    assert same.score >= INTERRUPTS
    assert same.whys == (Why.SAME_DOCUMENT, Why.SAME_BIRTH, Why.OTHER_NAME)
    slip = person("", "", document="A0123457")
    assert compared(mine, slip).whys[0] is Why.NEAR_DOCUMENT
    assert keys_of(mine) & keys_of(slip)
    rang = compared(person("", "", phone="+1 758 555 0101"), person("", "", phone="17585550101"))
    assert rang.whys == (Why.SAME_PHONE,)


def test_an_address_is_known_by_most_of_its_words() -> None:
    """Another order, a street word left out and a slip do not hide it; another house in the same town is another."""
    home = person("", "", address="14 Chaussée Road, Castries")
    assert compared(home, person("", "", address="Castries, 14 Chaussee")).whys == (Why.SAME_ADDRESS,)
    assert Why.SAME_ADDRESS not in compared(home, person("", "", address="3 Brazil Street, Castries")).whys


def test_a_likeness_is_kept_as_a_text() -> None:
    """What is read back is what was written, whatever stands in it."""
    rich = person("Ana María/García López", sex="female", phone="+1 758 555 0101", document="A0123456")
    rich |= likeness_of([(Told.OTHER, "La Flaca"), (Told.ACCOUNT, "Ana@Example.org"), (Told.ADDRESS, "14 High Street")])
    assert read(write(rich)) == rich
    assert write(likeness_of([(Told.GIVEN, " . "), (Told.PHONE, "12")])) == ""
    assert not likeness_of([(Told.SEX, "female")])


def test_a_likeness_is_cut_to_what_a_level_opens() -> None:
    """At the summary nothing that identifies is left; with identity all but where somebody lives."""
    rich = person("Ana/García", sex="female", address="14 High Street")
    assert cut(rich, Level.SUMMARY) == likeness_of([(Told.SEX, "female")])
    assert cut(rich, Level.IDENTITY) == person("Ana/García", sex="female")
    assert cut(rich, Level.FULL) == rich


def test_nicknames_stand_for_one_another_in_each_group_of_theirs() -> None:
    """A name in two groups stands for both; comments and accents do not count."""
    known = Nicknames.parse("# short forms\nalexander alex sasha\nalejandra álex\n")
    assert known.of("alex") == {"alexander", "sasha", "alejandra"}
    assert known.of("sasha") == {"alexander", "alex"}
    assert known.of("nobody") == frozenset()


def test_every_word_has_a_sound() -> None:
    """No word is silenced altogether, since everybody would lie under that key."""
    assert all(sound_of(word) for word in ("y", "hh", "aeiou", "w", "gh", "wh", "ng", "e"))


def test_only_keys_that_tell_something_are_followed() -> None:
    """Rare keys first; none under which half a country lies, nor so many that the search would grow with the store."""
    assert followed({1: 0, 2: 9, 3: 1, 4: MOST_UNDER_ONE}) == {3: 1, 2: 1 / 3}
    assert list(followed(dict.fromkeys(range(5), MOST_UNDER_ONE - 1))) == [0, 1]

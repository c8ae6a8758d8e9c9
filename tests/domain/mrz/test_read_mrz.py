"""Reading the lines of a document: what stands there, however it was typed, and what is said where it cannot be so."""

import json
import random
from datetime import date
from itertools import pairwise

import pytest

from tests.domain.mrz.specimens import (
    ALL,
    LONG_TD1,
    MRV_A,
    MRV_B,
    SIGNS,
    TD1,
    TD2,
    TD3,
    TODAY,
    UNSPECIFIED,
    changed,
    digit,
)
from tests.vectors import conformance
from tipdesk.domain.mrz.read_mrz import Mrz, read_mrz

NAMES = ("ERIKSSON", "ANNA MARIA")


def read(*typed: str, today: date = TODAY) -> Mrz:
    """Read lines as on one day."""
    return read_mrz(typed, today)


def said(mrz: Mrz) -> str:
    """Return all hints, a line each."""
    return "\n".join(one.text() for one in mrz.hints)


def passport(names: str = "ERIKSSON<<ANNA<MARIA", born: str = "740812", ends: str = "120415", sex: str = "F") -> Mrz:
    """Read a passport with these answers, whose check digits are right."""
    lower = f"L898902C36UTO{born}{digit(born)}{sex}{ends}{digit(ends)}{'<' * 15}"
    return read(f"P<UTO{names}".ljust(44, "<"), lower + digit(lower[:10] + lower[13:20] + lower[21:]))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("TD1", ("I", "UTO", "D23145890", *NAMES, "UTO", "1974-08-12", "F", "2012-04-15")),
        ("TD2", ("I", "UTO", "D23145890", *NAMES, "UTO", "1974-08-12", "F", "2012-04-15")),
        ("TD3", ("P", "UTO", "L898902C3", *NAMES, "UTO", "1974-08-12", "F", "2012-04-15")),
        ("MRV-A", ("V", "UTO", "L8988901C", *NAMES, UNSPECIFIED, "1940-09-07", "F", "1996-12-10")),
        ("MRV-B", ("V", "UTO", "L8988901C", *NAMES, UNSPECIFIED, "1940-09-07", "F", "1996-12-10")),
        ("long TD1", ("I", "UTO", "D23145890734", "STEVENSON", "PETER JOHN", "UTO", "1934-07-12", "M", "1995-07-12")),
        ("long TD2", ("I", "UTO", "D23145890734", "STEVENSON", "PETER JOHN", "UTO", "1934-07-12", "M", "1995-07-12")),
    ],
)
def test_the_specimens_of_the_standard_are_read(name: str, told: tuple[str, ...]) -> None:
    """Form, every field and every check digit of the printed specimens are right, and there is nothing to say."""
    found = read(*ALL[name])
    assert (found.format, found.is_valid, said(found)) == (name.removeprefix("long "), True, "")
    assert tuple(map(str, vars(found.fields).values())) == told
    assert found.lines == ALL[name]


@pytest.mark.parametrize("name", ALL)
def test_a_zone_is_found_however_it_was_pasted(name: str) -> None:
    """One long text, small letters, spaces, odd line breaks, « for fill and words around it change nothing."""
    lines = ALL[name]
    whole = "".join(lines)
    for typed in (
        (whole,),
        (" ".join(whole.lower()),),
        (whole[:20], whole[20:50], whole[50:]),
        ("\r\n\t".join(lines), ""),
        ("Passport", *lines, "signed on 3.4."),
        tuple(line.replace("<<", "«") for line in lines),
        tuple(line.replace("<", "«") for line in lines),
        tuple(line.replace("<", "\uff1c") + "\u200b\x03" for line in lines),
    ):
        found = read(*typed)
        assert (found.lines, said(found)) == (lines, ""), typed


def test_fill_that_is_missing_or_too_much_is_put_right_and_said() -> None:
    """Fill lost at the end of a line or before its last digits is added, too much is left out, each with its hint."""
    short = read(TD3[0].rstrip("<"), "L898902C36UTO7408122F1204159ZE184226B<10")
    assert (short.lines, short.is_valid) == (TD3, True)
    assert "Line 1 was too short by 19 characters" in said(short)
    assert "Line 2 was too short by 4 characters: fill (<) was added where it has fill." in said(short)
    for lines in (MRV_A, MRV_B, TD1, TD2):
        assert read(*(line.rstrip("<") for line in lines)).fields == read(*lines).fields
        assert read(" ".join(line.rstrip("<") for line in lines)).is_valid
    long = read(TD3[0] + "<", TD3[1].replace("<<<<<", "<<<<<<"))
    assert (long.lines, said(long).count("was left out")) == (TD3, 2)


def test_what_is_none_gets_a_sentence() -> None:
    """Nothing, words, one line of two and a lone beginning are told what the lines should be, and how long they are."""
    assert (
        said(read())
        == said(read("  ", "\n"))
        == "Type or scan the lines at the foot of the passport, card or visa, with every <."
    )
    for typed in (("hello there",), (TD3[1],), ("P<UTO",), ("<" * 44, "<" * 44)):
        found = read(*typed)
        assert (found.format, found.is_valid, found.checks) == (None, False, ())
        assert ", ".join(str(len(one.replace(" ", ""))) for one in typed) in said(found)


def test_two_documents_pasted_at_once_are_noticed() -> None:
    """One is read, and it is said that there was another."""
    found = read(*TD3, *MRV_A)
    assert found.lines == TD3
    assert said(found).startswith("There is more than one document here.")


@pytest.mark.parametrize(
    ("names", "family", "given", "hint"),
    [
        ("VAN<DER<MUELLEN<<MARTIN", "VAN DER MUELLEN", "MARTIN", ""),
        ("ARKFREITH", "ARKFREITH", None, ""),
        ("SATRIYA<SUDARPA", "SATRIYA SUDARPA", None, ""),
        ("NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", "NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG K", "cut short"),
        ("", None, None, "no name"),
        ("ER1KSS0N<<ANNA", "ER1KSS0N", "ANNA", "Was ERIKSSON ANNA meant?"),
    ],
)
def test_names_are_read_and_doubted(names: str, family: str | None, given: str | None, hint: str) -> None:
    """Names of several words, without given names, cut short, absent, or with digits in them."""
    found = passport(names)
    assert (found.fields.family_name, found.fields.given_names) == (family, given)
    assert found.is_valid
    assert (hint in said(found)) if hint else not said(found)


@pytest.mark.parametrize(
    ("born", "ends", "read_born", "read_ends", "hint"),
    [
        ("740812", "120415", "1974-08-12", "2012-04-15", ""),
        ("260101", "310101", "2026-01-01", "2031-01-01", ""),
        ("261230", "310101", "1926-12-30", "2031-01-01", ""),
        ("100101", "051231", "1910-01-01", "2005-12-31", ""),
        ("400907", "770101", "1940-09-07", "1977-01-01", ""),
        ("000229", "300101", "2000-02-29", "2030-01-01", ""),
        ("64<<<<", "300101", "1964", "2030-01-01", ""),
        ("6404<<", "300101", "1964-04", "2030-01-01", ""),
        ("640400", "300101", "1964-04", "2030-01-01", ""),
        ("640000", "300101", "1964", "2030-01-01", ""),
        ("64<<12", "300101", "1964", "2030-01-01", ""),
        ("<<<<<<", "300101", "None", "2030-01-01", "Date of birth: the document does not tell it."),
        ("000000", "300101", "None", "2030-01-01", "Date of birth: the document does not tell it."),
        ("<<0812", "300101", "None", "2030-01-01", "Date of birth: the year is not told."),
        ("741312", "300101", "None", "2030-01-01", "Date of birth: this is no date of the calendar."),
        ("740812", "300231", "1974-08-12", "None", "Valid until: this is no date of the calendar."),
        ("7A0812", "300101", "None", "2030-01-01", "Date of birth: there are signs where only digits can be."),
    ],
)
def test_dates_have_the_century_that_the_document_allows(
    born: str, ends: str, read_born: str, read_ends: str, hint: str
) -> None:
    """Nobody is born after today or after the document ends; parts that are not told are left open, never guessed."""
    found = passport(born=born, ends=ends)
    assert (str(found.fields.birth_date), str(found.fields.expires)) == (read_born, read_ends)
    assert found.is_valid
    assert (hint in said(found)) if hint else not said(found)


def test_states_and_sex_stay_as_they_are_written() -> None:
    """D stays D, and fill for the sex stays fill; another sign there is said."""
    german = read("P<D<<" + TD3[0][5:], TD3[1].replace("UTO", "D<<"))
    assert (german.fields.issuer, german.fields.nationality, german.is_valid) == ("D", "D", True)
    assert [passport(sex=sex).fields.sex for sex in "MF<X"] == ["M", "F", "<", "X"]
    assert said(passport(sex="<")) == ""
    assert "“7”, not F, M or <" in said(passport(sex="7"))


@pytest.mark.parametrize(("meant", "misread"), [("0", "O"), ("1", "I"), ("8", "B"), ("5", "S"), ("2", "Z")])
def test_one_misread_sign_is_proposed_and_never_changed(meant: str, misread: str) -> None:
    """In a number, either way round: the exchange that makes all right is proposed, with its lines; nothing changes."""
    for right, wrong in ((meant, misread), (misread, meant)):
        number = f"L89{right}902C3"[:9]
        lower = f"{number}{digit(number)}" + TD3[1][10:43]
        lines = (TD3[0], lower + digit(lower[:10] + lower[13:20] + lower[21:]))
        typed = changed(lines, 1, 3, wrong)
        found = read(*typed)
        assert (found.fields.document_number, found.is_valid, found.lines) == (
            number[:3] + wrong + number[4:],
            False,
            typed,
        )
        proposed = [one for one in found.hints if one.instead == lines]
        assert [one.text() for one in proposed] == [
            f"Document number: the check digit would be right with “{right}” in place of “{wrong}” (line 2, place 4)."
        ]


def test_letters_in_a_date_are_proposed_together() -> None:
    """Each of them at once, also G for 6, which no check digit notices, and a letter in the place of a check digit."""
    for typed in (changed(changed(TD3, 1, 15, "O"), 1, 18, "Z"), changed(TD3, 1, 17, "I")):
        found = read(*typed)
        assert found.fields.birth_date is None
        assert found.hints[0].instead
        assert read(*found.hints[0].instead).fields.birth_date is not None
    sixes = passport(born="66G816")
    assert (sixes.is_valid, sixes.fields.birth_date) == (True, None)
    assert "With 666816 its check digit is right." in said(sixes)
    digit_misread = changed(TD3, 1, 19, "Z")
    assert [one.instead for one in read(*digit_misread).hints] == [TD3]
    assert "“Z” stands for its check digit (line 2, place 20)" in said(read(*digit_misread))


def test_signs_that_belong_to_no_zone_are_named() -> None:
    """A letter with an accent, or a hyphen, is told with its place, and fails what it stands in."""
    found = read(*changed(TD3, 1, 3, "É"))
    assert "“É” cannot stand in these lines (line 2, place 4)." in said(found)
    assert not found.is_valid


def test_no_text_whatever_ends_in_an_error() -> None:
    """Naughty strings, alone, in pairs, in words and between the lines of a passport, are none or read, with hints."""
    naughty = json.loads((conformance.folder("strings", "naughty strings") / "blns.json").read_text(encoding="utf-8"))
    for first, second in pairwise(naughty):
        for typed in ((first,), (first, second), tuple(first.split())):
            found = read(*typed)
            assert found.format is None
            assert said(found)
        assert said(read(TD3[0], first, TD3[1])) is not None


def test_no_mutilated_zone_ends_in_an_error() -> None:
    """Five hundred specimens with pieces lost and exchanged are read or refused in words, and proposals can be read."""
    dice = random.Random(9303)
    for _time in range(500):
        text = list("\n".join(dice.choice(list(ALL.values()))))
        for _change in range(dice.randint(1, 6)):
            at = dice.randrange(len(text))
            text[at : at + dice.choice((0, 1, 1, 3))] = dice.choice(("", dice.choice(SIGNS), "«", "\n", "é", "<<"))
        found = read("".join(text))
        assert found.format or said(found)
        for one in found.hints:
            assert not one.instead or read(*one.instead).format == found.format


def test_a_long_number_reaches_to_the_first_fill() -> None:
    """What a State adds behind it is not part of the number."""
    upper = "I<UTOD23145890<7349<XY12345<<<"
    assert read(upper, *LONG_TD1[1:]).fields.document_number == "D23145890734"

"""Check digits: those of the specimens are right, and of all single changes exactly the detectable ones are flagged."""

import pytest

from tests.domain.mrz.specimens import ALL, LONG_TD1, SIGNS, TD3, TODAY, changed, checked_places, digit, right_checks
from tipdesk.domain.mrz.check_digits import find_checks
from tipdesk.domain.mrz.formats import form_of
from tipdesk.domain.mrz.read_mrz import read_mrz

CHANGES = {"TD1": 1836, "TD2": 1152, "TD3": 1440, "MRV-A": 864, "MRV-B": 864, "long TD1": 1836, "long TD2": 1152}
UNSEEN = {"TD1": 166, "TD2": 90, "TD3": 105, "MRV-A": 59, "MRV-B": 59, "long TD1": 153, "long TD2": 77}
"""So many of the changes exchange signs whose values differ by ten, twenty or thirty, or by nothing (0 and <)."""


@pytest.mark.parametrize("name", ALL)
def test_of_all_single_changes_those_are_flagged_that_the_arithmetic_detects(name: str) -> None:
    """Each sign in each checked place: every check says what the oracle says; so many pass, as the standard has it."""
    lines = ALL[name]
    tried, unseen = 0, 0
    for line, column in checked_places(lines):
        for sign in set(SIGNS) - {lines[line][column]}:
            other = changed(lines, line, column, sign)
            found = {check.name: check.ok for check in find_checks(form_of(other), other)}
            assert found == right_checks(other), (name, line, column, sign)
            tried += 1
            unseen += all(found.values())
    assert (tried, unseen) == (CHANGES[name], UNSEEN[name])


def test_a_change_is_flagged_by_the_whole_reading_too() -> None:
    """What is typed goes the same way: the reading says of each change what its check digits say."""
    for column in range(44):
        if column not in (10, 11, 12, 20):
            for sign in "<0AKZ9":
                other = changed(TD3, 1, column, sign)
                read = read_mrz(other, TODAY)
                assert {check.name: check.ok for check in read.checks} == right_checks(other)
                assert read.is_valid == all(right_checks(other).values())


def test_a_long_number_may_count_the_fill_between_its_parts_or_not() -> None:
    """States compute its check digit in both ways: where they differ, a number is right with either, with no third."""
    without, with_fill = digit("600001795015"), digit("600001795<015")
    assert without != with_fill
    for last in "0123456789":
        upper = f"IDBEL600001795<015{last}".ljust(30, "<")
        read = read_mrz((upper, *LONG_TD1[1:]), TODAY)
        assert read.fields.document_number == "600001795015"
        assert read.checks[0].ok == (last in (without, with_fill))


@pytest.mark.parametrize(("personal", "right"), [("<" * 15, True), ("<" * 14 + "0", True), ("<" * 14 + "1", False)])
def test_an_empty_personal_number_may_lack_its_check_digit(personal: str, right: bool) -> None:
    """Fill or zero stand for it where no personal number is given, and nothing else."""
    lower = TD3[1][:28] + personal
    total = digit(lower[:10] + lower[13:20] + lower[21:])
    read = read_mrz((TD3[0], lower + total), TODAY)
    assert [check.ok for check in read.checks if check.name in ("optional_data", "composite")] == [right, True]


def test_a_number_without_its_check_digit_is_said_to_lack_it() -> None:
    """Fill in its place with nothing behind it is no long number."""
    read = read_mrz(changed(ALL["TD2"], 1, 9, "<"), TODAY)
    assert not read.checks[0].ok
    assert read.hints[0].text() == "Document number: its check digit is missing. Compare the number with the document."

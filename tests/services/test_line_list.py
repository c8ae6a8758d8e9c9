"""The line list: seventy people written a line each, read back, corrected, ordered, joined to families, taken back."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_desk, make_store
from tests.services.documents import a_document
from tests.services.refusals import refusal
from tests.services.rooms import COLLEAGUE, OWNER, SUPERVISOR
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.caution import cautious_value
from tipdesk.domain.rules.childhood import Childhood
from tipdesk.services.access.declare_interest import declare_interest
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.take_back import take_back_all
from tipdesk.services.line_list.add_lines import add_lines
from tipdesk.services.line_list.cells import age_words
from tipdesk.services.line_list.columns import NEEDS
from tipdesk.services.line_list.families import join_family
from tipdesk.services.line_list.lines import typed_key
from tipdesk.services.line_list.open_list import open_list
from tipdesk.services.line_list.ordering import Order, count_lines, next_tag, sort_lines
from tipdesk.services.line_list.save_line import LineSaved, save_line
from tipdesk.services.line_list.signs import Urgency
from tipdesk.services.line_list.tag_ranges import get_range, keep_range
from tipdesk.services.remembered.shapes import TagRange
from tipdesk.services.sheets.typed import keep_typed

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.services.rooms import Room
    from tests.services.sites import Sites
    from tipdesk.services.desk import Desk
    from tipdesk.services.line_list.lines import Line

TODAY = date(2026, 11, 24)
PEOPLE, HALF = 70, 35


@pytest.fixture
def case() -> tuple[Desk, bytes, str]:
    """An empty case of the officer at a desk."""
    desk = make_desk(make_store())
    document = a_document()
    made = new_case(desk, {**document, "records": []})
    return desk, made.id, made.reference


def written(desk: Desk, case: bytes, **typed: str) -> Line:
    """Write one new line and return it; nothing of it is refused."""
    saved = save_line(desk, case, None, typed)
    assert saved.refused == {}
    assert saved.line is not None
    return saved.line


def refused(code: str, verb: Callable[..., object], *given: object, **named: object) -> bool:
    """Tell whether a verb is refused with this code."""
    return refusal(partial(verb, *given, **named)).code == code


def test_a_line_is_one_entry(case: tuple[Desk, bytes, str]) -> None:
    """Person, role and needs land together; a correction writes the one field that changed, and nothing writes none."""
    desk, number, _reference = case
    typed = {
        "tag_number": "04",
        "given_names": "Ketsia",
        "sex": "f",
        "about_age": "15",
        NEEDS: "hm",
        "citizenships": "Haiti",
    }
    saved = save_line(desk, number, None, typed)
    line = saved.line
    assert line is not None
    assert len({dot for one in saved.deeds for dot in one.dots}) == 1
    assert (line.person["sex"], line.person["citizenships"], line.person["line_order"]) == (
        "female",
        frozenset({"HT"}),
        1,
    )
    assert [role["role"] for role in line.roles] == ["potential_victim"]
    assert [(need["kind"], need["priority"]) for need in line.open_needs] == [
        ("medical_emergency", "urgent"), ("medical_general", "high"),
    ]  # fmt: skip
    again = save_line(desk, number, line, {"given_names": "Ketsia", "sex": "Female", "about_age": "16"})
    [changed] = again.deeds
    with desk.read() as reader:
        fields = [one.field for one in reader.find_happenings(number, line.person.id) if one.dot in changed.dots]
    assert fields == ["about_age"]
    assert save_line(desk, number, again.line, {"about_age": "16"}).changed.dots == ()


def test_a_refused_cell_stays_as_typed(case: tuple[Desk, bytes, str]) -> None:
    """The rest of the line is saved; the words wait in the draft table, say why, and go when they are put right."""
    desk, number, _reference = case
    saved = save_line(desk, number, None, {"tag_number": "5", "about_age": "old", "sex": "x"}, line_key="new-1")
    assert saved.line is not None
    assert {name: problem.text() for name, problem in saved.refused.items()} == {
        "about_age": "Type an age in years, like 17, 17? where it is unsure, or 15-17.",
        "sex": "“x” is no answer to Sex.",
    }
    assert open_list(desk, number).typed == {saved.line.key: {"about_age": "old", "sex": "x"}}
    right = save_line(desk, number, saved.line, {"about_age": "30", "sex": "M"})
    assert right.refused == {}
    assert open_list(desk, number).typed == {}


def test_half_a_line_is_kept(case: tuple[Desk, bytes, str]) -> None:
    """What is typed before the line is left is kept by itself, and dropped when the line is saved."""
    desk, number, _reference = case
    keep_typed(desk, typed_key(number), {"new-1": {"given_names": "Ana"}, "new-2": {"given_names": "Bo"}})
    save_line(desk, number, None, {"given_names": "Ana"}, line_key="new-1")
    assert open_list(desk, number).typed == {"new-2": {"given_names": "Bo"}}
    keep_typed(desk, typed_key(number), {"new-2": {}})
    assert open_list(desk, number).typed == {}


def test_a_whole_line_is_taken_back(case: tuple[Desk, bytes, str]) -> None:
    """Undo puts person, role and needs into the trash; undoing a correction brings every field and need back."""
    desk, number, _reference = case
    first = save_line(desk, number, None, {"tag_number": "1", NEEDS: "H"})
    corrected = save_line(desk, number, first.line, {"tag_number": "2", NEEDS: "W"})
    take_back_all(desk, corrected.deeds)
    [line] = open_list(desk, number).lines
    assert (line.tag, [need["kind"] for need in line.open_needs]) == ("1", ["medical_emergency"])
    second = save_line(desk, number, None, {"tag_number": "3", NEEDS: "H"})
    take_back_all(desk, second.deeds)
    assert [one.key for one in open_list(desk, number).lines] == [line.key]
    assert refused("changed-since", take_back_all, desk, second.deeds)


def test_a_need_that_says_more_is_not_thrown_away(case: tuple[Desk, bytes, str]) -> None:
    """A letter takes back its own slip; a need about which something is written is refused and stays."""
    desk, number, _reference = case
    line = written(desk, number, needs="HS")
    told = next(need for need in line.needs if need["kind"] == "shelter")
    amend_record(desk, told, {"words": "Not with the companion."})
    [line] = open_list(desk, number).lines
    saved = save_line(desk, number, line, {NEEDS: "", "tag_number": "7"})
    assert list(saved.refused) == [NEEDS]
    assert saved.line is not None
    assert len(saved.line.open_needs) == 2
    assert saved.line.tag == "7"


def test_an_unsure_age_protects(case: tuple[Desk, bytes, str]) -> None:
    """An age of "19?" counts as a child's, and so does a guess of "19": until one without a doubt is typed."""
    desk, number, _reference = case
    line = written(desk, number, about_age="19?")
    assert (age_words(line.person), line.childhood(TODAY)) == ("19?", Childhood.UNSURE)
    for age, told in (("19", Childhood.UNSURE), ("25", Childhood.ADULT)):
        after = save_line(desk, number, line, {"about_age": age}).line
        assert after is not None
        assert (age_words(after.person), after.childhood(TODAY)) == (age, told)
        line = after


def test_a_file_is_added(case: tuple[Desk, bytes, str]) -> None:
    """Each row becomes a line; a cell that cannot be read is named by its row and waits as it was typed."""
    desk, number, reference = case
    text = "Tag;Name;Sex;Age\n01;Ana;F;34\n02;Bo;M;young\n"
    added = add_lines(desk, reference, text)
    assert (added.added, [(row, problem.path) for row, problem in added.refused]) == (2, [(2, "about_age")])
    assert [line.tag for line in open_list(desk, number).lines] == ["01", "02"]
    assert list(open_list(desk, number).typed.values()) == [{"about_age": "young"}]
    assert refused("sheet-heading", add_lines, desk, reference, "01,Ana\n")


def test_orders_and_counts(case: tuple[Desk, bytes, str]) -> None:
    """By need the urgent come first with their families; equal tags stand side by side and are two people."""
    desk, number, _reference = case
    for typed in (
        {"tag_number": "1", "about_age": "40"},
        {"tag_number": "2", "about_age": "30", "family_group": "a"},
        {"tag_number": "10", "about_age": "8"},
        {"tag_number": "3", "about_age": "29", "family_group": "a", NEEDS: "H"},
        {"tag_number": "01", "about_age": "50", NEEDS: "w"},
        {"tag_number": "4"},
    ):
        written(desk, number, **typed)
    lines = open_list(desk, number).lines
    by_tag, by_need = (sort_lines(lines, order, TODAY) for order in (Order.TAG, Order.NEED))
    assert [line.tag for line in by_tag] == ["1", "01", "2", "3", "4", "10"]
    assert [line.tag for line in by_need] == ["3", "2", "10", "01", "1", "4"]
    assert [line.urgency(TODAY) for line in by_need][:3] == [Urgency.NOW, Urgency.LATER, Urgency.SOON]
    assert [line.tag for line in sort_lines(by_need, Order.WRITTEN, TODAY)] == ["1", "01", "2", "10", "3", "4"]
    told = count_lines(lines, TODAY)
    assert (told.people, told.children, told.unsure, told.urgent, told.families, told.twice) == (6, 1, 1, 1, 1, 2)


def test_tags_of_this_pc(case: tuple[Desk, bytes, str]) -> None:
    """A range is remembered for the case; the next tag is its own, first those that follow, then those left out."""
    desk, number, _reference = case
    assert get_range(desk, number) is None
    assert keep_range(desk, number, TagRange(36, 38)) == get_range(desk, number) == open_list(desk, number).range
    assert refused("bad-range", keep_range, desk, number, TagRange(9, 2))
    assert next_tag(["01", "12"], None) == "13"
    assert next_tag([], TagRange(36, 38)) == "36"
    assert next_tag(["2", "37", "99"], TagRange(36, 38)) == "38"
    assert next_tag(["38"], TagRange(36, 38)) == "36"
    assert next_tag(["36", "37", "38"], TagRange(36, 38)) is None


def test_a_family_becomes_relationships(case: tuple[Desk, bytes, str]) -> None:
    """One row a pair: a household, or each child to each parent; what is known stays, and all can be taken back."""
    desk, number, _reference = case
    lines = [written(desk, number, family_group="D", given_names=name) for name in ("Nadege", "Emile", "Josue")]
    mother = lines[0].person.id
    joined = join_family(desk, number, "d", parents=[mother], claimed_by="the mother")
    with desk.read() as reader:
        rows = reader.find_rows(BY_NAME["Relationship"], case=number)
    assert {(row["person"], row["other"], row["family"], row["claimed_by"]) for row in rows} == {
        (line.person.id, mother, "parent", "the mother") for line in lines[1:]
    }
    join_family(desk, number, "D")
    with desk.read() as reader:
        assert len(reader.find_rows(BY_NAME["Relationship"], case=number)) == 3
    assert refused("joined-already", join_family, desk, number, "D")
    assert refused("no-family", join_family, desk, number, "Q")
    assert refused("no-family", join_family, desk, number, "D", parents=[line.person.id for line in lines])
    take_back_all(desk, joined.deeds)
    with desk.read() as reader:
        assert len(reader.find_rows(BY_NAME["Relationship"], case=number)) == 1


def test_who_may_not_see_may_not_write(room: Room) -> None:
    """A colleague sees tags without names and cannot change what is hidden; a supervisor sees it when asking for it."""
    owner = room.desk(OWNER)
    line = written(owner, room.case, tag_number="1", given_names="Ana")
    there = room.desk(COLLEAGUE)
    assert refused("say-first", open_list, there, room.case)
    for actor in (COLLEAGUE, SUPERVISOR):
        declare_interest(room.desk(actor), room.case, knows_somebody=False)
    seen = open_list(there, room.case)
    mine = next(one for one in seen.lines if one.key == line.key)
    assert (seen.is_masked, mine.tag, mine.person["given_names"]) == (True, "1", None)
    saved = save_line(there, room.case, mine, {"given_names": "Other", "tag_number": "2"})
    assert list(saved.refused) == ["given_names"]
    shown = open_list(room.desk(SUPERVISOR), room.case, unmask=True)
    assert next(one for one in shown.lines if one.key == line.key).person["given_names"] == "Ana"
    assert ("unmask", "allowed") in room.looks()


def _half(desk: Desk, case: bytes, first: int) -> list[LineSaved]:
    return [
        save_line(
            desk, case, None, {"tag_number": f"{at:02d}", "given_names": f"Invented {at}", "about_age": str(at % 60)}
        )
        for at in range(first, first + HALF)
    ]  # fmt: skip


def test_seventy_on_two_pcs(sites: Sites) -> None:
    """Two PCs write thirty-five each and one tag twice: nobody is lost, equal tags stand together, a dispute shows."""
    here, there = sites.here.desk(), sites.there.desk()
    case = sites.case
    sites.meet()
    before = len(open_list(here, case).lines)
    mine, theirs = _half(here, case, 1), _half(there, case, 35)
    sites.meet()
    lines = open_list(here, case).lines
    assert len(lines) == before + PEOPLE
    told = count_lines(lines, TODAY)
    assert (told.people, told.twice) == (before + PEOPLE, 2)
    order = [line.tag for line in sort_lines(lines, Order.TAG, TODAY) if line.tag]
    assert order == [f"{at:02d}" for at in range(1, 36)] + [f"{at:02d}" for at in range(35, 70)]
    shared = mine[0].line
    assert shared is not None
    other = next(line for line in open_list(there, case).lines if line.key == shared.key)
    save_line(here, case, shared, {"about_age": "30", "family_group": "a"})
    save_line(there, case, other, {"about_age": "16", "sex": "f"})
    sites.meet()
    for desk in (here, there):
        line = next(one for one in open_list(desk, case).lines if one.key == shared.key)
        assert set(line.person.siblings) == {"about_age"}
        assert (age_words(line.person), line.family, cautious_value(line.person, "sex")) == ("16?", "A", "female")
        assert line.childhood(TODAY) is Childhood.CHILD
    assert theirs[0].line is not None

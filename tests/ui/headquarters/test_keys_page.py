"""The page Keys of headquarters: renew with two cards, take new ones, open a locked PC, see who is in the case unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.linked import PASSPHRASE, World, found_world, show, shown_window, until
from tests.ui.probes import unnamed_widgets, unreached_widgets
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.homes.cards import make_cards
from tipdesk.homes.headquarters_keys import SessionCustody, rotate_keys
from tipdesk.homes.opening import open_session
from tipdesk.homes.recovering import ask_recovery, take_answer
from tipdesk.services.from_headquarters import find_keyset
from tipdesk.services.headquarters.directory.officers import add_officer
from tipdesk.services.headquarters.keys.see_keys import see_keys
from tipdesk.ui.headquarters.keys_presenter import KeysPresenter
from tipdesk.ui.headquarters.keys_view import KeysPage
from tipdesk.ui.shell import Page
from tipdesk.ui.theme import Scheme, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.seat import Seat

NEW = "invented lantern pelican harvest window copper"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Headquarters and one enrolled post, shared by the tests of this file in their order."""
    made = found_world(tmp_path_factory.mktemp("keys"))
    made.enrol()
    made.post.seal_to_recovery()
    made.post.close()
    yield made
    made.headquarters.close()


@pytest.fixture(scope="module")
def shares(world: World) -> list[str]:
    """Words of the cards in force: those of the founding are replaced, since nothing has kept them."""
    made = rotate_keys(world.headquarters, ())
    return [" ".join(card.words) for card in made.cards]


@pytest.fixture
def page(world: World, theme: Theme, qtbot: QtBot) -> Iterator[tuple[KeysPage, Seat]]:
    """The page in headquarters' window, with its first answers; no problem may be left to nobody."""
    with shown_window(world.headquarters, qtbot) as seat:
        page = KeysPage()
        seat.choosing = world.choosing
        KeysPresenter(page, seat, SessionCustody(world.headquarters))
        seat.shell.add_page(Page("keys", "&Keys", "shield", lambda: page))
        seat.shell.open_page("keys")
        until(qtbot, lambda: bool(page.in_force.digits.text()))
        yield page, seat


def number(world: World) -> int:
    """Return the number of the keyset in force."""
    with world.headquarters.desk.read() as reader:
        keyset = find_keyset(reader)
    assert keyset is not None
    return keyset.number


def test_a_wrong_word_is_told_at_its_card(
    world: World, page: tuple[KeysPage, Seat], shares: list[str], qtbot: QtBot, theme: Theme
) -> None:
    """A card left empty and a word copied wrongly are told beside their box; the keys stay, and so do the boxes."""
    view, seat = page
    view.custodians.renew.click()
    assert all(field.problem() for field in view.custodians.cards)
    words = shares[1].split()
    words[6] = "academic" if words[6] != "academic" else "acid"
    view.custodians.cards[0].set_value(shares[0])
    view.custodians.cards[1].set_value(" ".join(words))
    before = number(world)
    view.custodians.renew.click()
    until(qtbot, lambda: "word 7" in view.custodians.cards[1].problem())
    assert not view.custodians.cards[0].problem()
    assert number(world) == before
    assert unnamed_widgets(seat.shell) == []
    assert unreached_widgets(seat.shell) == []
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        theme.apply(scheme, text_percent=100)
        show(seat, f"hq-keys-{scheme.value}")


def test_a_card_is_checked_when_its_box_is_left(page: tuple[KeysPage, Seat], shares: list[str], qtbot: QtBot) -> None:
    """While the custodian still stands there, before the other has typed anything; put right, it is told no more."""
    view, _place = page
    first, other = view.custodians.cards
    words = shares[0].split()
    wrong = " ".join(["academic" if words[0] != "academic" else "acid", *words[1:]])
    for typed in (wrong, shares[0]):
        first.set_value(typed)
        first.editor.faces[0].setFocus()
        QTest.keyClick(first.editor.faces[0], Qt.Key.Key_Tab)
        if typed == wrong:
            until(qtbot, lambda: "word 1 " in first.problem())
        else:
            until(qtbot, lambda: not first.problem())
        assert not other.problem()


def test_two_cards_renew_the_keys(world: World, page: tuple[KeysPage, Seat], shares: list[str], qtbot: QtBot) -> None:
    """The number goes up, the page says who is behind, and no word of a card is left in the boxes."""
    view, seat = page
    before = number(world)
    for field, share in zip(view.custodians.cards, shares, strict=False):
        field.set_value(share)
    view.custodians.renew.click()
    until(qtbot, lambda: "is in force" in view.banner.accessibleName())
    assert number(world) == before + 1
    assert view.custodians.shares() == ["", ""]
    until(qtbot, lambda: "Vieux Fort, PC 1 (1)" in view.in_force.behind.text())
    until(qtbot, lambda: "New keys of headquarters" in view.events._lines.text())
    show(seat, "hq-keys-renewed")


def test_new_cards_are_taken_one_by_one(
    world: World, page: tuple[KeysPage, Seat], shares: list[str], qtbot: QtBot
) -> None:
    """With new cards nothing else is on the screen until three custodians have typed two words back."""
    view, seat = page
    for field, share in zip(view.custodians.cards, shares, strict=False):
        field.set_value(share)
    view.custodians.renew_pressed.emit(True)
    until(qtbot, view.cards.isVisible)
    assert not view.custodians.isVisible()
    assert see_keys(world.headquarters.desk).are_cards_pending
    show(seat, "hq-keys-card")
    world.choosing.answer = world.folder / "card.pdf"
    view.cards.save.click()
    until(qtbot, (world.folder / "card.pdf").exists)
    shares[:] = taken = take_cards(view)
    until(qtbot, view.custodians.isVisible)
    until(qtbot, lambda: not see_keys(world.headquarters.desk).are_cards_pending)
    assert [card.title for card in make_cards(world.headquarters, taken, bytes(32))] == [
        "Card 1 of 3",
        "Card 2 of 3",
        "Card 3 of 3",
    ]


def take_cards(view: KeysPage) -> list[str]:
    """Let three custodians take the cards on the screen; return the words of each."""
    taken = []
    for _custodian in range(3):
        card = view.cards.card
        taken.append(" ".join(card.words))
        view.cards.taken.click()
        for field, at in zip(view.cards.asked, card.asked_positions, strict=True):
            field.set_value(card.words[at])
        view.cards.confirm.click()
    return taken


def test_cards_that_were_not_taken_are_shown_again(
    world: World, page: tuple[KeysPage, Seat], shares: list[str], qtbot: QtBot
) -> None:
    """The power went while they were on the screen: the page says so, shows the same, and then nothing keeps them."""
    view, seat = page
    assert not view.in_force.again.isVisible()
    made = rotate_keys(world.headquarters, shares[:2], new_cards=True)
    view.findChildren(KeysPresenter)[0].refresh()
    until(qtbot, view.in_force.again.isVisible)
    assert "custodian" in view.in_force.due.text()
    show(seat, "hq-keys-cards-again")
    view.in_force.again.click()
    until(qtbot, view.cards.isVisible)
    shares[:] = take_cards(view)
    assert shares == [" ".join(card.words) for card in made.cards]
    until(qtbot, lambda: not list(world.headquarters.paths.folder.glob("cards-*")))
    assert not see_keys(world.headquarters.desk).are_cards_pending


def test_lost_cards_are_asked_twice(world: World, page: tuple[KeysPage, Seat], qtbot: QtBot) -> None:
    """What makes every post compare again is not done by one press."""
    view, _place = page
    before = number(world)
    assert not view.custodians._sure.isVisible()
    view.custodians._lost.click()
    assert view.custodians._sure.isVisible()
    assert number(world) == before


def test_a_locked_pc_is_answered(world: World, page: tuple[KeysPage, Seat], shares: list[str], qtbot: QtBot) -> None:
    """Wrong digits are told at their field; right ones and two cards make the answer, which opens the PC."""
    view, seat = page
    post = open_session(world.post.paths.folder, None, PASSPHRASE)
    with post.desk.work() as work:
        work.put_setting("keyset", find_document(world))
    post.seal_to_recovery()
    post.close()
    request, digits = ask_recovery(world.post.paths.folder, "joan", NEW, cost=FLOOR)
    file = world.folder / "r.tiprecover"
    file.write_bytes(request)
    world.choosing.answer = file
    for field, share in zip(view.custodians.cards, shares, strict=False):
        field.set_value(share)
    view.custodians.digits.set_value("12345")
    view.custodians.answer_pressed.emit()
    until(qtbot, lambda: bool(view.custodians.digits.problem()))
    assert file.read_bytes() == request
    view.custodians.digits.set_value(digits)
    view.custodians.answer_pressed.emit()
    until(qtbot, lambda: "joan" in view.banner.accessibleName())
    show(seat, "hq-keys-answered")
    take_answer(world.post.paths.folder, file.read_bytes(), NEW).close()


def find_document(world: World) -> bytes:
    """Return the keyset in force as headquarters signed it."""
    with world.headquarters.desk.read() as reader:
        kept = reader.get_setting("keyset")
    assert kept is not None
    return kept


def test_the_case_unit(world: World, page: tuple[KeysPage, Seat], qtbot: QtBot) -> None:
    """Members are listed; a coordinator without keys and the last member are refused in words."""
    view, _place = page
    add_officer(world.headquarters.desk, "cleo", "HQ", ["coordinator"])
    view.unit.login.set_value("cleo")
    view.unit.admit_pressed.emit("cleo")
    until(qtbot, lambda: "no keys yet" in view.unit.login.problem())
    view.unit.remove_pressed.emit("admin")
    until(qtbot, lambda: "must be left" in view.unit.login.problem())

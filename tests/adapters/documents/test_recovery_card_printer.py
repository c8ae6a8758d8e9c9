"""The printed recovery card, read back as a PDF reader and a camera see it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pypdfium2 import PdfDocument

from tipdesk.adapters.documents.qr import qr_matrix
from tipdesk.adapters.documents.recovery_card import RecoveryCardPrinter
from tipdesk.adapters.keys.recovery import combine, make_recovery, read_words, split
from tipdesk.adapters.system.resources import read_bytes
from tipdesk.services.documents.recovery_card import RecoveryCard, make_recovery_cards

if TYPE_CHECKING:
    from tipdesk.services.documents.recovery_card import CardPrinter

PRINTER: CardPrinter = RecoveryCardPrinter(read_bytes)
FINGERPRINT = "12345 67890 12345 67890 12345 67890"
SECRET = make_recovery().secret


@pytest.fixture(scope="module")
def cards() -> tuple[RecoveryCard, ...]:
    """The three cards of an invented headquarters."""
    return make_recovery_cards(split(SECRET), "Home Affairs", FINGERPRINT, "24 November 2026")


def text_of(pdf: bytes) -> str:
    """Return the text of a document of one page."""
    document = PdfDocument(pdf)
    assert len(document) == 1
    return " ".join(document[0].get_textpage().get_text_range().split())


def test_two_printed_cards_bring_the_secret_back(cards: tuple[RecoveryCard, ...]) -> None:
    """The numbered words as they stand on the paper of any two cards are all that is needed."""
    typed = []
    for card in cards:
        printed = text_of(PRINTER.print(card)).partition("in this order")[2].split()
        typed.append(" ".join(printed[printed.index(str(place)) + 1] for place in range(1, 34)))
    assert [read_words(one) for one in typed] == [" ".join(card.words) for card in cards]
    for pair in ((0, 1), (0, 2), (1, 2)):
        assert combine([typed[place] for place in pair]) == SECRET


def test_a_card_says_what_it_is_and_nothing_of_the_others(cards: tuple[RecoveryCard, ...]) -> None:
    """Number, headquarters, day, thirty digits, what to do and not to do; no stretch of another card's words."""
    for card in cards:
        printed = text_of(PRINTER.print(card))
        said = (card.title, "Home Affairs", "24 November 2026", FINGERPRINT, "What this is", "Do not", "Custodian")
        assert all(text in printed for text in said)
        for part in card.parts:
            assert all(sentence in printed for sentence in part.sentences)
        for other in cards:
            if other is not card:
                private = [(at, word) for at, word in enumerate(other.words, 1) if word != card.words[at - 1]]
                assert len(private) > 20
                assert not any(f" {at} {word} " in f" {printed} " for at, word in private)


def test_the_code_on_paper_is_the_words(cards: tuple[RecoveryCard, ...]) -> None:
    """The squares that a camera sees are those of the code of the card's words, in capitals."""
    card = cards[0]
    matrix = qr_matrix(card.code, "q")
    assert read_words(card.code) == " ".join(card.words)
    image = PdfDocument(PRINTER.print(card))[0].render(scale=6).to_pil().convert("L")
    raw, wide, high = image.tobytes(), image.width, image.height

    def is_dark(x: int, y: int) -> bool:
        return raw[y * wide + x] < 128

    area = [(x, y) for y in range(high * 225 // 1000, high * 2 // 5) for x in range(wide * 2 // 3, wide * 11 // 12)]
    dark = [(x, y) for x, y in area if is_dark(x, y)]
    left, top = min(x for x, _y in dark), min(y for _x, y in dark)
    step = (max(x for x, _y in dark) - left + 1) / len(matrix)
    places = [int((place + 0.5) * step) for place in range(len(matrix))]
    assert [[is_dark(left + x, top + y) for x in places] for y in places] == [list(line) for line in matrix]


def test_any_name_keeps_to_one_page(cards: tuple[RecoveryCard, ...]) -> None:
    """A very long name, markup and signs that the typeface lacks do not break the card; equal cards are equal bytes."""
    odd = replace(cards[0], headquarters="<b>&" + "W" * 500 + "\u4e16")
    assert text_of(PRINTER.print(odd))
    assert PRINTER.print(cards[0]) == PRINTER.print(cards[0])


def test_two_words_are_asked_back_at_two_places(cards: tuple[RecoveryCard, ...]) -> None:
    """Each card asks for two different words, the same ones each time, and not the same ones of every card."""
    asked = {card.asked_positions for _number in range(20) for card in make_recovery_cards(split(SECRET), "", "", "")}
    assert all(0 <= low < high < 33 for low, high in asked)
    assert len(asked) > 20
    assert cards[0].asked_positions == cards[0].asked_positions

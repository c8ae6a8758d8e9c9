"""Custodians' cards on the command line: where they are written, and how a command is given their shares back.

With a folder each card is a PDF to be printed and, beside it, a text file that a later command reads. Without one the
words are printed, and nothing is written. A share is given as its file, or as its words.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from tipdesk.cli.context import read_file, write_file
from tipdesk.cli.translate import _
from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _ as mark
from tipdesk.services.documents.recovery_card import RecoveryCard

SHARE_TEXT = "{title}, {headquarters}\n{advice}\n\n{words}\n"
ADVICE = mark("Any two of three cards open everything. Keep them apart.")


def cards_out(cards: Sequence[RecoveryCard], folder: Path | None) -> dict[str, object]:
    """Write the cards into the folder, if there is one; return `shares` (files, or words) and `cards` (PDFs)."""
    if folder is None:
        return {"shares": [" ".join(card.words) for card in cards], "cards": []}
    from tipdesk.homes.printing import print_card

    shares, printed = [], []
    for number, card in enumerate(cards, start=1):
        text, pdf = folder / f"share-{number}.txt", folder / f"card-{number}.pdf"
        words = SHARE_TEXT.format(
            title=card.title, headquarters=card.headquarters, advice=_(ADVICE), words=" ".join(card.words)
        )
        write_file(text, words.encode())
        write_file(pdf, print_card(card))
        shares.append(str(text))
        printed.append(str(pdf))
    return {"shares": shares, "cards": printed}


def cards_lines(answer: Mapping[str, object]) -> list[str]:
    """Return what people are told of the answer that `cards_out` gave."""
    shares, printed = (
        list(map(str, found)) if isinstance(found := answer[key], list) else [] for key in ("shares", "cards")
    )
    if printed:
        return [
            _("Recovery cards, one for each custodian. Print each, hand it over, then erase these files:"),
            *(f"  {file}" for file in (*printed, *shares)),
        ]
    return [
        _("Recovery cards, one for each custodian; any two of three open everything, so keep them apart:"),
        *(f"  {share}" for share in shares),
    ]


def read_shares(given: Sequence[str]) -> list[str]:
    """Return the text of each share: the content of the file of that name, or else what was given itself.

    Raises UserError `no-file` for something that is neither, since a share has many words and a file's name has few,
    and `bad-share-file` for a file that is no text.
    """
    return [_read(one) for one in given]


def _read(given: str) -> str:
    if len(given.split()) > 1 and not _is_file(given):
        return given
    try:
        return read_file(Path(given)).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(
            "bad-share-file", _("The file “{path}” is not the text file of a card."), path=Path(given).name
        ) from error


def _is_file(given: str) -> bool:
    try:
        return Path(given).is_file()
    except OSError:
        return False

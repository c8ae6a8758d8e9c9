"""What a home prints, as PDF in the language of the program: for the window and the command line alike.

A case file, a register, a count, the certificate of an erasure and a recovery card come from an unlocked home. A blank
worry is printed without a passphrase too, with the numbers that a locked PC knows, and even where there is no home.
What stands on each paper is decided in `services/documents` and `services/registers`, and how it looks in
`adapters/documents`. The caller gets the bytes of a PDF and decides where they go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.services.documents.printer import untold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tipdesk.domain.schema import RecordType
    from tipdesk.services.case.timeline_filter import Asked
    from tipdesk.services.desk import Desk
    from tipdesk.services.documents.counted import Counted
    from tipdesk.services.documents.printer import Told
    from tipdesk.services.documents.recovery_card import RecoveryCard
    from tipdesk.sync.outside import Number


def print_case(desk: Desk, case: bytes, *, identity: bool, copy_number: int = 1, told: Told = untold) -> bytes:
    """Return the PDF of a case file, audited as a print and signed.

    `told` is called with how many parts of how many are set; whatever it raises ends the printing, and nothing was
    signed. Raises the UserErrors of `make_case_file`.
    """
    from tipdesk.adapters.documents.case_file import CaseFilePrinter
    from tipdesk.adapters.system.resources import read_bytes
    from tipdesk.services.documents.print_case_file import print_case_file
    from tipdesk.services.voice import translated

    printer = CaseFilePrinter(read_bytes)
    return print_case_file(
        desk, printer, case, identity=identity, copy_number=copy_number, translate=translated, told=told
    )


def print_count(desk: Desk, counted: Counted) -> bytes:
    """Return a count as a PDF, audited as a print. Raises the UserErrors of `look`."""
    from tipdesk.adapters.documents.case_file import CaseFilePrinter
    from tipdesk.adapters.system.resources import read_bytes
    from tipdesk.services.lists.take_count import print_count as print_it
    from tipdesk.services.voice import translated

    return print_it(desk, CaseFilePrinter(read_bytes), counted, translated)


def print_timeline(desk: Desk, case: bytes, asked: Asked, *, identity: bool, told: Told = untold) -> bytes:
    """Return the PDF of the timeline of a case, as far as it was asked for, audited as a print and signed.

    `told` is as for `print_case`. Raises the UserErrors of `copy_timeline`.
    """
    from tipdesk.adapters.documents.case_file import CaseFilePrinter
    from tipdesk.adapters.system.resources import read_bytes
    from tipdesk.services.documents.print_timeline_paper import print_timeline_paper
    from tipdesk.services.voice import translated

    printer = CaseFilePrinter(read_bytes)
    return print_timeline_paper(desk, printer, case, asked, identity=identity, translate=translated, told=told)


def print_register(
    desk: Desk,
    record: RecordType,
    *,
    row: bytes | None = None,
    only: Sequence[bytes] | None = None,
    rule: str = "",
    copy_number: int = 1,
    told: Told = untold,
) -> bytes:
    """Return the PDF of a register as a list, or of one row of it as a sheet, audited as a print and signed.

    `only` and `rule` are as in `services/registers/print_register`, whose UserErrors this raises. A training, a session
    and a campaign have sheets of their own, with what they came to.
    """
    from tipdesk.adapters.documents.case_file import CaseFilePrinter
    from tipdesk.adapters.system.resources import read_bytes
    from tipdesk.services.registers import print_register as printing
    from tipdesk.services.voice import translated

    printer = CaseFilePrinter(read_bytes)
    if row is not None and record.name in _OWN_SHEETS:
        return _OWN_SHEETS[record.name](desk, row)
    if row is not None:
        return printing.print_register_row(
            desk, printer, record, row, copy_number=copy_number, translate=translated, told=told
        )
    return printing.print_register(
        desk, printer, record, only=only, rule=rule, copy_number=copy_number, translate=translated, told=told
    )


def print_certificate(desk: Desk, erasure: bytes) -> bytes:
    """Return the certificate of an erasure as a PDF. Raises the UserErrors of `make_certificate`."""
    from tipdesk.adapters.documents.case_file import CaseFilePrinter
    from tipdesk.adapters.system.resources import read_bytes
    from tipdesk.services.documents.make_certificate import make_certificate
    from tipdesk.services.voice import translated

    return CaseFilePrinter(read_bytes).print(make_certificate(desk, erasure, translated))


def print_codes(desk: Desk, post: str, codes: Sequence[str]) -> bytes:
    """Return the sheet of a post's one-time codes as a document, for whoever answers the duty telephone."""
    from tipdesk.adapters.documents.case_file import CaseFilePrinter
    from tipdesk.adapters.system.resources import read_bytes
    from tipdesk.services.documents.codes_sheet import codes_sheet
    from tipdesk.services.voice import translated

    return CaseFilePrinter(read_bytes).print(codes_sheet(desk, post, codes, translated))


def print_training_certificates(desk: Desk, row: bytes | str) -> bytes:
    """Return the certificate of a participant, or all of a session or a training, as a signed PDF.

    Raises the UserErrors of `print_certificates`.
    """
    from tipdesk.adapters.documents.certificate import CertificatePrinter
    from tipdesk.adapters.system.resources import read_bytes
    from tipdesk.services.outreach.certificate_paper import print_certificates
    from tipdesk.services.voice import translated

    return print_certificates(desk, CertificatePrinter(read_bytes), row, translated)


def print_training(desk: Desk, row: bytes | None, *, with_names: bool = False) -> bytes:
    """Return the sheet of a training or a session, or the list of all trainings for None, as a signed PDF.

    Raises the UserErrors of `training_paper.print_training`.
    """
    from tipdesk.adapters.documents.case_file import CaseFilePrinter
    from tipdesk.adapters.system.resources import read_bytes
    from tipdesk.services.outreach import training_paper
    from tipdesk.services.voice import translated

    printer = CaseFilePrinter(read_bytes)
    if row is None:
        return training_paper.print_trainings(desk, printer, translated)
    return training_paper.print_training(desk, printer, row, with_names=with_names, translate=translated)


def print_campaign(desk: Desk, row: bytes | None) -> bytes:
    """Return the sheet of a campaign, or the list of all campaigns for None, as a signed PDF.

    Raises the UserErrors of `campaign_paper.print_campaign`.
    """
    from tipdesk.adapters.documents.case_file import CaseFilePrinter
    from tipdesk.adapters.system.resources import read_bytes
    from tipdesk.services.outreach import campaign_paper
    from tipdesk.services.voice import translated

    printer = CaseFilePrinter(read_bytes)
    if row is None:
        return campaign_paper.print_campaigns(desk, printer, translated)
    return campaign_paper.print_campaign(desk, printer, row, translated)


_OWN_SHEETS = {"Training": print_training, "TrainingSession": print_training, "Campaign": print_campaign}


def print_card(card: RecoveryCard) -> bytes:
    """Return a recovery card as a PDF of one page."""
    from tipdesk.adapters.documents.recovery_card import RecoveryCardPrinter
    from tipdesk.adapters.system.resources import read_bytes

    return RecoveryCardPrinter(read_bytes).print(card)


def print_blank_worry(desk: Desk) -> tuple[str, bytes]:
    """Return the paper number and the PDF of a blank worry, with the duty numbers of the store."""
    from tipdesk.services.locked.describe_outside import find_numbers

    with desk.read() as reader:
        numbers = find_numbers(reader)
    return _print(numbers, desk.ids.noise(8))


def print_blank_worry_locked(home: Path) -> tuple[str, bytes]:
    """Return the paper number and the PDF of a blank worry for a home that is locked.

    It has the numbers that a locked PC knows, or lines to fill in where it knows none.
    """
    from tipdesk.homes.locked import LockedHome

    locked = LockedHome(home)
    outside = locked.find_outside()
    return _print(outside.numbers if outside else (), locked.ids.noise(8))


def _print(numbers: Sequence[Number], noise: bytes) -> tuple[str, bytes]:
    from tipdesk.adapters.documents.worry_sheet import WorrySheetPrinter
    from tipdesk.adapters.system.codebook import load_code_book
    from tipdesk.adapters.system.resources import read_bytes
    from tipdesk.services.documents.blank_worry import make_blank_worry
    from tipdesk.services.voice import language, translated

    sheet = make_blank_worry(load_code_book(), numbers, noise, translated, language())
    return sheet.paper_no, WorrySheetPrinter(read_bytes).print(sheet)

"""Certificates on paper, read back as a PDF reader sees them: one page each, whatever the names are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pypdfium2 import PdfDocument

from tipdesk.adapters.documents.certificate import CertificatePrinter
from tipdesk.adapters.system.resources import read_bytes
from tipdesk.services.outreach.certificate_paper import CertificatePage, spelled
from tipdesk.sync.certificate import Certified, SignedCertificate, read_certificate

if TYPE_CHECKING:
    from tipdesk.services.outreach.certificate_paper import CertificatePrinter as Printer

PRINTER: Printer = CertificatePrinter(read_bytes)
PLAIN = "Invented Person"


def page_of(name: str = PLAIN, training: str = "First response") -> CertificatePage:
    """Return a page for somebody."""
    facts = Certified("HQ-2026-0012", name, training, "2026-11-27")
    signed = SignedCertificate(facts, facts.code, b"o" * 16, "2026-11-27T15:02-04:00", bytes(64))
    return CertificatePage(
        issuer="Home Affairs",
        kind="Certificate",
        says="This is to certify that",
        name=name,
        completed="attended and passed the training",
        training=training,
        facts=(("Certificate number", facts.number), ("Given on", "27 Nov 2026")),
        to_sign=("Trainer", "For headquarters"),
        code_label="Check code",
        code=facts.code,
        code_words=spelled(facts.code),
        how_to_check="Any PC of the service checks the code.",
        qr=signed.text,
        foot="Printed by admin",
    )


def texts(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    document = PdfDocument(pdf)
    return [" ".join(document[at].get_textpage().get_text_range().split()) for at in range(len(document))]


def test_each_certificate_is_one_page_across_and_tells_its_facts() -> None:
    """Name, training, number and code stand on it; equal pages give equal bytes; the properties tell no name."""
    pages = (page_of(), page_of("Second Person"))
    pdf = PRINTER.print(pages)
    first, second = texts(pdf)
    page = pages[0]
    assert all(words in first for words in (PLAIN, page.training, "HQ-2026-0012", page.code, page.code_words))
    assert "Second Person" in second
    assert PRINTER.print(pages) == pdf
    document = PdfDocument(pdf)
    wide, high = document[0].get_size()
    told = document.get_metadata_dict()
    assert (wide > high, told["Title"], "Person" in str(told)) == (True, "Certificate", False)


@pytest.mark.parametrize("name", ["W" * 200, "Ana " * 60, "ना" * 40, "An\u202ea\x07", "", "<b>&</b>"])
def test_no_name_breaks_the_page(name: str) -> None:
    """One too long for its place, in other letters, with what is hidden, or none: the page is there, with its code."""
    page = page_of(name, name)
    [said] = texts(PRINTER.print((page,)))
    assert page.code in said


def test_what_the_qr_code_carries_is_read_back() -> None:
    """The text has the facts, the signer and the signature, and its own code."""
    read = read_certificate(page_of("Ana  Maria").qr)
    assert (read.facts.name, read.code, len(read.signature)) == ("Ana Maria", read.facts.code, 64)

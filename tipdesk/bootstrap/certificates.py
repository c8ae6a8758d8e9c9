"""The certificate of an erasure as a PDF, in the language of the program.

Promises the pages of what `make_certificate` says. Where they go is left to the caller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tipdesk.bootstrap.sessions import Session


def print_certificate(session: Session, erasure: bytes) -> bytes:
    """Return the PDF. UserErrors of `make_certificate`."""
    from tipdesk.adapters.documents.case_file import CaseFilePrinter
    from tipdesk.adapters.system.resources import read_bytes
    from tipdesk.services.documents.make_certificate import make_certificate
    from tipdesk.services.voice import translated

    return CaseFilePrinter(read_bytes).print(make_certificate(session.desk, erasure, translated))

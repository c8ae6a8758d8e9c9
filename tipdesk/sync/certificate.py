r"""A certificate as it is signed, as it is coded for typing, and as its QR code carries it.

What is certified is four facts. Their text is UTF-8, one line for each, in this order, a name, one space, the value and
one line feed (\n): number, name, training, on (an ISO 8601 date or a part of one). Values are NFKC, folded for case,
with single spaces between words, so that a name in capitals is the same name. The SHA-256 of this text is what an
officer of headquarters signs (`sync.statement`, use certificate). The check code is its first 65 bits
(`domain.check_code`): whoever types the code can compare it with the four facts, and without them finds the certificate
in the directory, which came from headquarters. The QR code has the facts as they were written, the code, the officer,
the time and the signature, so that a PC which knows headquarters' officers needs nothing else.
"""

import base64
import binascii
import hashlib
import unicodedata
from dataclasses import dataclass

from tipdesk.domain.check_code import make_check_code
from tipdesk.domain.errors import Distrust
from tipdesk.domain.ids import ID_BYTES
from tipdesk.domain.texts import _
from tipdesk.sync.envelope import SIGNATURE_BYTES
from tipdesk.sync.statement import CERTIFICATE, Statement

HEAD = "TIPDESK CERTIFICATE 1"
MOST_CHARACTERS = 4_000
_NAMES = ("number", "name", "training", "on", "code", "officer", "at", "signature")


@dataclass(frozen=True)
class Certified:
    """The four facts of a certificate, as they are written on paper; `on` is an ISO 8601 date or a part of one."""

    number: str
    name: str
    training: str
    on: str

    @property
    def digest(self) -> bytes:
        """Return what is signed: the SHA-256 of the facts."""
        facts = (("number", self.number), ("name", self.name), ("training", self.training), ("on", self.on))
        return hashlib.sha256("".join(f"{name} {_folded(value)}\n" for name, value in facts).encode()).digest()

    @property
    def code(self) -> str:
        """Return the check code of the facts."""
        return make_check_code(self.digest)


@dataclass(frozen=True)
class SignedCertificate:
    """A certificate with the check code that stands on it, and the signature of the officer who printed it."""

    facts: Certified
    code: str
    officer: bytes
    at: str
    signature: bytes

    @property
    def statement(self) -> Statement:
        """Return what the signature must be over."""
        return Statement(CERTIFICATE, self.facts.digest, self.officer, self.at)

    @property
    def text(self) -> str:
        """Return what the QR code carries."""
        facts = self.facts
        values = (facts.number, facts.name, facts.training, facts.on, self.code)
        words = [" ".join(one.split()) for one in values]
        lines = zip(_NAMES, [*words, _base64(self.officer), self.at, _base64(self.signature)], strict=True)
        return "\n".join([HEAD, *(f"{name} {value}" for name, value in lines)]) + "\n"


def is_certificate(text: str) -> bool:
    """Tell whether a text says of itself that it is the QR code of a certificate."""
    return text.lstrip().startswith(HEAD)


def read_certificate(text: str) -> SignedCertificate:
    """Return the certificate that a QR code carries; whether it is true is for the caller to find out.

    Raises Distrust `bad-certificate` for a text that is none, or of which a part is missing.
    """
    lines = [line.strip() for line in text[:MOST_CHARACTERS].strip().splitlines()]
    parts = dict(line.split(" ", 1) for line in lines[1:] if " " in line)
    is_whole = is_certificate(text) and len(lines) == len(_NAMES) + 1 and tuple(parts) == _NAMES
    officer = _octets(parts["officer"], ID_BYTES) if is_whole else None
    signature = _octets(parts["signature"], SIGNATURE_BYTES) if is_whole else None
    if officer is None or signature is None:
        raise Distrust(
            "bad-certificate", _("This is not a whole certificate: a part of its QR code is missing or changed.")
        )
    facts = Certified(parts["number"], parts["name"], parts["training"], parts["on"])
    return SignedCertificate(facts, parts["code"], officer, parts["at"], signature)


def _folded(value: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())


def _base64(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def _octets(text: str, length: int) -> bytes | None:
    """Return the bytes that a text spells, None where it is not the one spelling of so many bytes."""
    try:
        octets = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    return octets if len(octets) == length and _base64(octets) == text else None

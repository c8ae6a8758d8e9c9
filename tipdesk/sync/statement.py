r"""The exact bytes that an officer signs, made so that anybody can make them again with nothing but this paragraph.

A statement is UTF-8 text, one line for each fact that is given, in this order, each line a name, one space, the value,
one line feed (\n), the last line too:

    case      id of the case, 32 hexadecimal digits, small letters
    device    id of the PC that a grant is for, the same
    subject   id of a record, the same
    sha256    SHA-256 of what is signed (a file, exact bytes), 64 hexadecimal digits; of a PC's two public keys
              (signing key, recipient) for a grant; of the MessagePack array of a CaseKey row's version, key, kind,
              officer, recipient, sealed, named and level for a case key; of its four facts for a certificate
              (`sync.certificate`); of the answer for an approval, as `content_of` in `services/gates/asked.py` has it;
              of a decision on a person or an assessment of an age, as `services/determination/signing.py` has it
    officer   id of the officer who signs, 32 hexadecimal digits
    at        date and time with offset, to the minute: 2026-11-24T15:02-04:00

What the officer's Ed25519 key (RFC 8032) signs is DSSE's pre-authentication encoding of that text, in ASCII:

    "DSSEv1" SP length-of-type SP type SP length-of-text SP text       type = "tipdesk " use " v1", lengths in decimal

`use` says what is signed for: export, print, grant, case_key, certificate, approval, determination or
age_assessment, later also statement and custody. A signature for one use never serves another. Whose key it is, and
whether that officer might sign, is for the caller to find out.
"""

from dataclasses import dataclass

from tipdesk.sync.envelope import dsse

EXPORT, PRINT, GRANT, CASE_KEY_GRANT, CERTIFICATE = "export", "print", "grant", "case_key", "certificate"


@dataclass(frozen=True)
class Statement:
    """What an officer signs: ids of sixteen bytes, `sha256` of 32, and `at` as it stands in the text."""

    use: str
    sha256: bytes
    officer: bytes
    at: str
    case: bytes | None = None
    device: bytes | None = None
    subject: bytes | None = None

    @property
    def text(self) -> str:
        """Return the statement's lines, as the module describes them."""
        facts = (
            ("case", self.case.hex() if self.case else ""),
            ("device", self.device.hex() if self.device else ""),
            ("subject", self.subject.hex() if self.subject else ""),
            ("sha256", self.sha256.hex()),
            ("officer", self.officer.hex()),
            ("at", self.at),
        )
        return "".join(f"{name} {value}\n" for name, value in facts if value)

    @property
    def message(self) -> bytes:
        """Return the exact bytes that the officer's key signs."""
        return dsse(f"tipdesk {self.use} v1", self.text.encode())

"""A printed file that carries the signature of its officer within: for papers that belong to no case.

After the last byte of the file stand comment lines, which readers of PDF pass over: the use, the lines of the statement
(`sync.statement`), the public key and the signature. What is signed are all bytes before them. So whoever has the file
and knows the directory can check it, wherever it was carried.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk
from tipdesk.services.keys.officers.officer_past import ALTERED, judge_key, read_officers_past
from tipdesk.sync.statement import PRINT, Statement

_LINES = re.compile(
    rb"\n%tipdesk (?P<use>[a-z_]{1,40}) v1\n%sha256 (?P<sha256>[0-9a-f]{64})\n%officer (?P<officer>[0-9a-f]{32})\n"
    rb"%at (?P<at>[0-9T:+-]{16,32})\n%key (?P<key>[0-9a-f]{64})\n%signature (?P<signature>[0-9a-f]{128})\n\Z"
)
_LONGEST = 600
"""More bytes than the lines ever have, so that only the end of a file is looked at."""


@dataclass(frozen=True)
class SignedWithin:
    """The signature that a file carries, and the verdict on it, as in `verify_signature`."""

    verdict: str
    use: str
    officer: bytes
    at: datetime | None


def sign_file(desk: Desk, content: bytes) -> bytes:
    """Return a printed file with the officer's signature at its end."""
    ring, digest = desk.officer_keys, hashlib.sha256(content).digest()
    statement = Statement(PRINT, digest, desk.actor.officer, moment_now(desk).isoformat(timespec="minutes"))
    lines = [f"tipdesk {PRINT} v1", *statement.text.splitlines(), f"key {ring.sign_key.hex()}"]
    lines.append(f"signature {ring.sign(statement.message).hex()}")
    return content + b"\n" + "".join(f"%{line}\n" for line in lines).encode()


def find_signature_within(desk: Desk, content: bytes) -> SignedWithin | None:
    """Return the signature that a file carries with the verdict on it; None where it carries none."""
    found = _LINES.search(content, max(0, len(content) - _LONGEST))
    if found is None:
        return None
    part = {name: value.decode() for name, value in found.groupdict().items()}
    officer, key, digest = (bytes.fromhex(part[name]) for name in ("officer", "key", "sha256"))
    try:
        at = datetime.fromisoformat(part["at"])
    except ValueError:
        at = None
    statement = Statement(part["use"], digest, officer, part["at"])
    is_whole = hashlib.sha256(content[: found.start()]).digest() == digest
    is_signed = desk.officer_keys.verify(key, statement.message, bytes.fromhex(part["signature"]))
    if at is None or at.tzinfo is None or not is_whole or not is_signed:
        return SignedWithin(ALTERED, part["use"], officer, None)
    with desk.read() as reader:
        past = read_officers_past(reader).get(officer)
    return SignedWithin(judge_key(past, key, at), part["use"], officer, at)

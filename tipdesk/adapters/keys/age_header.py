"""The text half of an age container (C2SP age specification, "Header"): strict reading, and the four refusals.

Only the one canonical spelling is read: VCHAR arguments parted by single spaces, and unpadded canonical base64 in lines
of 64 columns with a short last one. No key is used here; `age` opens the stanzas and verifies the MAC.
"""

import base64
import binascii
from dataclasses import dataclass
from typing import Final

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _

VERSION_LINE: Final = b"age-encryption.org/v1"
MAC_BYTES: Final = 32
HEADER_LIMIT: Final = 1 << 20
"""How many bytes of header are read at most: some 600 post-quantum stanzas, each of which costs a decapsulation."""

_COLUMNS: Final = 64
_MAC_MARK: Final = b"---"
_FIRST_VCHAR: Final = 0x21
_LAST_VCHAR: Final = 0x7E


class AgeHeaderError(Distrust):
    """Distrust `age-header`: the header is not one that the age specification allows, or a share in it is forged."""

    def __init__(self) -> None:
        super().__init__("age-header", _("The sealed file's header is damaged or was altered."))


class AgeHmacError(Distrust):
    """Distrust `age-hmac`: the header opens to a key, but its MAC does not verify, so it was altered after sealing."""

    def __init__(self) -> None:
        super().__init__("age-hmac", _("The sealed file's header was altered."))


class AgeNoMatchError(Distrust):
    """Distrust `age-no-match`: no stanza opens with the identities given.

    The container was sealed to somebody else, or its stanza was altered.
    """

    def __init__(self) -> None:
        super().__init__("age-no-match", _("The sealed file was not sealed to this key."))


class AgePayloadError(Distrust):
    """Distrust `age-payload`: a chunk of the payload is missing, out of place or altered."""

    def __init__(self) -> None:
        super().__init__("age-payload", _("The sealed file's content is damaged or was altered."))


@dataclass(frozen=True)
class Stanza:
    """What a header holds for one recipient: arguments, of which the first names the kind, and the wrapped file key."""

    arguments: tuple[str, ...]
    body: bytes

    def encoded(self) -> bytes:
        """Return the stanza's lines; the last is always shorter than a full line, even if it is then empty."""
        text = encode_base64(self.body)
        lines = [" ".join(("->", *self.arguments)).encode()]
        lines += [text[start : start + _COLUMNS] for start in range(0, len(text) + 1, _COLUMNS)]
        return b"".join(line + b"\n" for line in lines)


@dataclass(frozen=True)
class Header:
    """A header as it was read: its stanzas, the bytes that the MAC covers, the MAC, and where the payload begins."""

    stanzas: tuple[Stanza, ...]
    covered: bytes
    mac: bytes
    length: int


def encode_base64(raw: bytes) -> bytes:
    """Return standard base64 (RFC 4648, section 4) without padding."""
    return base64.b64encode(raw).rstrip(b"=")


def decode_base64(text: bytes) -> bytes:
    """Return the bytes behind canonical unpadded base64; raises AgeHeaderError for any other spelling."""
    try:
        # Skips what is no base64 or one sign of padding too many: writing it again shows that.
        raw = base64.b64decode(text + b"==")
    except binascii.Error as error:
        raise AgeHeaderError from error
    if encode_base64(raw) != text:
        raise AgeHeaderError
    return raw


def mac_input(stanzas: tuple[Stanza, ...]) -> bytes:
    """Return the bytes that the header's MAC covers: from the version line to the three hyphens."""
    return VERSION_LINE + b"\n" + b"".join(stanza.encoded() for stanza in stanzas) + _MAC_MARK


def mac_line(mac: bytes) -> bytes:
    """Return what follows the covered bytes: a space, the MAC, and the end of the line."""
    return b" " + encode_base64(mac) + b"\n"


class _Lines:
    """Reads a header line by line, and remembers how far it has come."""

    def __init__(self, container: bytes) -> None:
        self._container = container
        self.place = 0

    def next(self) -> bytes:
        end = self._container.find(b"\n", self.place, HEADER_LIMIT)
        if end < 0:
            raise AgeHeaderError
        line = self._container[self.place : end]
        self.place = end + 1
        return line


def parse_header(container: bytes) -> Header:
    """Return the header of a container; raises AgeHeaderError for anything but the canonical form."""
    lines = _Lines(container)
    if lines.next() != VERSION_LINE:
        raise AgeHeaderError
    stanzas: list[Stanza] = []
    while True:
        start = lines.place
        line = lines.next()
        if line.startswith(b"-> "):
            stanzas.append(Stanza(_arguments(line[3:]), _body(lines)))
            continue
        if not stanzas or not line.startswith(_MAC_MARK + b" "):
            raise AgeHeaderError
        mac = decode_base64(line[len(_MAC_MARK) + 1 :])
        if len(mac) != MAC_BYTES:
            raise AgeHeaderError
        return Header(tuple(stanzas), container[: start + len(_MAC_MARK)], mac, lines.place)


def _arguments(text: bytes) -> tuple[str, ...]:
    arguments = text.split(b" ")
    for argument in arguments:
        if not argument or any(not _FIRST_VCHAR <= letter <= _LAST_VCHAR for letter in argument):
            raise AgeHeaderError
    return tuple(argument.decode("ascii") for argument in arguments)


def _body(lines: _Lines) -> bytes:
    body = b""
    while True:
        line = lines.next()
        if len(line) > _COLUMNS:
            raise AgeHeaderError
        body += decode_base64(line)
        if len(line) < _COLUMNS:
            return body

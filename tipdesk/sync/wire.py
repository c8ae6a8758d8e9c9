"""The https carrier, declared once for both ends: paths, header names, sizes, pauses and the two small answers.

Upload follows tus 1.0 (creation, creation-with-upload, HEAD, PATCH). Its creation carries the opening bytes, in which
the signed outer header stands, and the upload key: only who holds the whole bundle can tell it, and its hash and the
bundle's length are what was signed. The slot in which it lies is named by that key, so that who knows the opening alone
can neither find it nor begin one. The PATCH that completes it is answered 200 with the signed receipt where tus has
204. Download is a signed fetch document that is answered with a listing of
blobs, each then got with `Range` and `ETag`. The waiting and the sockets are left to the two ends.
"""

import hashlib
import re
from typing import Final

import msgspec

from tipdesk.domain.errors import Distrust, TipdeskError, Trouble, UserError
from tipdesk.domain.texts import _
from tipdesk.sync.codec import DECODE_FAULTS
from tipdesk.sync.limits import LIMITS

SERVER_NAME: Final = "headquarters.tipdesk"
"""The one name in every headquarters' certificate, whatever address it is reached under."""

UPLOADS: Final = "/v1/uploads"
FETCH: Final = "/v1/fetch"
BLOBS: Final = "/v1/blobs"

TUS_HEADER: Final = "Tus-Resumable"
TUS_VERSION: Final = "1.0.0"
OFFSET_HEADER: Final = "Upload-Offset"
LENGTH_HEADER: Final = "Upload-Length"
KEY_HEADER: Final = "Tipdesk-Upload"
"""The upload key, in hexadecimal."""
ANEW_HEADER: Final = "Tipdesk-Anew"
"""32 hexadecimal digits of dice where the upload is to begin in a slot that nobody else can have written to."""
CHUNK_TYPE: Final = "application/offset+octet-stream"
BYTES_TYPE: Final = "application/octet-stream"
JSON_TYPE: Final = "application/json"

CREATED: Final = 201
GARBLED: Final = 460
"""Tus' status for bytes that are not those of the checksum."""

OPENING_BYTES: Final = 512
"""So many first bytes create an upload; the signed outer header stands in them (it has some 150)."""
PIECE: Final = 4 * 1024
"""Bytes written to the socket at a time: three seconds on the slowest link, so that a cancel is heard."""
FIRST_CHUNK: Final = 64 * 1024
LEAST_CHUNK: Final = 16 * 1024
MOST_CHUNK: Final = 1024 * 1024
CHUNK_SECONDS: Final = 10.0
"""What a chunk should take: long enough to fill the link, short enough that its answer is soon due."""

CONNECT_SECONDS: Final = 60.0
SILENCE_SECONDS: Final = 60.0
"""A link on which nothing moves so long is taken for dead, at both ends."""
ANSWER_SECONDS: Final = 180.0
"""How long headquarters may take to judge and store a whole bundle."""

TRIES_UNHEARD: Final = 2
"""Tries before the first answer of headquarters: a post without a link should learn it soon."""
TRIES_WITHOUT_PROGRESS: Final = 8
LONGEST_PAUSE: Final = 60.0

MOST_BLOBS: Final = 256
ANSWER_BYTES: Final = 64 * 1024
"""Bytes read at most of a listing, a receipt or a refusal."""
_SLOT: Final = b"tipdesk slot v1 "
_ID: Final = re.compile(r"[0-9a-f]{64}")
_ANEW: Final = re.compile(r"(?:[0-9a-f]{32})?")
_CODE: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")
_MESSAGE: Final = 400


class _Listing(msgspec.Struct, forbid_unknown_fields=True):
    blobs: list[tuple[str, int]]


class _Refused(msgspec.Struct):
    family: str
    code: str
    message: str


class _Refusal(msgspec.Struct):
    error: _Refused


def blob_id(content: bytes) -> str:
    """Return the id of a blob: SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def slot_id(key: str, opening: bytes, anew: str = "") -> str:
    """Return the slot of an upload: its device's alone, and told by nobody who has its opening and not its key."""
    return hashlib.sha256(_SLOT + f"{key} {anew} ".encode() + opening).hexdigest()


def is_id(text: str) -> bool:
    """Tell whether the text is a slot, a key or the id of a blob (and so a safe file name)."""
    return _ID.fullmatch(text) is not None


def is_anew(text: str) -> bool:
    """Tell whether the text is one that `ANEW_HEADER` may bear: nothing, or its digits."""
    return _ANEW.fullmatch(text) is not None


def next_delay(attempt: int, noise: float) -> float:
    """Return seconds to wait after failure number `attempt` (from 1): doubling up to a minute, half of it dice.

    `noise` lies in [0, 1): posts that lost the same link at the same moment must not come back at the same moment.
    """
    longest = min(LONGEST_PAUSE, 2.0 ** (min(attempt, 16) - 1))
    return longest * (1 + noise) / 2


def next_chunk(chunk: int, sent: int, seconds: float) -> int:
    """Return the size in bytes of the next chunk after `sent` bytes took `seconds`.

    It aims at ten seconds a chunk and at most doubles at once, since one measure on a bad link means little.
    """
    wanted = sent / seconds * CHUNK_SECONDS if seconds > 0 else MOST_CHUNK
    return max(LEAST_CHUNK, int(min(MOST_CHUNK, 2 * chunk, wanted)))


def encode_listing(blobs: list[tuple[str, int]]) -> bytes:
    """Return the answer to a fetch document: the id and size in bytes of each blob."""
    return msgspec.json.encode(_Listing(blobs))


def decode_listing(answer: bytes) -> list[tuple[str, int]]:
    """Return the ids and sizes of an answer. Distrust `bad-answer` when it is none or asks too much."""
    try:
        blobs = msgspec.json.decode(answer, type=_Listing).blobs
    except DECODE_FAULTS as error:
        raise _bad_answer() from error
    if len(blobs) > MOST_BLOBS or any(not is_id(name) or not 0 < size <= LIMITS.sealed for name, size in blobs):
        raise _bad_answer()
    return blobs


def encode_refusal(error: TipdeskError) -> bytes:
    """Return what headquarters answers where it refuses: family, code and the English sentence."""
    return msgspec.json.encode(_Refusal(_Refused(error.family, error.code, error.text()[:_MESSAGE])))


def decode_refusal(answer: bytes) -> TipdeskError:
    """Return the refusal that headquarters sent, to be raised. Trouble `headquarters-trouble` when it is none."""
    try:
        refused = msgspec.json.decode(answer, type=_Refusal).error
    except DECODE_FAULTS:
        return headquarters_trouble()
    family = {"distrust": Distrust, "user": UserError}.get(refused.family, Trouble)
    if _CODE.fullmatch(refused.code) is None:
        return headquarters_trouble()
    return family(refused.code, _("Headquarters answered: {message}"), message=refused.message[:_MESSAGE])


def headquarters_trouble() -> Trouble:
    """Return the Trouble of a headquarters that answers, but not with what was asked for."""
    return Trouble("headquarters-trouble", _("Headquarters could not answer. It will be tried again."))


def _bad_answer() -> Distrust:
    return Distrust("bad-answer", _("Headquarters sent an answer that cannot be read."))

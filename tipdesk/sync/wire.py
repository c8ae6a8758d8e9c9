"""The https carrier, declared once for both ends: paths, header names, sizes, pauses and the two small answers.

Upload follows tus 1.0 (creation, creation-with-upload, HEAD, PATCH). The request that creates one carries the bundle's
opening bytes, in which the signed outer header stands, and the upload key. Only who holds the whole bundle can tell
that key; its hash and the bundle's length are what was signed. The slot in which an upload lies is named by the key, so
that who knows the opening alone can neither find it nor begin one. The PATCH that completes it is answered 200 with the
signed receipt, where tus has 204.

Download is a signed fetch document that is answered with a listing of blobs, each then got with `Range` and `ETag`. The
waiting and the sockets are left to the two ends.
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
"""The header that carries the upload key, in hexadecimal."""
ANEW_HEADER: Final = "Tipdesk-Anew"
"""The header that carries 32 random hexadecimal digits where an upload is to begin in a slot that nobody else can
have written to."""
CHUNK_TYPE: Final = "application/offset+octet-stream"
BYTES_TYPE: Final = "application/octet-stream"
JSON_TYPE: Final = "application/json"

CREATED: Final = 201
GARBLED: Final = 460
"""The status by which tus answers bytes that are not those of the checksum."""

OPENING_BYTES: Final = 512
"""How many first bytes create an upload; the signed outer header, of some 150 bytes, stands in them."""
PIECE: Final = 2 * 1024
"""How many bytes are written at a time, and so make one TLS record, at both ends: what a cut takes with it at most."""
FIRST_CHUNK: Final = 64 * 1024
LEAST_CHUNK: Final = 32 * 1024
MOST_CHUNK: Final = 1024 * 1024
CHUNK_SECONDS: Final = 30.0
"""How many seconds a chunk should take: long enough that its headers are no burden (a broken one keeps its bytes),
short enough that its answer is soon due."""

CONNECT_SECONDS: Final = 60.0
SILENCE_SECONDS: Final = 60.0
"""A link on which nothing moves for so long is taken for dead, at both ends."""
ANSWER_SECONDS: Final = 180.0
"""How many seconds headquarters may take to judge and store a whole bundle."""

TRIES_UNHEARD: Final = 2
"""How many tries are made before headquarters has answered at all: a post without a link should learn it soon."""
TRIES_WITHOUT_PROGRESS: Final = 8
LONGEST_PAUSE: Final = 60.0

MOST_BLOBS: Final = 256
ANSWER_BYTES: Final = 64 * 1024
"""How many bytes are read at most of a listing, a receipt or a refusal."""
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
    """Return the id of the slot of an upload, which nobody can tell who has its opening and not its key."""
    return hashlib.sha256(_SLOT + f"{key} {anew} ".encode() + opening).hexdigest()


def is_id(text: str) -> bool:
    """Tell whether the text is an id of a slot or a blob, or a key in hexadecimal, and so safe as a file name."""
    return _ID.fullmatch(text) is not None


def is_anew(text: str) -> bool:
    """Tell whether the text may stand in `ANEW_HEADER`: nothing, or its digits."""
    return _ANEW.fullmatch(text) is not None


def next_delay(attempt: int, noise: float) -> float:
    """Return how many seconds to wait after failure number `attempt`, counted from 1.

    The wait doubles up to a minute, and half of it is random. `noise` lies in [0, 1): posts that lost the same link at
    the same moment must not come back at the same moment.
    """
    longest = min(LONGEST_PAUSE, 2.0 ** (min(attempt, 16) - 1))
    return longest * (1 + noise) / 2


def next_chunk(chunk: int, sent: int, seconds: float) -> int:
    """Return the size in bytes of the next chunk after `sent` bytes took `seconds`.

    It aims at `CHUNK_SECONDS` and at most doubles at once, since one measure on a bad link means little.
    """
    wanted = sent / seconds * CHUNK_SECONDS if seconds > 0 else MOST_CHUNK
    return max(LEAST_CHUNK, int(min(MOST_CHUNK, 2 * chunk, wanted)))


def encode_listing(blobs: list[tuple[str, int]]) -> bytes:
    """Return the answer to a fetch document: the id and size in bytes of each blob."""
    return msgspec.json.encode(_Listing(blobs))


def decode_listing(answer: bytes) -> list[tuple[str, int]]:
    """Return the ids and sizes of an answer to a fetch document.

    Raises Distrust `bad-answer` when it is none or asks too much.
    """
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
    """Return the refusal that headquarters sent, for the caller to raise.

    Where the answer is none, that is Trouble `headquarters-trouble`.
    """
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

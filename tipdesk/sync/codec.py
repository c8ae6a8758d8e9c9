"""Entries as bytes: MessagePack by msgspec, exactly the bytes that are hashed, stored and sent.

`head = [seq, at, offset, actor, scope, case | nil, schema]` and `body = [reason | nil, [[record, row, {field: value},
{field: [log index, seq, …]}] …]]`. A log index points into the log table of the entry's own log (index 0 is that log),
which only grows, so bodies never change meaning. The value of field 0 is nil (not deleted) or `[[log index, seq, …],
moved_to | nil]`. A sealed value is MessagePack's extension type 1: the eight bytes that name the key, then the box of
`sync/sealing`. No other value has that type, and a reason may be a sealed value, too. The hashes are defined at the
functions that make them. Nothing is encoded again to be verified.
"""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import msgspec

from tipdesk.domain.changes import Change, Deletion, Dot, Entry, Head, Reason, Written
from tipdesk.domain.errors import Distrust
from tipdesk.domain.schema import DELETED, Scope
from tipdesk.domain.texts import _
from tipdesk.domain.values import Sealed

DECODE_FAULTS = (msgspec.MsgspecError, ValueError, TypeError, RecursionError)
"""What the decoder raises on hostile bytes: no MessagePack, no UTF-8, a map for a key, nesting without end."""
_EARLIEST_MS, _LATEST_MS = -62_135_596_800_000, 253_402_300_799_999
"""The years 1 to 9999, in ms since 1970: a clock may be wrong by years, but outside these no calendar has a date."""
_DAY_MINUTES = 24 * 60
_LARGEST = 2**31 - 1
"""The largest number of a record, a field or a schema. Negative field numbers are those of ghosts in a clock
(`merge`)."""
SEALED_TYPE = 1
"""The MessagePack extension type of a sealed value."""
KEY_NAME_BYTES = 8
RawChange = tuple[int, bytes, dict[int, Any], dict[int, list[int]]]
RawBody = tuple[Reason, list[RawChange]]
_Number = Annotated[int, msgspec.Meta(ge=0, le=_LARGEST)]
_Body = tuple[Any, list[tuple[_Number, bytes, dict[_Number, Any], dict[int, list[int]]]]]


def _as_extension(value: object) -> msgspec.msgpack.Ext:
    if isinstance(value, Sealed):
        return msgspec.msgpack.Ext(SEALED_TYPE, value.key + value.box)
    message = "no wire value"
    raise TypeError(message)


def _from_extension(kind: int, content: memoryview) -> object:
    """Return the sealed value; an extension that is none, or cannot be one, stays as it is and is kept raw."""
    if kind != SEALED_TYPE or len(content) <= KEY_NAME_BYTES:
        return msgspec.msgpack.Ext(kind, bytes(content))
    return Sealed(bytes(content[:KEY_NAME_BYTES]), bytes(content[KEY_NAME_BYTES:]))


_encoder = msgspec.msgpack.Encoder(enc_hook=_as_extension)
_head_decoder = msgspec.msgpack.Decoder(Head)
_body_decoder = msgspec.msgpack.Decoder(_Body, ext_hook=_from_extension)
encode_plain = _encoder.encode
decode_plain = msgspec.msgpack.Decoder(ext_hook=_from_extension).decode


def encode_head(head: Head) -> bytes:
    """Return the bytes of a head, which are hashed, stored and sent."""
    return _encoder.encode((head.seq, head.at, head.offset, head.actor, int(head.scope), head.case, head.schema))


def decode_head(encoded: bytes) -> Head:
    """Return the head; raises Distrust `bad-entry` where the bytes are none, or contradict themselves."""
    try:
        head = _head_decoder.decode(encoded)
    except DECODE_FAULTS as error:
        raise Distrust("bad-entry", _("An entry has a head that cannot be read.")) from error
    seq, at, offset, _actor, scope, case, schema = head
    if (
        not 1 <= seq < 2**63
        or not _EARLIEST_MS <= at <= _LATEST_MS
        or not -_DAY_MINUTES < offset < _DAY_MINUTES
        or not 0 <= schema <= _LARGEST
        or (scope is Scope.CASE) != (case is not None)
    ):
        raise Distrust("bad-entry", _("An entry has a head that contradicts itself."))
    return head


def encode_body(changes: Sequence[Change], reason: Reason, index_of: Callable[[bytes], int]) -> bytes:
    """Return the bytes of a body.

    `index_of` returns a log's index in the table of the entry's log, and adds the log there when it is new.
    """
    raw = [
        (
            change.record,
            change.row,
            {number: _raw_value(number, value, index_of) for number, value in change.fields.items()},
            {number: _flat(dots, index_of) for number, dots in change.replaces.items() if dots},
        )
        for change in changes
    ]
    return _encoder.encode((reason, raw))


def decode_raw_body(encoded: bytes) -> RawBody:
    """Return the body with its log indexes as they stand.

    Raises Distrust `bad-entry` where the bytes are none, name a record or a field that cannot be, or write a field of a
    row twice.
    """
    try:
        body: RawBody = _body_decoder.decode(encoded)
    except DECODE_FAULTS as error:
        raise Distrust("bad-entry", _("An entry has a body that cannot be read.")) from error
    reason, changes = body
    if reason is not None and not isinstance(reason, str | Sealed):
        raise Distrust("bad-entry", _("An entry has a body that cannot be read."))
    if len(changes) > 1 and _writes_twice(changes):
        raise Distrust("bad-entry", _("An entry writes a field of a row twice."))
    return body


def _writes_twice(changes: Sequence[RawChange]) -> bool:
    if len({(record, row) for record, row, _fields, _replaces in changes}) == len(changes):
        return False
    seen = {(record, row, number) for record, row, fields, _replaces in changes for number in fields}
    return len(seen) != sum(len(fields) for _record, _row, fields, _replaces in changes)


def decode_entry(log: bytes, head: Head, body: bytes, table: Sequence[bytes]) -> Entry:
    """Return the entry, with its dots resolved through the table of its log.

    Raises Distrust `bad-entry` for a body that cannot be read, or an index outside the table.
    """
    reason, raw = decode_raw_body(body)
    try:
        changes = tuple(
            Change(
                record,
                row,
                {number: _value(number, value, table) for number, value in fields.items()},
                {number: tuple(_dots(flat, table)) for number, flat in replaces.items()},
            )
            for record, row, fields, replaces in raw
        )
    except (IndexError, TypeError, ValueError) as error:
        raise Distrust("bad-entry", _("An entry names a log that is not in its table.")) from error
    return Entry(log, head, changes, reason)


def _raw_value(number: int, value: Written, index_of: Callable[[bytes], int]) -> object:
    if number == DELETED and isinstance(value, Deletion):
        return [_flat(sorted(value.seen), index_of), value.moved_to]
    return value


def _value(number: int, value: Any, table: Sequence[bytes]) -> Written:  # noqa: ANN401 - any MessagePack value may stand here
    if number == DELETED and value is not None:
        flat, moved_to = value
        return Deletion(frozenset(_dots(flat, table)), moved_to)
    return value  # type: ignore[no-any-return] # wire values are not interpreted here


def _flat(dots: Sequence[Dot], index_of: Callable[[bytes], int]) -> list[int]:
    return [part for dot in dots for part in (index_of(dot.log), dot.seq)]


def _dots(flat: list[int], table: Sequence[bytes]) -> list[Dot]:
    if any(part < 0 for part in flat):
        message = "dots count from nought"
        raise ValueError(message)
    return [Dot(table[flat[place]], flat[place + 1]) for place in range(0, len(flat), 2)]


def first_hash(device: bytes, log: bytes) -> bytes:
    """Return h₀ of a log: SHA-256("tipdesk log v1" ‖ device ‖ log)."""
    return hashlib.sha256(b"tipdesk log v1" + device + log).digest()


def entry_salt(scope_salt: bytes, log: bytes, seq: int) -> bytes:
    """Return salt_i = HMAC-SHA-256(scope salt, log ‖ seq as eight bytes)."""
    return hmac.digest(scope_salt, log + seq.to_bytes(8, "big"), "sha256")


def body_hash(scope_salt: bytes, log: bytes, seq: int, body: bytes) -> bytes:
    """Return b_i = SHA-256(salt_i ‖ body_i): it cannot be guessed back once the salt is destroyed."""
    return hashlib.sha256(entry_salt(scope_salt, log, seq) + body).digest()


def next_hash(before: bytes, head: bytes, hashed_body: bytes) -> bytes:
    """Return h_i = SHA-256(h_{i-1} ‖ SHA-256(head_i) ‖ b_i)."""
    return hashlib.sha256(before + hashlib.sha256(head).digest() + hashed_body).digest()


def first_down_hash(device: bytes) -> bytes:
    """Return d₀ of a device's down-log: SHA-256("tipdesk down v1" ‖ device)."""
    return hashlib.sha256(b"tipdesk down v1" + device).digest()


def first_handed_hash(device: bytes, case: bytes) -> bytes:
    """Return d₀ of what a device hands to another post: SHA-256("tipdesk handed v1" ‖ device ‖ case)."""
    return hashlib.sha256(b"tipdesk handed v1" + device + case).digest()


def item_digest(kind: str, origin: bytes, seq: int, head: bytes) -> bytes:
    """Return SHA-256([kind, origin, seq, head]): all that the chain of a down-log needs of an item besides its b_i."""
    return hashlib.sha256(_encoder.encode((kind, origin, seq, head))).digest()


def next_item_hash(before: bytes, digest: bytes, hashed_body: bytes) -> bytes:
    """Return d_i = SHA-256(d_{i-1} ‖ item digest ‖ b_i)."""
    return hashlib.sha256(before + digest + hashed_body).digest()


def next_down_hash(before: bytes, kind: str, origin: bytes, seq: int, head: bytes, hashed_body: bytes) -> bytes:
    """Return d_i = SHA-256(d_{i-1} ‖ SHA-256([kind, origin, seq, head]) ‖ b_i)."""
    return next_item_hash(before, item_digest(kind, origin, seq, head), hashed_body)

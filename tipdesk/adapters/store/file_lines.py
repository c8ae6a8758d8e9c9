"""Which live rows name which files: read from few columns, since a row may hold a small picture of the file besides."""

from typing import Final

import msgspec

from tipdesk.adapters.store.columns import from_column
from tipdesk.adapters.store.link import Link
from tipdesk.domain.records import BY_NAME
from tipdesk.services.ledger import FileLine

_ATTACHMENT: Final = BY_NAME["Attachment"]
_CONTENT, _SIZE, _HASH_ONLY = (_ATTACHMENT.by_name[name] for name in ("content_id", "size", "hash_only"))
_FILES: Final = (
    "SELECT case_id, row_id, content_id, size, hash_only, clock FROM attachment "
    "WHERE hidden = 0 AND content_id IS NOT NULL ORDER BY row_id"
)
_OF_CASE: Final = _FILES.replace("ORDER BY", "AND case_id = ? ORDER BY")
_clock_of = msgspec.msgpack.Decoder(dict[int, list[int]]).decode


def find_file_lines(link: Link, case: bytes | None) -> list[FileLine]:
    """Return the live rows of a case, or of all cases, that name a file, in the order in which they were made."""
    values: tuple[bytes, ...] = () if case is None else (case,)
    logs: dict[int, bytes] = dict(link.rows("SELECT no, log FROM logs"))
    found = []
    for of_case, row, content, size, hash_only, clock in link.each(_FILES if case is None else _OF_CASE, values):
        log, seq, *_others = _clock_of(clock)[_CONTENT.number]
        plain = from_column(_SIZE, size)
        if isinstance(plain, int):
            is_hash_only = from_column(_HASH_ONLY, hash_only) is True
            found.append(FileLine(of_case, row, content, plain, is_hash_only, logs.get(log, b""), seq))
    return found

"""Whose case a case is when the PC that began it has moved to another post since: it stays with the former post.

A case belongs to the post at which its first PC was when its first entry came in. Only the directory tells this. The
row of a PC that never moved has its post from the entry that first named its key. For another, the directory's history,
in the order in which entries came to this store, says where it was then.
"""

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.desk import Reader

_DEVICE = BY_NAME["Device"]
_POST, _SIGN_KEY = _DEVICE.by_name["post"].number, _DEVICE.by_name["sign_key"].number


def has_moved(device: Row) -> bool:
    """Tell whether the post in a PC's row was written after its key, which is written once."""
    return device.dots.get(_POST) != device.dots.get(_SIGN_KEY)


def post_when_begun(reader: Reader, case: bytes, device: bytes) -> bytes | None:
    """Return the post at which a PC was when its first entry of a case came.

    Where it was at none before that, its first post is returned.
    """
    before = _posts(reader, device, case)
    posts = before[-1:] or _posts(reader, device)
    return posts[0] if posts else None


def _posts(reader: Reader, device: bytes, before_case: bytes | None = None) -> list[bytes]:
    writes = reader.find_directory_writes(_DEVICE, row=device, before_case=before_case)
    return [post for write in writes if isinstance(post := write.fields.get(_POST), bytes)]

"""The PCs that the directory has, as a post sees them: whose they are, by which keys they are known, and till when."""

from collections.abc import Iterator
from dataclasses import dataclass

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.desk import Reader
from tipdesk.sync.scope import Enrolled, read_revocation

_DEVICE = BY_NAME["Device"]


@dataclass(frozen=True)
class KnownDevice:
    """One enrolled PC: its signing key, and what is sealed to it."""

    enrolled: Enrolled
    sign_key: bytes
    recipient: str

    @property
    def post(self) -> bytes:
        """Return the post at which it is."""
        return self.enrolled.post


def find_device(reader: Reader, device: bytes) -> KnownDevice | None:
    """Return a PC by its id, None where the directory held here has it at no post."""
    row = reader.get_row(_DEVICE, device)
    return _known(row) if row is not None else None


def find_devices_of(reader: Reader, post: bytes) -> list[KnownDevice]:
    """Return the PCs of a post that were not revoked."""
    return [one for one in find_devices(reader) if one.post == post and not one.enrolled.is_revoked]


def find_devices(reader: Reader) -> Iterator[KnownDevice]:
    """Yield every PC that the directory has at some post, revoked ones too."""
    for row in reader.find_rows(_DEVICE):
        known = _known(row)
        if known is not None:
            yield known


def _known(row: Row) -> KnownDevice | None:
    post, key, recipient, revoked = (row[name] for name in ("post", "sign_key", "recipient", "revoked_from"))
    if not isinstance(post, bytes) or not isinstance(key, bytes):
        return None
    until = read_revocation(map(str, revoked)) if isinstance(revoked, frozenset) else None
    return KnownDevice(Enrolled(row.id, post, until), key, recipient if isinstance(recipient, str) else "")

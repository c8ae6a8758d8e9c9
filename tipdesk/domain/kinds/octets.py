"""The kinds whose answers are bytes and name no row: keys, ids of logs, digests.

People meet them as hexadecimal digits.

Any bytes that a log holds are kept as they are. Only a person who types a digest is told when the number of digits is
wrong.
"""

from dataclasses import dataclass
from typing import ClassVar

from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds.asked import Storage, Translate
from tipdesk.domain.kinds.field import Field, LabelOf
from tipdesk.domain.texts import _, counted
from tipdesk.domain.values import Value

_GROUP = 4
_DIGEST_BYTES = 32
_DIGITS = counted(
    "This must be 64 hexadecimal digits; {count} was typed.", "This must be 64 hexadecimal digits; {count} were typed."
)


@dataclass(frozen=True)
class Octets(Field):
    """A public key, or the id of something that is no record: bytes, written as hexadecimal digits in documents."""

    storage: ClassVar[Storage] = Storage.OCTETS
    is_typed_in: ClassVar[bool] = False
    fits_line: ClassVar[bool] = False

    def read_value(self, given: object) -> Value:
        """Return the bytes from hexadecimal digits. Raises UserError `bad-octets` for anything else."""
        if isinstance(given, bytes):
            return given
        try:
            return bytes.fromhex(str(given))
        except ValueError:
            raise UserError("bad-octets", _("This must be hexadecimal digits.")) from None

    def to_json(self, value: Value) -> object:
        """Return the bytes as hexadecimal digits."""
        return value.hex() if isinstance(value, bytes) else super().to_json(value)

    def shown_one(self, value: Value, _label_of: LabelOf, _translate: Translate) -> str:
        """Return the first sixteen digits."""
        return value.hex()[:16] if isinstance(value, bytes) else str(value)


@dataclass(frozen=True)
class Kept(Octets):
    """Bytes that the program alone works with, such as the key of a sealed file or a small picture of it.

    A log holds them as any other answer. No screen, history, document, paper or export tells them.
    """

    is_told: ClassVar[bool] = False


@dataclass(frozen=True)
class Digest(Octets):
    """A SHA-256 digest. It is kept like `Octets`, but people read and type all of its 64 digits."""

    is_typed_in: ClassVar[bool] = True
    is_wide: ClassVar[bool] = True
    width: ClassVar[float] = 6.0

    def read_value(self, given: object) -> Value:
        """Return the digest from 64 hexadecimal digits, in groups or not, in letters of either size.

        Raises UserError `bad-digest` where a person typed another number of digits.
        """
        value = super().read_value(given)
        if not isinstance(given, bytes) and isinstance(value, bytes) and len(value) != _DIGEST_BYTES:
            raise UserError(
                "bad-digest",
                _DIGITS.of(2 * len(value)),
                count=2 * len(value),
            )
        return value

    def shown_one(self, value: Value, _label_of: LabelOf, _translate: Translate) -> str:
        """Return all digits, in groups of four so that they can be read aloud."""
        return digest_shown(value) if isinstance(value, bytes) else str(value)


def digest_shown(digest: bytes) -> str:
    """Return the digits of a digest in groups of four, such as "3a7b d3e2 …"."""
    return digest.hex(" ", -_GROUP // 2)  # counted from the front

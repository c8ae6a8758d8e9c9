"""The kinds whose answers are bytes and name no row: keys, signatures, ids of logs. People meet them as digits."""

from collections.abc import Callable
from dataclasses import dataclass

from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds.field import Field, Value
from tipdesk.domain.texts import _


@dataclass(frozen=True)
class Octets(Field):
    """A public key, or the id of something that is no record: bytes, as hexadecimal digits in documents."""

    def read_value(self, given: object) -> Value:
        """Read hexadecimal digits."""
        if isinstance(given, bytes):
            return given
        try:
            return bytes.fromhex(str(given))
        except ValueError:
            raise UserError("bad-octets", _("This must be hexadecimal digits.")) from None

    def to_json(self, value: Value) -> object:
        """Return hexadecimal digits."""
        return value.hex() if isinstance(value, bytes) else super().to_json(value)

    def shown_one(self, value: Value, _label_of: Callable[[str, str], str]) -> str:
        """Return the first digits."""
        return value.hex()[:16] if isinstance(value, bytes) else str(value)

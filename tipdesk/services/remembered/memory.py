"""One thing that a home remembers: its name in the store, how its value becomes bytes, what it means, who writes it.

`Remembered` is one value. `RememberedEach` is one for each device, officer, case or whatever its name ends in. The
bytes of most are MessagePack (`plain`), as the sync codec writes it; that codec is only imported when a value is read
or written, so that a window may declare what it will ask for before the store is open.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

T = TypeVar("T")
K = TypeVar("K")


class Kept(Protocol):
    """What any reader of the store can do: read one state of what is kept."""

    def get_setting(self, key: str) -> bytes | None:
        """Return the bytes under a key, None where nothing is kept."""


class Keeper(Protocol):
    """What any unit of work can do: write what is kept."""

    def put_setting(self, key: str, value: bytes | None) -> None:
        """Keep bytes under a key; None deletes what is kept there."""

    def find_settings(self, beginning: str) -> list[str]:
        """Return the keys that begin so and under which something is kept."""


@dataclass(frozen=True)
class Codec(Generic[T]):
    """How a value becomes bytes and comes back. Where `encode` returns None, nothing is kept."""

    encode: Callable[[T], bytes | None]
    decode: Callable[[bytes], T]


@dataclass(frozen=True, kw_only=True)
class Remembered(Generic[T]):
    """One value that a home remembers.

    `name` is its key in the store, and `nothing` the value while nothing is kept. `meaning` says what it is, and
    `written_by` the last names of the modules that keep or forget it.
    """

    name: str
    codec: Codec[T]
    nothing: T
    meaning: str
    written_by: tuple[str, ...]

    def get(self, reader: Kept) -> T:
        """Return the value, or what it is while nothing is kept."""
        content = self.content(reader)
        return self.nothing if content is None else self.codec.decode(content)

    def content(self, reader: Kept) -> bytes | None:
        """Return the bytes as they are kept, for code that proves or copies them; None while nothing is kept."""
        return reader.get_setting(self.name)

    def keep(self, work: Keeper, value: T) -> None:
        """Keep a value in place of the one before, in this unit of work."""
        work.put_setting(self.name, self.codec.encode(value))

    def forget(self, work: Keeper) -> None:
        """Delete the value; nothing happens where none is kept."""
        work.put_setting(self.name, None)


@dataclass(frozen=True, kw_only=True)
class RememberedEach(Generic[K, T]):
    """One value for each of something, such as a device or an officer.

    `name` is how the keys of all of them begin, and `end` gives how the key of one goes on.
    """

    name: str
    end: Callable[[K], str]
    codec: Codec[T]
    nothing: T
    meaning: str
    written_by: tuple[str, ...] = field(default=())

    def of(self, one: K) -> Remembered[T]:
        """Return the value that is remembered of one of them."""
        return Remembered(
            name=self.name + self.end(one),
            codec=self.codec,
            nothing=self.nothing,
            meaning=self.meaning,
            written_by=self.written_by,
        )

    def find_ends(self, work: Keeper) -> list[str]:
        """Return how the keys end under which something is kept, as `end` gives them."""
        return [key.removeprefix(self.name) for key in work.find_settings(self.name)]


def maybe(codec: Codec[T]) -> Codec[T | None]:
    """Return the codec for a value that may also be None, which keeps nothing."""
    return Codec(lambda value: None if value is None else codec.encode(value), codec.decode)


def plain(decode: Callable[[Any], T], encode: Callable[[T], object] = lambda value: value) -> Codec[T]:
    """Return a codec that keeps a value as MessagePack.

    `encode` gives the numbers, texts, bytes and lists that stand for the value, and `decode` makes the value of them.
    """

    def write(value: T) -> bytes:
        from tipdesk.sync.codec import encode_plain

        return encode_plain(encode(value))

    def read(content: bytes) -> T:
        from tipdesk.sync.codec import decode_plain

        return decode(decode_plain(content))

    return Codec(write, read)


def rows(decode: Callable[..., T], encode: Callable[[T], object] = lambda value: value) -> Codec[list[T]]:
    """Return a codec for a list of rows, each kept as its parts.

    `encode` gives the parts of one row, and `decode` takes them as its arguments.
    """
    return plain(lambda found: [decode(*row) for row in found], lambda values: [encode(value) for value in values])


OCTETS: Codec[bytes] = Codec(bytes, bytes)
"""The bytes as they are: a signed document, a key, a hash."""
TEXT: Codec[str] = Codec(str.encode, bytes.decode)
DECIMAL: Codec[int] = Codec(lambda value: str(value).encode(), int)
FLAG: Codec[bool] = Codec(lambda value: b"1" if value else None, lambda _content: True)
"""True as b"1"; False keeps nothing."""
WORDS: Codec[list[str]] = Codec(
    lambda value: json.dumps(value).encode(), lambda content: [str(one) for one in json.loads(content)]
)
"""Texts as a list in JSON."""
DIGESTS: Codec[list[bytes]] = plain(lambda found: [bytes(one) for one in found])
NAMES: Codec[list[str]] = plain(lambda found: [str(one) for one in found])


def hexed(one: bytes) -> str:
    """Return an id in hexadecimal digits, as the end of a key."""
    return one.hex()

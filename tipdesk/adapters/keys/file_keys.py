"""How one file is sealed: an age container to one fresh X25519 identity, whose 32 bytes are the key of the file.

Any age tool opens such a container with the identity; which row holds it is for others to know.
"""

from collections.abc import Callable, Iterator

from tipdesk.adapters.keys.age import Container, Read, open_stream, seal_stream
from tipdesk.adapters.keys.age_recipients import X25519Identity
from tipdesk.adapters.keys.primitives import KEY_BYTES, random_bytes
from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _


class FileKeys:
    """Makes keys of files, and seals and opens with them: the `FileCipher` of `adapters/files`."""

    def new_key(self) -> bytes:
        """Return a fresh key."""
        return random_bytes(KEY_BYTES)

    def seal(self, key: bytes, read: Read, write: Callable[[bytes], object]) -> None:
        """Write the container of what `read` gives, chunk by chunk."""
        seal_stream(read, write, [X25519Identity(key).recipient])

    def open(self, key: bytes, container: Container) -> Iterator[bytes]:
        """Yield the plaintext of a container, once all of it has verified.

        Raises Distrust `file-key` for bytes that are no key, and what `open_stream` raises.
        """
        if len(key) != KEY_BYTES:
            raise Distrust("file-key", _("The key of this file is damaged."))
        return open_stream(container, X25519Identity(key))

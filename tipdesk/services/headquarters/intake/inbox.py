"""What the receiving server asks of headquarters' services: may this come in, take it, what waits for this device.

The server (`hq`) moves bytes and knows no key and no table; whoever implements this knows nothing of sockets. All three
verbs may block; the server runs them off its event loop, those of one device one after another.
"""

from typing import NamedTuple, Protocol


class Admitted(NamedTuple):
    """What a device signed of a bundle: `length` in bytes of the whole file; `upload`: the hash of its upload key.

    `upload` is empty in a bundle of the first release, which cannot go by wire any more.
    """

    device: bytes
    length: int
    upload: bytes


class Fetched(NamedTuple):
    """Who asked, and what waits for it, receipts first."""

    device: bytes
    blobs: list[bytes]


class Inbox(Protocol):
    """Implemented by the headquarters services, over one Desk a call. A refusal is raised and becomes the answer."""

    def admit(self, opening: bytes) -> Admitted:
        """Return what the signed outer header says that stands in the first bytes of a bundle (at most 512).

        Asked before one byte is kept, and again after a restart. Distrust for an unknown or revoked device, a wrong
        signature, or bytes that are no bundle.
        """

    def receive(self, bundle: bytes) -> bytes:
        """Judge and take in a whole bundle; returns the signed receipt, after the commit. Distrust where refused.

        The same bundle may come again, after an answer was lost: a replay is answered with a fresh receipt.
        """

    def fetch(self, document: bytes) -> Fetched:
        """Return receipts and down-bundles that wait for the device of a signed fetch document, receipts first.

        Distrust where the document is not an enrolled device's, or is over. At most 256; what is more comes with the
        next fetch.
        """

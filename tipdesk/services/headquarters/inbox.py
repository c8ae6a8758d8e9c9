"""What the receiving server asks of headquarters' services: may this come in, take it, what waits for this device.

The server (`hq`) moves bytes and knows no key and no table; whoever implements this knows nothing of sockets. All three
verbs may block; the server runs them off its event loop, those of one device one after another.
"""

from typing import Protocol


class Inbox(Protocol):
    """Implemented by the headquarters services, over one Desk a call. A refusal is raised and becomes the answer."""

    def admit(self, opening: bytes) -> bytes:
        """Return the device whose signed outer header stands in the first bytes of a bundle (at most 512).

        Asked before one byte is kept, and again after a restart. Distrust for an unknown or revoked device, a wrong
        signature, or bytes that are no bundle.
        """

    def receive(self, bundle: bytes) -> bytes:
        """Judge and take in a whole bundle; returns the signed receipt, after the commit. Distrust where refused.

        The same bundle may come again, after an answer was lost: a replay is answered with a fresh receipt.
        """

    def fetch(self, document: bytes) -> list[bytes]:
        """Return receipts and down-bundles that wait for the device of a signed fetch document, receipts first.

        Distrust where the document is not an enrolled device's. At most 256; what is more comes with the next fetch.
        """

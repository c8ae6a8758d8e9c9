"""A carrier brings sealed bytes to headquarters and back; a wire and a stick differ here and nowhere else.

It knows no key and believes nothing: what it brings is judged by the services. Nothing half is ever taken for whole at
either end, and what a carrier says is done has been checked at the other end or read back.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final, Protocol

from tipdesk.services.sticks.sifting import Sieve
from tipdesk.services.sticks.worth import Sift, take_all

Step = Callable[[int, int], None]
"""Is told how many bytes of how many are across; may raise, which stops the work with nothing half done."""
Cancelled = Callable[[], bool]
"""Is asked every few kilobytes. True ends the work with UserError `stopped`; what arrived stays for the next try."""


def no_step(_done: int, _total: int) -> None:
    """Do nothing, where nobody watches how far the work is."""


def never() -> bool:
    """Return False, for work that nobody can cancel."""
    return False


ENDLESS: Final = 2**62
"""The room that is left on a wire, in bytes."""


class Carrier(Protocol):
    """One way to headquarters and back, implemented by `adapters/carriers`.

    It raises Trouble where the link or the stick fails, and Distrust where what answers is not headquarters.
    """

    @property
    def answers_later(self) -> bool:
        """Tell whether receipts come with a later visit (a stick), not with the delivery (the wire)."""

    def deliver(self, bundle: bytes, name: str, step: Step = no_step, cancelled: Cancelled = never) -> bytes | None:
        """Bring a bundle to headquarters, or put it whole onto the stick.

        `name` is a neutral random word (letters and digits, 8 to 64) by which `receipted` knows the bundle again.
        Returns the signed receipt where the other end answers at once (https), and None where it will be found later
        (stick). Raises Distrust or Trouble with headquarters' own code where it refuses. The same bundle may be
        delivered again.
        """

    def room_left(self) -> int:
        """Return how many bytes a stick can still take; by wire, more than anybody has."""

    def lies(self, name: str) -> bool:
        """Tell whether a bundle that was delivered under this name lies whole on the stick; False by wire."""

    def collect(
        self, fetch: bytes, step: Step = no_step, cancelled: Cancelled = never, sift: Sift = take_all
    ) -> Iterator[bytes]:
        """Yield the receipts and down-bundles that wait for this device, receipts first; on a stick also other posts'.

        `fetch` is the signed document that says what this device is and how far its down-log came; it goes when the
        first is asked for. One is brought after the other, so that what came is taken in before the link breaks. The
        carrier gives only bytes, and the service decides what each is. On a stick, where anything may lie, `sift` says
        what is worth reading.
        """

    def sieves(self) -> Sequence[Sieve]:
        """Return the sieves that know what the last `collect` held back or did not read; none by wire."""

    def receipted(self, names: Collection[str]) -> None:
        """Remove bundles from the stick whose receipt has been taken in; a name that is not there is no error."""

    def taken(self, collected: Collection[bytes]) -> None:
        """Remove from the stick what `collect` brought, once it is safely in the store or of no more use."""

    def close(self) -> None:
        """Let go of the wire or the stick. Whoever made the carrier closes it (`contextlib.closing`)."""

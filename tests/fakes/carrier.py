"""A carrier without a wire or a stick, held to the same contract as the real ones."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from tipdesk.domain.errors import TipdeskError, UserError
from tipdesk.services.sticks.sifting import Sieve
from tipdesk.services.sticks.worth import Sift, take_all
from tipdesk.services.sync.carrier import ENDLESS, Cancelled, Step, never, no_step


@dataclass
class FakeCarrier:
    """`answer`: what headquarters says at once, as on a wire; without it the fake is a stick.

    `delivered`: what headquarters finds, by name. `waiting`: what `collect` brings, receipts first. `fails`: raised by
    the next call and then forgotten.
    """

    answer: Callable[[bytes], bytes] | None = None
    delivered: dict[str, bytes] = field(default_factory=dict)
    waiting: list[bytes] = field(default_factory=list)
    fetches: list[bytes] = field(default_factory=list)
    fails: TipdeskError | None = None
    is_closed: bool = False

    @property
    def answers_later(self) -> bool:
        return self.answer is None

    def deliver(self, bundle: bytes, name: str, step: Step = no_step, cancelled: Cancelled = never) -> bytes | None:
        self._begin(cancelled)
        step(0, len(bundle))
        answer = None if self.answer is None else self.answer(bundle)
        self.delivered[name] = bundle
        step(len(bundle), len(bundle))
        return answer

    def room_left(self) -> int:
        return ENDLESS

    def lies(self, name: str) -> bool:
        return self.answer is None and name in self.delivered

    def collect(
        self, fetch: bytes, step: Step = no_step, cancelled: Cancelled = never, sift: Sift = take_all
    ) -> Iterator[bytes]:
        self._begin(cancelled)
        self.fetches.append(fetch)
        for done, content in enumerate(list(self.waiting), 1):
            step(done, len(self.waiting))
            yield content

    def sieves(self) -> Sequence[Sieve]:
        return ()

    def receipted(self, names: Collection[str]) -> None:
        if self.answer is None:
            for name in names:
                self.delivered.pop(name, None)

    def taken(self, collected: Collection[bytes]) -> None:
        if self.answer is None:
            self.waiting = [each for each in self.waiting if each not in collected]

    def close(self) -> None:
        self.is_closed = True

    def _begin(self, cancelled: Cancelled) -> None:
        if cancelled():
            raise UserError("stopped", "Stopped.")
        failure, self.fails = self.fails, None
        if failure is not None:
            raise failure

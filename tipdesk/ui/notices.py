"""What changed, told to whoever shows it.

Promises: after each saved change every live subscriber hears once, on the GUI thread, which kinds of records and which
cases changed, so that it can ask again. Leaves to others: asking (models and presenters) and knowing what changed
(services answer it, the write lane passes it on). Bound methods are held weakly: a closed screen just stops hearing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias
from weakref import WeakMethod

from tipdesk.services.results import Changed


def touches(changed: Changed, *kinds: str, case: bytes | None = None) -> bool:
    """Whether a screen that shows `kinds` (of `case`, if given) has to ask again. No case or kind means "any"."""
    same_case = case is None or changed.case is None or case == changed.case
    return same_case and (not kinds or not changed.kinds or not changed.kinds.isdisjoint(kinds))


Listener: TypeAlias = Callable[[Changed], object]


@dataclass
class Notices:
    """The subscribers of one window. Used on the GUI thread alone."""

    _weak: list["WeakMethod[Listener]"] = field(default_factory=list)
    _owned: list[tuple[object, Listener]] = field(default_factory=list)

    def subscribe(self, listener: Listener) -> None:
        """Call the bound method `listener` for as long as its object lives."""
        self._weak.append(WeakMethod(listener))

    def subscribe_for(self, owner: object, listener: Listener) -> None:
        """Call `listener` (a function or closure) until `unsubscribe(owner)`."""
        self._owned.append((owner, listener))

    def unsubscribe(self, owner: object) -> None:
        """Forget everything that `owner` subscribed."""
        self._owned = [pair for pair in self._owned if pair[0] is not owner]
        self._weak = [weak for weak in self._weak if (live := weak()) and getattr(live, "__self__", None) is not owner]

    def announce(self, changed: Changed) -> None:
        """Tell every subscriber that is still alive."""
        self._weak = [weak for weak in self._weak if weak() is not None]
        listeners = [live for weak in self._weak if (live := weak())]
        for listener in listeners + [listener for _owner, listener in self._owned]:
            listener(changed)

    def announce_answer(self, answer: object) -> None:
        """Announce a verb's answer if it is a `Changed` or has one as `changed`. The lanes' `announce` is this."""
        changed = answer if isinstance(answer, Changed) else getattr(answer, "changed", None)
        if isinstance(changed, Changed):
            self.announce(changed)

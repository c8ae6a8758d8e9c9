"""Tells the screens what has changed.

After each saved change every live subscriber is called once, on the GUI thread, with the kinds of records and the cases
that changed, so that it can ask again. What changed is answered by the services, and the lanes pass it on. Bound
methods are held weakly, so that a closed screen just stops hearing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias
from weakref import WeakMethod

from tipdesk.services.results import Changed


def touches(changed: Changed, *kinds: str, case: bytes | None = None) -> bool:
    """Tell whether a screen that shows `kinds` (of `case`, if given) has to ask again.

    A change or a screen that names no case or no kind means any of them.
    """
    same_case = case is None or changed.case is None or case == changed.case
    return same_case and (not kinds or not changed.kinds or not changed.kinds.isdisjoint(kinds))


Listener: TypeAlias = Callable[[Changed], object]


@dataclass
class Notices:
    """The subscribers of one window, used on the GUI thread alone."""

    _weak: list["WeakMethod[Listener]"] = field(default_factory=list)
    _owned: list[tuple[object, Listener]] = field(default_factory=list)

    def subscribe(self, listener: Listener) -> None:
        """Call the bound method `listener` at every change, for as long as its object lives."""
        self._weak.append(WeakMethod(listener))

    def subscribe_for(self, owner: object, listener: Listener) -> None:
        """Call `listener`, a function or closure, at every change until `unsubscribe(owner)`."""
        self._owned.append((owner, listener))

    def unsubscribe(self, owner: object) -> None:
        """Forget everything that `owner` subscribed."""
        self._owned = [pair for pair in self._owned if pair[0] is not owner]
        self._weak = [weak for weak in self._weak if (live := weak()) and getattr(live, "__self__", None) is not owner]

    def announce(self, changed: Changed) -> None:
        """Tell every subscriber that is still alive what has changed."""
        self._weak = [weak for weak in self._weak if weak() is not None]
        listeners = [live for weak in self._weak if (live := weak())]
        for listener in listeners + [listener for _owner, listener in self._owned]:
            listener(changed)

    def announce_answer(self, answer: object) -> None:
        """Announce a verb's answer if it is a `Changed`, or has one as `changed`. The lanes' `announce` is this."""
        changed = answer if isinstance(answer, Changed) else getattr(answer, "changed", None)
        if isinstance(changed, Changed):
            self.announce(changed)

"""What changed, told to whoever shows it.

Promises: after each saved change every live subscriber hears once, on the GUI thread, which kinds of records and which
cases changed, so that it can ask again. Leaves to others: asking (models and presenters) and knowing what changed
(services answer it, the write lane passes it on). Bound methods are held weakly: a closed screen just stops hearing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias
from weakref import WeakMethod


@dataclass(frozen=True)
class Changed:
    """`kinds`: record names ("Person", "Task"). `case_ids`: the cases touched; empty means "any case"."""

    kinds: frozenset[str] = frozenset()
    case_ids: frozenset[bytes] = frozenset()

    @classmethod
    def of(cls, kinds: Iterable[str], case_ids: Iterable[bytes] = ()) -> "Changed":
        """Build one from any iterables."""
        return cls(frozenset(kinds), frozenset(case_ids))

    def touches(self, *kinds: str, case_id: bytes | None = None) -> bool:
        """Whether a screen showing `kinds` (of `case_id`, if given) has to ask again."""
        same_case = case_id is None or not self.case_ids or case_id in self.case_ids
        return same_case and (not kinds or not self.kinds.isdisjoint(kinds))


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

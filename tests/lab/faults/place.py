"""Where a deed is done: a country of its own, one home of it, and the session there while there is one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.lab.homes import PASSPHRASE
from tipdesk.domain.errors import Distrust
from tipdesk.homes.opening import open_session

if TYPE_CHECKING:
    from tests.lab.homes import Country, Home
    from tipdesk.homes.sessions import Session


@dataclass
class Place:
    """One home. `unlock` opens it where it is not open, `close` leaves it closed, as often as one asks."""

    country: Country
    home: Home
    _open: list[Session] = field(default_factory=list)

    @property
    def session(self) -> Session:
        """Return the open session; it is opened where there is none."""
        return self.unlock()

    def unlock(self) -> Session:
        """Open the store and return its session. Where it has got another key by now, by way of the passphrase."""
        if not self._open:
            try:
                self._open.append(self.home.open())
            except Distrust as refusal:
                if refusal.code != "store-unreadable":
                    raise
                self._open.append(open_session(self.home.folder, self.home.login, PASSPHRASE))
        return self._open[0]

    @property
    def is_open(self) -> bool:
        """Tell whether the session is open."""
        return bool(self._open)

    def close(self) -> None:
        """Close the session; no error where there is none."""
        while self._open:
            self._open.pop().close()

    def forget(self) -> None:
        """The session was closed by the deed itself."""
        self._open.clear()

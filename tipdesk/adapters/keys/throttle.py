"""How often a passphrase may be tried: five times, then after ever longer waits, and at fifty failures not at all.

This holds for a login that has a slot here and for one that has none alike. A try is counted before it is made, so that
ending the process in the middle gains nothing. Tries are made one after the other (`turn`), so that a right one is
never among the failures that another one meets. Waits are served in time that the PC was up, so that neither its clock
nor switching it off shortens one. Deleting or putting back one of the two places in which tries are noted changes
nothing. All this slows down people at the keyboard; a copied slots file is protected by Argon2id alone.
"""

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from tipdesk.adapters.keys.tries_file import Tries, read_tries, write_tries
from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _, counted

FREE_TRIES: Final = 5
WAITS_SECONDS: Final = (30, 60, 120, 300, 900, 1800, 3600)
MOST_FAILURES: Final = 50
_MS: Final = 1000
_WAIT: Final = counted(
    "Too many wrong passphrases. Wait {seconds} second, then try again.",
    "Too many wrong passphrases. Wait {seconds} seconds, then try again.",
)


class Uptime(NamedTuple):
    """How long the PC has been up, in ms, and an opaque mark of this start of it, empty where the system has none."""

    ms: int
    boot: bytes


@dataclass(frozen=True)
class Throttle:
    """The tries of one home, noted in two `places`.

    `lock` excludes other processes while something is noted; `turn` does so for as long as one try takes, from its
    counting to its answer. `uptime` tells a time that nobody can set. `make_room` is called where the disk is full, and
    returns how many bytes it has freed.
    """

    places: tuple[Path, Path]
    lock: Callable[[], AbstractContextManager[None]]
    turn: Callable[[], AbstractContextManager[None]]
    uptime: Callable[[], Uptime]
    make_room: Callable[[], int] = int

    def begin(self, slot_id: bytes) -> None:
        """Count a try, which may then be made; the caller holds its turn.

        Raises:
            UserError: `too-many-tries`, with the `seconds` to wait; `tries-stopped` after fifty failures.
            Trouble: `tries-unwritable`, `store-busy`.
        """
        with self.lock():
            tries, now = self._read()
            own = tries.get(slot_id, Tries(slot_id))
            allowed = own.failures < MOST_FAILURES and own.wait_ms == 0
            if allowed:
                failures = own.failures + 1
                own = msgspec.structs.replace(
                    own, failures=failures, untold=own.untold + 1, wait_ms=_MS * wait_seconds_after(failures)
                )
            self._write({**tries, slot_id: own}, now, slot_id)
        if allowed:
            return
        if own.failures >= MOST_FAILURES:
            raise UserError(
                "tries-stopped",
                _("Too many wrong passphrases. Another officer of this PC, or headquarters, must let you in again."),
            )
        seconds = -(-own.wait_ms // _MS)
        raise UserError("too-many-tries", _WAIT.of(seconds), seconds=seconds)

    def succeed(self, slot_id: bytes) -> None:
        """Note that the try was right, so that the count begins anew; earlier failures still have to be told."""
        self._renew(slot_id, tried=1)

    def lift(self, slot_id: bytes) -> None:
        """Let an officer try again, on another officer's authority or after a recovery."""
        self._renew(slot_id, tried=0)

    def take_back(self, slot_id: bytes) -> None:
        """Do not count a try that came to no answer, because the PC was short of memory or the slots could not be read.

        A wait that began with it stays, since another process may have made it necessary as well.
        """
        with self.lock():
            tries, now = self._read()
            own = tries.get(slot_id)
            if own is None or own.failures == 0:
                return
            renewed = msgspec.structs.replace(
                own, generation=own.generation + 1, failures=own.failures - 1, untold=max(0, own.untold - 1)
            )
            self._write({**tries, slot_id: renewed}, now, slot_id)

    def failures(self, slot_id: bytes) -> int:
        """Return how many tries for this slot have failed since the last unlock."""
        own = self._read()[0].get(slot_id)
        return own.failures if own else 0

    def untold(self) -> Mapping[bytes, int]:
        """Return how many failures are not in the audit log yet, by slot id."""
        return {one.slot_id: one.untold for one in self._read()[0].values() if one.untold}

    def note_told(self, slot_ids: Collection[bytes]) -> None:
        """Note that the failures of these slot ids are in the audit log."""
        with self.lock():
            tries, now = self._read()
            told = {key: msgspec.structs.replace(tries[key], untold=0) for key in slot_ids if key in tries}
            self._write({**tries, **told}, now)

    def _renew(self, slot_id: bytes, *, tried: int) -> None:
        with self.lock():
            tries, now = self._read()
            own = tries.get(slot_id, Tries(slot_id))
            untold = max(0, own.untold - tried)
            renewed = Tries(slot_id, generation=own.generation + 1, untold=untold)
            self._write({**tries, slot_id: renewed}, now, slot_id)

    def _read(self) -> tuple[dict[bytes, Tries], Uptime]:
        """Return each login as the stricter place has it, with what is left of its wait, and the uptime now."""
        now = self.uptime()
        return {key: _strictest(said, now) for key, said in read_tries(self.places).items()}, now

    def _write(self, tries: Mapping[bytes, Tries], now: Uptime, *counted: bytes) -> None:
        stamped = {key: msgspec.structs.replace(one, at_ms=now.ms, boot=now.boot) for key, one in tries.items()}
        write_tries(self.places, stamped, counted=counted, make_room=self.make_room)


def wait_seconds_after(failures: int) -> int:
    """Return how many seconds to wait before the next try after so many failures."""
    place = failures - FREE_TRIES
    return 0 if place < 0 else WAITS_SECONDS[min(place, len(WAITS_SECONDS) - 1)]


def _strictest(said: Collection[Tries], now: Uptime) -> Tries:
    latest = max(one.generation for one in said)
    current = [one for one in said if one.generation == latest]
    most = max(one.failures for one in current)
    worst = [one for one in current if one.failures == most]
    return Tries(
        worst[0].slot_id,
        generation=latest,
        failures=most,
        untold=max(one.untold for one in worst),
        wait_ms=max(_left(one, now) for one in worst),
    )


def _left(tries: Tries, now: Uptime) -> int:
    """Return how many ms are left of a wait.

    In another boot only the time since that boot is sure to have passed. Where the system does not tell boots apart, an
    uptime below the noted one shows another boot. Either way no more is taken off than has passed.
    """
    is_other = bool(tries.boot and now.boot and tries.boot != now.boot) or now.ms < tries.at_ms
    passed = now.ms if is_other else now.ms - tries.at_ms
    return max(0, tries.wait_ms - passed)

"""Random sequences of deeds against the throttle, and the rule that every try allowed is held to.

The rule is written a second time here, from the specification: after five failures 30 s, 1, 2, 5, 15, 30, 60 minutes
of time that the PC was up must lie between a failure and the next try, and there is no fifty-first. Where nobody
touched the files and the PC stayed on, a try that is due must also be allowed.
"""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.lab.throttle.machine import LOGINS
from tipdesk.domain.errors import UserError
from tipdesk.homes.opening import counted

if TYPE_CHECKING:
    from tests.lab.throttle.machine import Machine

SPECIFIED = {5: 30, 6: 60, 7: 120, 8: 300, 9: 900, 10: 1800}
LATER, STOP = 3600, 50
DEEDS = ("wrong", "wrong", "wrong", "wrong", "hurry", "right", "killed", "together", "wait", "wait", "restart", "clock",
         "tamper", "lift")  # fmt: skip
TOGETHER = 4


@dataclass
class Standing:
    """What is true of one login: tries since it was last right or lifted, and when the last of them was."""

    failures: int = 0
    last: int = 0


@dataclass
class Sequence:
    """One sequence. `bypasses`: tries that were allowed and must not have been; `withheld`: the other way round."""

    machine: Machine
    both_at_once: bool = False
    standing: dict[bytes, Standing] = field(default_factory=lambda: {login: Standing() for login in LOGINS})
    is_plain: bool = True
    tries: int = 0
    bypasses: list[str] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)

    def run(self, deeds: int) -> None:
        """Do so many deeds."""
        for _number in range(deeds):
            self.step(self.machine.dice.choice(DEEDS))

    def step(self, deed: str) -> None:
        """Do one deed, and judge the tries it was allowed."""
        machine, login = self.machine, self.machine.dice.choice(LOGINS)
        self.done[deed] += 1
        if deed in {"wrong", "right", "killed"}:
            self._judge(login, self._try(login, deed), is_right=deed == "right")
        elif deed == "hurry":
            for _number in range(8):
                self._judge(login, self._try(login, "wrong"))
        elif deed == "together":
            self._together(login)
        elif deed == "lift":
            machine.throttle().lift(login)
            machine.touched = None
            self.standing[login] = Standing()
        elif deed == "wait":
            machine.wait()
        else:
            self.is_plain = False
            {"restart": machine.restart, "clock": machine.set_clock, "tamper": self._tamper}[deed]()

    def _tamper(self) -> None:
        self.machine.tamper()
        for _time in range(3 * self.both_at_once):
            self.machine.touched = None
            self.machine.tamper()

    def _try(self, login: bytes, deed: str) -> bool:
        """Return whether a try was allowed."""
        throttle = self.machine.throttle()
        self.tries += 1
        try:
            if deed == "killed":
                throttle.begin(login)
            else:
                counted(throttle, login, _right if deed == "right" else _wrong)
        except UserError as refusal:
            return refusal.code == "wrong-passphrase"
        finally:
            self.machine.touched = None
        return True

    def _together(self, login: bytes) -> None:
        """Several processes try at the same moment."""
        with ThreadPoolExecutor(TOGETHER) as pool:
            answers = list(pool.map(lambda _number: self._try(login, "wrong"), range(TOGETHER)))
        for allowed in sorted(answers, reverse=True):
            self._judge(login, allowed)

    def _judge(self, login: bytes, allowed: bool, *, is_right: bool = False) -> None:
        own, now = self.standing[login], self.machine.passed
        needed = 0 if own.failures < min(SPECIFIED) else SPECIFIED.get(own.failures, LATER) * 1000
        is_due = own.failures < STOP and now - own.last >= needed
        if allowed and not is_due:
            self.bypasses.append(f"try {own.failures + 1} after {now - own.last} ms")
        if is_due and not allowed and self.is_plain:
            self.withheld.append(f"try {own.failures + 1} after {now - own.last} ms")
        if allowed:
            self.standing[login] = Standing() if is_right else Standing(own.failures + 1, now)


def _right() -> None:
    """The passphrase is right."""


def _wrong() -> None:
    raise UserError("wrong-passphrase", "wrong")

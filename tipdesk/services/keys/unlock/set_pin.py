"""Set the PIN by which an officer comes back to a covered screen; an earlier one is forgotten."""

from tipdesk.domain.rules.pins import check_pin_strength
from tipdesk.services.desk import Desk
from tipdesk.services.keys.unlock.pins import Seal, pin_key


def set_pin(desk: Desk, pin: str, seal: Seal) -> None:
    """Keep a PIN of the desk's officer on this PC. UserError `weak-pin`."""
    check_pin_strength(pin)
    sealed = seal.seal(pin)
    with desk.work() as work:
        work.put_setting(pin_key(desk.actor.officer), sealed)

"""Check what an officer typed as the PIN on a covered screen; the counting of tries is the screen's."""

from tipdesk.services.desk import Desk
from tipdesk.services.keys.unlock.pins import Seal, pin_key


def check_pin(desk: Desk, pin: str, seal: Seal) -> bool:
    """Tell whether this is the PIN of the desk's officer; False also where none is set."""
    with desk.read() as reader:
        kept = reader.get_setting(pin_key(desk.actor.officer))
    return kept is not None and seal.fits(kept, pin)

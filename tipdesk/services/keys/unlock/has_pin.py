"""Tell whether the officer at the keyboard has set a PIN here, so that the screens can offer to set one."""

from tipdesk.services.desk import Desk
from tipdesk.services.keys.unlock.pins import pin_key


def has_pin(desk: Desk) -> bool:
    """Tell whether the desk's officer has a PIN on this PC."""
    with desk.read() as reader:
        return reader.get_setting(pin_key(desk.actor.officer)) is not None

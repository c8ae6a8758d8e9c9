"""The code that lets an officer choose a new passphrase on a night shift; the slot that it opens is in `slot_deeds`."""

import secrets

from tipdesk.domain.spoken_code import RANDOM_DIGITS, write_code


def make_code() -> str:
    """Return a new code, as it is read out (`domain/spoken_code`)."""
    return write_code(secrets.randbelow(10**RANDOM_DIGITS))

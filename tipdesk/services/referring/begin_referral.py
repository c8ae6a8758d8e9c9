"""Begin a referral: the id under which it is previewed, kept and sent, since the code of its slip is made of it."""

from tipdesk.services.desk import Desk


def begin_referral(desk: Desk) -> bytes:
    """Return the id of a referral that is not there yet."""
    return desk.ids.new_id()

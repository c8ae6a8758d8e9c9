"""How many entries stay here for now, so that their author may still withdraw them: what sending at once would end.

Nothing of what they say is read; headquarters holds nothing back from itself.
"""

from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.sync.push.holds import find_held


def count_held(desk: LinkDesk) -> int:
    """Return how many."""
    if desk.place.is_headquarters:
        return 0
    with desk.work() as work:
        return len(find_held(desk, work))

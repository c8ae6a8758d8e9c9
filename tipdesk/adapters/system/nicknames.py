"""The packaged nicknames (`resources/names/nicknames.txt`): given names that stand for one another."""

from functools import cache

from tipdesk.adapters.system import resources
from tipdesk.domain.similar.nicknames import Nicknames

_FILE = "names/nicknames.txt"


@cache
def load_nicknames() -> Nicknames:
    """Return the nicknames; raises Trouble `resource-missing` when the program lacks the file."""
    return Nicknames.parse(resources.read_text(_FILE))

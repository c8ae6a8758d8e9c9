"""The packaged neutral words (`resources/words/neutral.txt`), of which code names of cases are made.

The file has one word a line; lines that begin with # say where the list comes from.
"""

from functools import cache

from tipdesk.adapters.system import resources

_FILE = "words/neutral.txt"


@cache
def load_words() -> tuple[str, ...]:
    """Return the words in their order; raises Trouble `resource-missing` when the program lacks the file."""
    lines = (line.strip() for line in resources.read_text(_FILE).splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))

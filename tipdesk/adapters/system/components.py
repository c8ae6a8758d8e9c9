"""Reads what others wrote and TIPdesk carries from the file that a package, and a source that was set up, has."""

from tipdesk.adapters.system import resources
from tipdesk.domain.components import Component, read_components

FILE = "THIRD-PARTY.txt"


def load_components() -> tuple[Component, ...]:
    """Return everything of others that TIPdesk carries. Trouble `resource-missing` where the file is not there."""
    return read_components(resources.read_text(FILE))

"""Reads which edition of the program this is from the file that a package carries and a source tree lacks."""

import msgspec

from tipdesk.adapters.system import resources
from tipdesk.domain.edition import Edition
from tipdesk.domain.errors import Trouble

FILE = "edition.json"
"""Written among the packaged files when a package is made: version, commit and build."""


def read_edition() -> Edition:
    """Return the edition that runs; one without commit and build where TIPdesk runs from its source."""
    try:
        return msgspec.json.decode(resources.read_bytes(FILE), type=Edition)
    except (Trouble, msgspec.MsgspecError):
        return Edition()

"""Reads which edition of the program this is from the file that a package carries and a source tree lacks."""

import json

from tipdesk.adapters.system import resources
from tipdesk.domain.edition import Edition
from tipdesk.domain.errors import Trouble

FILE = "edition.json"
"""Written among the packaged files when a package is made: `{"version", "commit", "build"}`."""


def read_edition() -> Edition:
    """Return the edition that runs; one without commit and build where TIPdesk runs from its source."""
    try:
        return Edition(**json.loads(resources.read_text(FILE)))
    except (Trouble, ValueError, TypeError):
        return Edition()

"""PySide must not read the source of everything that is imported after it, as a start cannot afford that."""

import subprocess
import sys

_SCRIPT = """
import linecache
from tipdesk.bootstrap.features import switch_no_features
switch_no_features() if {switched} else __import__("PySide6.QtCore")
import colorsys
print(any("colorsys" in name for name in linecache.cache))
"""


def _reads_source(*, switched: bool) -> bool:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT.format(switched=switched)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip() == "True"


def test_a_module_is_imported_without_its_source_being_read() -> None:
    """Once told, PySide leaves the source of later modules alone; untold it reads it (the control)."""
    assert _reads_source(switched=False)
    assert not _reads_source(switched=True)

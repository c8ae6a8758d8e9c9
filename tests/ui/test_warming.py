"""What is loaded while the passphrase is typed: all that the first screen needs, and nothing before the first paint."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from tipdesk.bootstrap.warming import begin_warming
app = QCoreApplication([])
before = {name for name in sys.modules if name.startswith(("sqlalchemy", "tipdesk.ui.home"))}
begin_warming(app, Path("no home here"))
def look():
    if "tipdesk.ui.cases.screen" in sys.modules and "tipdesk.adapters.system.words" in sys.modules:
        app.quit()
poll = QTimer(app, interval=20)
poll.timeout.connect(look)
poll.start()
app.exec()
print(sorted(before), "sqlalchemy" in sys.modules, "reportlab" in sys.modules, "alembic" in sys.modules)
"""


def test_the_first_screen_is_loaded_beside() -> None:
    """Nothing is loaded at once; then the store and the screens are, and no document and no migration library."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[] True False False"

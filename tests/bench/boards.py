"""How fast a page of a case is with many rows, beside a bare list view with as many plain lines in the same run.

Measured: opening a page for the first time, turning to it again, and from a key to what it painted. The rows are made in
memory; what reading a case from the store takes is measured elsewhere (`searching`).
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


SIZE = (1240, 760)
PEOPLE = 100
OPEN_MS, TURN_MS, KEY_MS = 150, 50, 50

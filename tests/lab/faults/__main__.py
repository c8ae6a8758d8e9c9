"""`python -m tests.lab.faults`: every point of every deed, or of those named; for each how many of how many held.

Exits 1 where one did not.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.lab.faults.deeds import DEEDS
from tests.lab.faults.harness import Faults


def main(arguments: list[str]) -> int:
    """Run them."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("deeds", nargs="*", choices=[[], *(deed.name for deed in DEEDS)], metavar="DEED")
    asked.add_argument("--each", type=int, default=1, help="take only every n-th point")
    given = asked.parse_args(arguments)
    failed = 0
    for deed in (one for one in DEEDS if not given.deeds or one.name in given.deeds):
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="faults-") as folder, Faults.of(deed, Path(folder)) as trying:
            points = trying.points()[:: given.each]
            wrong = {point: problems for point in points if (problems := trying.fail_at(point))}
        failed += len(wrong)
        print(f"{deed.name:<16}{len(points) - len(wrong):6} of {len(points)} in {time.monotonic() - began:.0f} s")
        for problem in (one for problems in wrong.values() for one in problems):
            print(f"  ! {problem}")
        sys.stdout.flush()
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

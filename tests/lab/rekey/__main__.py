"""`python -m tests.lab.rekey`: every point of removing an officer, killed and refused. Exits 1 if anything is wrong."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.lab.rekey.accidents import Accident, run
from tests.lab.rekey.homes import make_post_of_two
from tests.lab.rekey.points import problems_at


def main() -> int:
    """Run them all and print the totals."""
    with tempfile.TemporaryDirectory() as folder:
        post = make_post_of_two(Path(folder))
        whole = run(post.copied(Path(folder) / "whole").home, Accident.NOTHING, 0)
        found = []
        for accident in (Accident.KILL, Accident.REFUSE_ONCE, Accident.REFUSE_ON):
            for point in range(1, whole.points + 1):
                found += problems_at(post, Path(folder), accident, point)
    print(*found, sep="\n")
    print(f"{whole.points} points, three accidents at each: {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

"""`python -m tests.lab.fuzz --hours N`: the fuzzer alone, its totals kept with those of the laboratory."""

import sys

from tests.lab.__main__ import main

if __name__ == "__main__":
    sys.exit(main(["--only", "fuzz", "fuzz-atheris", *sys.argv[1:]]))

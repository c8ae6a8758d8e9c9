"""One target under atheris, in a process of its own: `python -m tests.lab.fuzz.one TARGET SECONDS SEED`.

Atheris follows which lines of ours the bytes reach. It never comes back: libFuzzer ends the process, with a status
that is not 0 where something was found. Installed by `pip install --require-hashes -r
installer/requirements/fuzz.txt`, on Linux alone; nothing else imports it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["tipdesk"]):
    from tests.lab.fuzz.oracle import MOST_MEBIBYTES, problem_of
    from tests.lab.fuzz.targets import make_targets
    from tests.lab.fuzz.world import make_world

MOST_BYTES, HANGS_SECONDS = 8192, 60


def main(name: str, seconds: int, seed: int) -> None:
    """Fuzz it. What libFuzzer prints at the end says how often."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    target = next(one for one in make_targets(make_world(folder)) if one.name == name)
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, content in enumerate(target.seeds):
        (corpus / str(number)).write_bytes(content)

    def give(content: bytes) -> None:
        if problem := problem_of(target, content):
            print(f"FOUND {problem}", flush=True)
            raise AssertionError(problem)

    given = [
        sys.argv[0],
        str(corpus),
        f"-max_total_time={seconds}",
        f"-seed={seed}",
        f"-max_len={MOST_BYTES}",
        f"-timeout={HANGS_SECONDS}",
        f"-malloc_limit_mb={MOST_MEBIBYTES}",
        "-rss_limit_mb=2048",
        f"-artifact_prefix={folder}/",
        "-print_final_stats=1",
    ]
    atheris.Setup(given, give)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

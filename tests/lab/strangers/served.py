"""Headquarters' receiving server in a process of its own, so that its memory, descriptors and log can be looked at.

`python -m tests.lab.strangers.served FOLDER DESCRIPTORS THEN [--bare]` prints the port and serves until it is told to
end.
`--bare`: the same application behind uvicorn's own listening, as the program had it before: no door, no folded log, no
cut bodies. What headquarters' services would do is the fake's: no stranger of these attacks comes so far.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from tests.fakes.inbox import FakeInbox, make_bundle, receipt_of
from tests.lab.headquarters import certificates
from tests.memory import memory_mib
from tipdesk.adapters.carriers.https import HttpsCarrier
from tipdesk.domain.errors import TipdeskError
from tipdesk.hq.app import make_app
from tipdesk.hq.server import Server
from tipdesk.hq.spool import Spool
from tipdesk.hq.tls import ServerTls, server_context

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

    from starlette.applications import Starlette

ROOT = Path(__file__).parents[3]
BUNDLE_BYTES = 1024 * 1024
_LAST_SECONDS = 3.0


@dataclass
class Served:
    """A running server, and what an honest post needs to reach it."""

    process: subprocess.Popen[str]
    port: int
    authority: bytes
    log: Path
    seeds: list[int] = field(default_factory=list)

    @property
    def memory_mib(self) -> float:
        """The most memory that it has had."""
        return memory_mib("VmHWM", self.process.pid)

    def honest_seconds(self, times: int, patience: float) -> float:
        """Return how long the quickest of some syncs took; `patience` is what each has before it is stopped."""
        return min(self._sync(patience) for _time in range(times))

    def _sync(self, patience: float) -> float:
        """Send a bundle that was never sent before over a connection of its own; without an end, infinite."""
        self.seeds.append(len(self.seeds))
        bundle, began = make_bundle(BUNDLE_BYTES, seed=len(self.seeds)), time.monotonic()

        def is_over() -> bool:
            return time.monotonic() - began > patience

        with HttpsCarrier(f"https://127.0.0.1:{self.port}", self.authority, bytes) as carrier:
            try:
                got = carrier.deliver(bundle, "bundle01", cancelled=is_over)
            except TipdeskError:
                return float("inf")
        return time.monotonic() - began if got == receipt_of(bundle) else float("inf")


@contextmanager
def served(folder: Path, descriptors: int, *, then: int = 0, bare: bool = False) -> Iterator[Served]:
    """Give a server in a process of its own; ended afterwards. What it writes to standard error is its log.

    `then`: how many descriptors are left to it once it serves.
    """
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "log"
    made = certificates(0)
    (folder / "authority").write_bytes(made.authority)
    for name, content in (("certificate", made.certificate), ("key", made.key)):
        (folder / name).write_bytes(content)
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(folder), str(descriptors), str(then), *(["--bare"] if bare else [])],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=written,
            text=True,
        )
    with process:
        try:
            assert process.stdout is not None
            yield Served(process, int(process.stdout.readline()), made.authority, log)
        finally:
            if not bare:
                process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(0 if bare else _LAST_SECONDS)
            process.kill()


def main(arguments: list[str]) -> int:
    """Serve."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("descriptors", type=int)
    parser.add_argument("then", type=int)
    parser.add_argument("--bare", action="store_true")
    given = parser.parse_args(arguments)
    _leave(given.descriptors)
    tls = ServerTls((given.folder / "certificate").read_bytes(), (given.folder / "key").read_bytes())
    context = server_context(tls, given.folder / "spool")
    app = make_app(FakeInbox(), Spool(given.folder / "spool"))
    if given.bare:
        _serve_bare(app, context, given.then)
    else:
        Server(app, "127.0.0.1", 0, context).run(lambda port: _serving(port, given.then))
    return 0


def _leave(descriptors: int) -> None:
    """Let this process have so many."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, hard))


def _serving(port: int, descriptors: int) -> None:
    if descriptors:
        _leave(descriptors)
    print(port, flush=True)


def _serve_bare(app: Starlette, context: ssl.SSLContext, descriptors: int) -> None:
    """Serve as the release before did."""
    config = uvicorn.Config(
        app.router,
        host="127.0.0.1",
        port=0,
        http="h11",
        log_config=None,
        log_level="warning",
        limit_concurrency=256,
        timeout_keep_alive=30,
        ssl_context_factory=lambda _config, _default: context,
    )
    server = uvicorn.Server(config)

    def tell() -> None:
        while not server.started:
            time.sleep(0.01)
        _serving(server.servers[0].sockets[0].getsockname()[1], descriptors)

    threading.Thread(target=tell, daemon=True).start()
    server.run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

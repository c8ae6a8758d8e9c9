"""A clean Debian in memory, into which a package is put as people do it, and which is gone when the trial ends.

It is a copy of a small root, laid into memory so that its disk can be made to fill. Its folders of the kernel are this
PC's own, so a script of the package sees what runs, in the root and outside. All of it needs a mount namespace that
nobody shares: `deb_smoke` is started in one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from installer.environment import SetUpError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

OFFICER = "anna"
MOST_SECONDS = 600
_SIZE = "3g"
_LARGEST_STEP = 2**28
_OWN = ("proc", "sys", "dev")
_SEARCHED = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True)
class Root:
    """One clean system in a folder."""

    folder: Path

    def path(self, name: str) -> Path:
        """Return where a file of the root lies on this PC; `name` begins with a slash."""
        return self.folder / name.lstrip("/")

    def words(self, *words: str, account: str = "root") -> list[str]:
        """Return the words that run a program in the root, as one of its accounts."""
        return ["chroot", f"--userspec={account}", str(self.folder), *words]

    def variables(self, account: str = "root", more: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return what an account's programs find in their environment, with this PC's way to other computers."""
        ways = {name: text for name, text in os.environ.items() if name.lower().endswith("_proxy")}
        home = {"root": "/root", OFFICER: f"/home/{OFFICER}"}.get(account, "/var/lib/tipdesk")
        fixed = {"PATH": _SEARCHED, "HOME": home, "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
        return {**ways, **fixed, **(more or {})}

    def call(
        self, *words: str, account: str = "root", more: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a program in the root to its end, and return its status with all that it printed on one stream."""
        return subprocess.run(
            self.words(*words, account=account),
            env=self.variables(account, more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=MOST_SECONDS,
        )

    def said(self, *words: str, account: str = "root", more: Mapping[str, str] | None = None) -> str:
        """Return what a program printed. Raises SetUpError, with its words, when it fails."""
        done = self.call(*words, account=account, more=more)
        if done.returncode:
            raise SetUpError(f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout[-3000:]}")
        return done.stdout

    def refused(self, wanted: str, *words: str) -> str:
        """Return what a program printed that had to fail with the words `wanted`. Raises SetUpError otherwise."""
        done = self.call(*words)
        if done.returncode == 0 or wanted not in " ".join(done.stdout.split()):
            raise SetUpError(f"{' '.join(words)} must refuse with “{wanted}”, and ended so:\n{done.stdout[-3000:]}")
        return done.stdout

    @contextmanager
    def filled(self, but: int = 0) -> Iterator[None]:
        """Make the disk of the root so full that it takes this many bytes and no more, and let the space go again."""
        descriptor, ballast = tempfile.mkstemp(dir=self.folder, prefix="ballast-")
        with os.fdopen(descriptor, "wb") as opened:
            size, step = 0, _LARGEST_STEP
            while step and shutil.disk_usage(self.folder).free > but:
                try:  # another process may be writing: what is free now need not be free then
                    os.posix_fallocate(opened.fileno(), size, step)
                    size += step
                except OSError:
                    step //= 2
            os.truncate(opened.fileno(), max(0, size - but))
        try:
            yield
        finally:
            Path(ballast).unlink()

    @contextmanager
    def read_only(self, name: str) -> Iterator[None]:
        """Let nobody write below a folder of the root."""
        place = str(self.path(name))
        subprocess.run(["mount", "--bind", place, place], check=True)
        try:
            subprocess.run(["mount", "-o", "remount,bind,ro", place], check=True)
            yield
        finally:
            subprocess.run(["umount", place], check=True)


@contextmanager
def clean_root(base: Path, place: Path) -> Iterator[Root]:
    """Lend a copy of a root in memory, with an account of an officer in it."""
    place.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_SIZE},mode=755", "tmpfs", str(place)], check=True)
    root = Root(place)
    try:
        subprocess.run(["cp", "-a", f"{base}/.", str(place)], check=True)
        for name in _OWN:
            subprocess.run(["mount", "--rbind", f"/{name}", str(root.path(f"/{name}"))], check=True)
        root.said("useradd", "--create-home", OFFICER)
        yield root
    finally:
        subprocess.run(["umount", "--lazy", "--recursive", str(place)], check=False)


def wait_until(holds: Callable[[], bool], why: str) -> None:
    """Look often until `holds` is true. Raises SetUpError with `why` after some minutes."""
    last = time.monotonic() + MOST_SECONDS
    while not holds():
        if time.monotonic() > last:
            raise SetUpError(why)
        time.sleep(0.005)

"""One trial of a `.deb`: the root it goes into, the package with a later build of it, and what must hold in between."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from installer.environment import SetUpError
from installer.packages.deb_root import OFFICER
from installer.packages.deb_service import HOME, POST
from installer.packages.screen import screen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from installer.packages.deb_root import Root
    from installer.packages.screen import Screen

PROGRAM, COMMAND = "/usr/lib/tipdesk", "/usr/bin/tipdesk"
THIS, LATER = "/srv/this.deb", "/srv/later.deb"
HOMES = (f"{HOME}/store.db", f"{POST}/store.db")


@dataclass(frozen=True)
class Trial:
    """A root with the two packages in it; `version` and `later` are what dpkg calls them."""

    root: Root
    version: str
    later: str

    def expect_version(self, version: str) -> None:
        """Raise SetUpError unless dpkg has this version, every file of it as it was packed, and it starts."""
        shown = self.root.said("dpkg-query", "--show", "--showformat", "${db:Status-Status} ${Version}", "tipdesk")
        altered = self.root.said("dpkg", "--verify", "tipdesk")
        if shown != f"installed {version}" or altered.strip():
            raise SetUpError(f"expected {version} as it was packed, and found: {shown}\n{altered}")
        self.expect_no_rest()
        self.root.said("tipdesk-cli", "--version", account=OFFICER)

    def expect_nothing(self) -> None:
        """Raise SetUpError if anything of the program is there: a file, a command, or a word of dpkg's."""
        shown = self.root.call("dpkg-query", "--show", "--showformat", "${db:Status-Status}", "tipdesk").stdout
        is_there = [name for name in (PROGRAM, COMMAND) if os.path.lexists(self.root.path(name))]
        if is_there or shown.startswith(("installed", "half", "unpacked")):
            raise SetUpError(f"something was left: {is_there} {shown}")
        self.expect_no_rest()

    def expect_no_rest(self) -> None:
        """Raise SetUpError if dpkg left files behind that it was about to put in place."""
        rest = [path.name for path in self.root.path("/usr").rglob("*.dpkg-*")]
        if rest:
            raise SetUpError(f"dpkg left {rest[:5]}")

    def expect_homes(self) -> None:
        """Raise SetUpError unless both homes are there as they were left."""
        gone = [name for name in HOMES if not self.root.path(name).is_file()]
        if gone:
            raise SetUpError(f"homes are gone: {gone}")

    @contextmanager
    def window(self) -> Iterator[tuple[Screen, int]]:
        """Open the program's window as the officer does; lend the screen and the number of the process."""
        with screen() as shown:
            display = {"DISPLAY": shown.variables["DISPLAY"], "QT_QPA_PLATFORM": "xcb"}
            words = self.root.words("tipdesk", account=OFFICER)
            with subprocess.Popen(words, env=self.root.variables(OFFICER, display)) as process:
                try:
                    why = "the window of the installed program was not painted"
                    shown.wait_until(lambda: process.poll() is not None or shown.is_painted(), why)
                    if process.poll() is not None:
                        raise SetUpError(why)
                    yield shown, process.pid
                finally:
                    process.terminate()

    def photograph(self, picture: Path) -> None:
        """Open the window, and keep a picture of it."""
        picture.parent.mkdir(parents=True, exist_ok=True)
        with self.window() as (shown, _process):
            shown.picture().save(picture)

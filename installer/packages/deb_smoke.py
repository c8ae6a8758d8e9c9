"""Tries a `.deb` in a clean Debian: installed, used, refused where it must be, updated, removed; homes stay.

`try_deb` starts this file as a program of its own, in a mount namespace that nobody shares, so that nothing of the
trial stays on the PC that makes packages. Whoever reads its lines sees what held.
"""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from installer import environment
from installer.environment import SetUpError
from installer.packages import deb_refusals as refusals
from installer.packages.deb_archive import renumber
from installer.packages.deb_root import OFFICER, clean_root
from installer.packages.deb_service import try_service
from installer.packages.deb_trial import LATER, PROGRAM, THIS, Trial
from installer.packages.roots import ROOTS, make_root, why_not
from installer.packages.smoke import DEMO_ENDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.packages.facts import Facts

RELEASES = ("bookworm", "trixie")


def try_deb(package: Path, facts: Facts, pictures: Path) -> None:
    """Try a package on every release of Debian that it is for, and keep a picture of its window on each.

    Where no root can be made, nothing is tried and a sentence says why.

    Raises:
        SetUpError: something did not go as it must; what was said stands on standard error.
    """
    if reason := why_not():
        print(f"  Not tried in a clean Debian: {reason}.", file=sys.stderr, flush=True)
        return
    line = f"TIPdesk {facts.version}, build {facts.build}, commit {facts.commit}"
    for release in RELEASES:
        words = [release, str(package), facts.name, line, str(pictures / f"deb-{release}.png")]
        alone = ["unshare", "--mount", "--propagation", "private"]
        trial = [*alone, *environment.module("installer.packages.deb_smoke", *words)]
        environment.run_program(trial, f"{package.name} did not hold on a clean Debian {release}")


def main(words: Sequence[str]) -> int:
    """Try a package on one release; return 0, or 1 with a sentence."""
    release, package, version, line, picture = words
    base = make_root(f"clean-{release}", release)
    try:
        with clean_root(base, ROOTS / f"trial-{release}") as root:
            later = f"{version}.1"
            shutil.copyfile(package, root.path(THIS))
            renumber(Path(package), root.path(LATER), version, later)
            _try(Trial(root, version, later), line, Path(picture), release)
    except SetUpError as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


def _try(trial: Trial, line: str, picture: Path, release: str) -> None:
    steps = _Steps(release)
    _install(trial, steps)
    _use(trial, line, picture, steps)
    steps.say(f"an update and a removal refused: {refusals.refuse_open(trial)}")
    refusals.refuse_read_only(trial)
    steps.say("a read-only /usr refused")
    refusals.refuse_full(trial)
    steps.say("too little room refused; a disk that fills while an update is unpacked: the former version is whole")
    steps.say(f"refused with one byte altered: {refusals.refuse_altered(trial)} packages; the former version is whole")
    trial.root.said("dpkg", "--install", LATER)
    trial.expect_version(trial.later)
    trial.expect_homes()
    steps.say(f"updated to {trial.later}")
    refusals.refuse_older(trial)
    steps.say(f"{trial.version} over it refused")
    _remove(trial, steps)


def _install(trial: Trial, steps: _Steps) -> None:
    trial.root.said("apt-get", "update", "--quiet=2")
    trial.root.call("dpkg", "--install", THIS)  # it names what is missing, and apt brings it
    trial.root.said("apt-get", "--fix-broken", "--yes", "--quiet=2", "--no-install-recommends", "install")
    trial.expect_version(trial.version)
    steps.say(f"{trial.version} installed")
    files = [path for path in trial.root.path(PROGRAM).rglob("*") if ".so" in path.name or path.name == "tipdesk"]
    inside = [f"/{path.relative_to(trial.root.folder)}" for path in files if not path.is_symlink()]
    missing = {one.strip() for one in trial.root.call("ldd", *inside).stdout.splitlines() if "not found" in one}
    if missing:
        raise SetUpError("libraries are missing on a clean Debian:\n" + "\n".join(sorted(missing)))
    steps.say(f"every library of {len(inside)} files found")


def _use(trial: Trial, line: str, picture: Path, steps: _Steps) -> None:
    root = trial.root
    if root.said("tipdesk", "--version", account=OFFICER).strip() != line:
        raise SetUpError("the installed program is of another build")
    demo = root.said("tipdesk-cli", "--home", f"/home/{OFFICER}/demo", "demo", "--headless", account=OFFICER)
    if DEMO_ENDS not in demo:
        raise SetUpError(f"the demo did not come to its end:\n{demo[-2000:]}")
    steps.say("version and demo")
    steps.say(f"headquarters' service received case {try_service(root)} from a post by wire, and ended with 0")
    trial.photograph(picture)
    steps.say(f"the unlock window was painted: {picture}")


def _remove(trial: Trial, steps: _Steps) -> None:
    for deed in ("--remove", "--purge"):
        told = trial.root.said("dpkg", deed, "tipdesk")
        trial.expect_nothing()
        trial.expect_homes()
        if "/var/lib/tipdesk" not in told or f"/home/{OFFICER}/.local/share/tipdesk" not in told:
            raise SetUpError(f"dpkg {deed} must say where homes lie, and said:\n{told}")
    steps.say("removed and purged: both homes are there, and it was said where")
    refusals.refuse_full_at_first(trial)
    steps.say("a disk that fills during the first installation: nothing was left")
    trial.root.said("dpkg", "--install", THIS)
    trial.expect_version(trial.version)
    trial.expect_homes()
    steps.say("the earlier build installed after removal; the homes are there")


class _Steps:
    """Tells what held, with the seconds since the trial began."""

    def __init__(self, release: str) -> None:
        self._release, self._began = release, time.monotonic()

    def say(self, what: str) -> None:
        """Print one line."""
        print(f"  {self._release} {time.monotonic() - self._began:5.0f} s  {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

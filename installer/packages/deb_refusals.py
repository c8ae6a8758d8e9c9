"""What a `.deb` must refuse, each with its sentence and with nothing half installed: proved on a clean root.

`this.deb` is installed when each begins but `refuse_full_at_first`, and is as it was when each ends.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from installer.environment import SetUpError
from installer.packages.deb import RESERVE_KILOBYTES
from installer.packages.deb_archive import data_begins
from installer.packages.deb_root import OFFICER, wait_until
from installer.packages.deb_trial import LATER, PROGRAM, THIS

if TYPE_CHECKING:
    from installer.packages.deb_trial import Trial

ALTERED = "/srv/altered.deb"
_LITTLE = 50 * 2**20
_PLACES = (0.001, 0.3, 0.6, 0.999)
"""Where a byte of what is unpacked is altered, from its beginning to its end."""


def refuse_open(trial: Trial) -> str:
    """Refuse to update and to remove while a window is open, and name the process and the account; return its words."""
    with trial.window() as (_shown, process):
        wanted = f"TIPdesk is open: process {process} of the account {OFFICER}."
        told = trial.root.refused(wanted, "dpkg", "--install", LATER)
        trial.root.refused(wanted, "dpkg", "--remove", "tipdesk")
        trial.expect_version(trial.version)
    return next(line for line in told.splitlines() if wanted in line)


def refuse_older(trial: Trial) -> None:
    """Refuse the earlier build over the later one, which is installed here."""
    trial.root.refused(f"TIPdesk {trial.later} is installed, which is newer", "dpkg", "--install", THIS)
    trial.expect_version(trial.later)


def refuse_read_only(trial: Trial) -> None:
    """Refuse to update below a /usr that nobody can write to."""
    with trial.root.read_only("/usr"):
        trial.root.refused("Mount it writable", "dpkg", "--install", LATER)
    trial.expect_version(trial.version)


def refuse_full(trial: Trial) -> None:
    """Refuse to update where too little is free, and come back whole where the disk fills in the middle of it."""
    with trial.root.filled(but=_LITTLE):
        trial.root.refused("Free some space", "dpkg", "--install", LATER)
    trial.expect_version(trial.version)
    _fill_while_unpacking(trial, f"{PROGRAM}/tipdesk.dpkg-new", LATER)
    trial.expect_version(trial.version)


def refuse_full_at_first(trial: Trial) -> None:
    """Leave nothing where the disk fills in the middle of a first installation."""
    _fill_while_unpacking(trial, f"{PROGRAM}/_internal", THIS)
    trial.expect_nothing()


def refuse_altered(trial: Trial) -> int:
    """Refuse a package of which one byte was altered, wherever it lies; return how many were tried."""
    content = bytearray(trial.root.path(LATER).read_bytes())
    begins = data_begins(trial.root.path(LATER))
    for share in _PLACES:
        place = begins + int((len(content) - begins) * share)
        content[place] ^= 1
        trial.root.path(ALTERED).write_bytes(content)
        content[place] ^= 1
        trial.root.refused("dpkg", "dpkg", "--install", ALTERED)
        trial.expect_version(trial.version)
    trial.root.path(ALTERED).unlink()
    return len(_PLACES)


def _fill_while_unpacking(trial: Trial, appears: str, package: str) -> None:
    """Let the disk become full as soon as a file that is unpacked appears, and expect dpkg to fail of it.

    Little more is free from the beginning than the package asks for, since filling must be quicker than unpacking.
    """
    root = trial.root
    asked = int(root.said("dpkg-deb", "--field", package, "Installed-Size")) + RESERVE_KILOBYTES
    here = root.path(appears)
    words = root.words("dpkg", "--install", package)
    with (
        root.filled(but=asked * 1024 + _LITTLE),
        subprocess.Popen(
            words, env=root.variables(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as installing,
    ):
        wait_until(lambda: here.exists() or installing.poll() is not None, f"{appears} did not appear")
        is_under_way = installing.poll() is None
        with root.filled():
            told, _nothing = installing.communicate()
    if not is_under_way or installing.returncode == 0 or "No space left on device" not in told:
        raise SetUpError(f"dpkg must fail of a full disk, and said:\n{told[-2000:]}")

"""Reading the pins of the packages: names, versions, systems and hashes, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer.environment import SetUpError
from installer.packages.pins import FILES, REQUIREMENTS, SYSTEMS, read_pins

if TYPE_CHECKING:
    from pathlib import Path

ONE, OTHER = "a" * 64, "b" * 64


def test_every_pin_of_the_files_is_read() -> None:
    """As many pins are found as the files have names, and each has a hash."""
    written = {
        line.partition("==")[0]
        for name in FILES
        for line in (REQUIREMENTS / name).read_text(encoding="utf-8").splitlines()
        if "==" in line and not line.startswith((" ", "#"))
    }
    pins = read_pins()
    assert [pin.name for pin in pins] == sorted(written)
    assert all(pin.digests and pin.systems for pin in pins)


def test_a_marker_says_for_which_system(tmp_path: Path) -> None:
    """A pin with a marker is wanted where the marker holds; one without, everywhere."""
    (tmp_path / "pins.txt").write_text(
        f"# words\nboth==1.0 \\\n    --hash=sha256:{ONE} \\\n    --hash=sha256:{OTHER}\n"
        f"there==2.0 ; sys_platform == 'win32' \\\n    --hash=sha256:{ONE}\n"
        f"here==3.0 ; sys_platform != 'win32' \\\n    --hash=sha256:{OTHER}\n"
    )
    both, here, there = read_pins(tmp_path, ("pins.txt",))
    assert both.systems == frozenset(SYSTEMS)
    assert both.digests == (ONE, OTHER)
    assert (here.name, here.systems) == ("here", frozenset({"Linux"}))
    assert (there.name, there.version, there.systems) == ("there", "2.0", frozenset({"Windows"}))


@pytest.mark.parametrize("line", ["loose>=1.0", "noise", f"hashless==1.0 \\\n    --hash=md5:{ONE}"])
def test_what_is_no_pin_is_refused(tmp_path: Path, line: str) -> None:
    """A line that pins nothing, or with another hash, is no pin."""
    (tmp_path / "pins.txt").write_text(f"{line}\n")
    with pytest.raises(SetUpError, match="this is no pin"):
        read_pins(tmp_path, ("pins.txt",))

"""The pins: everything the project needs has one version and its hashes, and no address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PINS = ROOT / "installer" / "requirements"


def _name(requirement: str) -> str:
    return re.split(r"[<>=!;\[ ]", requirement.strip(), maxsplit=1)[0].lower().replace("_", "-")


def _pinned(file: str) -> dict[str, list[str]]:
    """Return the hashes of each pin of a file, under "name==version"."""
    pins: dict[str, list[str]] = {}
    latest: list[str] = []
    for line in (PINS / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("    --hash="):
            latest.append(line.strip(" \\"))
        elif line.strip() and not line.startswith("#"):
            latest = pins.setdefault(line.partition(" ")[0], [])
    return pins


@pytest.mark.parametrize("file", ["app.txt", "hq.txt", "dev.txt", "fuzz.txt", "windows.txt"])
def test_every_pin_has_a_version_and_a_hash(file: str) -> None:
    """No package can arrive in another version or with other bytes."""
    pins = _pinned(file)
    assert pins
    for pin, hashes in pins.items():
        assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*==[0-9][0-9a-z.]*", pin)
        assert hashes
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", found) for found in hashes)


@pytest.mark.parametrize("file", ["app.txt", "hq.txt", "dev.txt", "fuzz.txt", "windows.txt"])
def test_pins_hold_no_address(file: str) -> None:
    """A pin says what, never from where."""
    assert "://" not in (PINS / file).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("group", "wanted"), [("", "app"), ("hq", "hq"), ("dev", "dev")], ids=["program", "headquarters", "developers"]
)
def test_what_the_project_declares_is_pinned(group: str, wanted: str) -> None:
    """The project file and the pins name the same needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {_name(need) for need in (project["optional-dependencies"][group] if group else project["dependencies"])}
    lines = (PINS / f"{wanted}.in").read_text(encoding="utf-8").splitlines()
    asked = {_name(line) for line in lines if line and not line.startswith(("#", "-"))}
    assert declared <= asked
    assert asked <= {pin.partition("==")[0] for pin in _pinned(f"{wanted}.txt")}


def test_one_version_everywhere() -> None:
    """A package that stands in several files stands there in one version."""
    versions: dict[str, set[str]] = {}
    for file in ("app.txt", "hq.txt", "dev.txt"):
        for pin in _pinned(file):
            name, _, version = pin.partition("==")
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}

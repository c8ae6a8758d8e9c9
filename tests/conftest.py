"""What every test stands on: an offscreen Qt, patient property tests, and the parts of the world that may be absent.

Promises that a test which needs something absent skips with the reason, and fails instead where `CI` is set, so that no
green run there hides a test that was never run. Leaves fakes and stores to the folders that need them.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

# Before anything imports Qt: a test must never open a window on the developer's screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A slow shared machine must not turn a true property into a failure: time is judged by the bench, not here.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("house"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "house")


def _absent(reason: str) -> NoReturn:
    """Skip the test that asked, or fail it where `CI` is set."""
    if os.environ.get("CI"):
        pytest.fail(f"Needed where CI is set: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def conformance() -> Path:
    """The folder of public test vectors: beside the source, or where TIPDESK_CONFORMANCE says."""
    folder = Path(os.environ.get("TIPDESK_CONFORMANCE", ROOT.parent / "shared" / "conformance"))
    if not folder.is_dir():
        _absent("the folder of public test vectors is not here (TIPDESK_CONFORMANCE names it)")
    return folder


@pytest.fixture(scope="session")
def age_encryption() -> Path:
    """A folder in which node resolves the pinned npm package `age-encryption`."""
    folder = ROOT / "build" / "node" / "age-encryption"
    if shutil.which("node") is None or not (folder / "node_modules" / "age-encryption").is_dir():
        _absent("node with npm's age-encryption is not here (python3 installer/dev.py setup installs it)")
    return folder


@pytest.fixture(scope="session")
def virtual_screen() -> str:
    """The path of Xvfb, for tests that drive a real window with xdotool."""
    xvfb = shutil.which("Xvfb")
    if xvfb is None or shutil.which("xdotool") is None:
        _absent("Xvfb and xdotool are not here (python3 installer/dev.py setup installs them on Debian)")
    return xvfb

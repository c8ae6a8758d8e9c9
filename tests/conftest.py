"""What every test stands on: an offscreen Qt, patient property tests, and a virtual screen for real windows.

Promises that no test opens a window on the developer's screen. Leaves fakes and stores to the folders that need them,
and public test vectors to `tests/vectors/conformance.py`.
"""

from __future__ import annotations

import gc
import os
import secrets
import shutil
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.order import Workers, place_of
from tests.stretching import stretching
from tests.vectors.conformance import absent
from tipdesk.adapters.store import ballast
from tipdesk.services.voice import speak

if TYPE_CHECKING:
    from collections.abc import Iterator

# Before anything imports Qt.
if os.environ.setdefault("QT_QPA_PLATFORM", "offscreen") == "offscreen":  # its own screen has 800 by 800 points
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).with_name('screen.json')}"

# A slow shared machine must not turn a true property into a failure: time is judged by the bench, not here.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("house"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    items.sort(key=lambda item: place_of(item.nodeid))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let what follows the tests of screens collect in any thread, as ever, once windows of theirs are gone.

    They end here, on the thread to which they belong: ended on another, they would end the process.
    """
    if not gc.isenabled() and not item.nodeid.startswith("tests/ui/"):
        gc.collect()
        gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Workers:
    """Keep together what belongs together."""
    return Workers(config, log)


@pytest.fixture(autouse=True)
def _own_account(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test counts its wrong passphrases where another, or the developer, would find them."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / "state" / secrets.token_hex(8)))


@pytest.fixture(scope="session", autouse=True)
def small_ballast() -> None:
    """The homes of tests, which are many, hold little room for a full disk."""
    ballast.MOST_BYTES = 1 << 16


@pytest.fixture(scope="module", autouse=True)
def stretched(request: pytest.FixtureRequest) -> Iterator[None]:
    """A passphrase costs next to nothing, but in the files that are marked `earnest`."""
    with stretching(cheaply=request.node.get_closest_marker("earnest") is None):
        yield


@pytest.fixture(scope="session")
def virtual_screen() -> str:
    """The path of Xvfb, for tests that drive a real window with xdotool."""
    xvfb = shutil.which("Xvfb")
    if xvfb is None or shutil.which("xdotool") is None:
        absent("Xvfb or xdotool is absent: on Debian the set-up command installs them")
    return str(xvfb)


@pytest.fixture(scope="session")
def translations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of translations with the pseudo-language and nothing else."""
    from installer import pseudo

    return pseudo.write(tmp_path_factory.mktemp("translations")).parents[2]


@pytest.fixture
def pseudo_language(translations: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program finds its languages there; afterwards this process speaks English again."""
    monkeypatch.setattr("tipdesk.adapters.system.catalogue.path_of", lambda _name: translations)
    yield
    speak(NullTranslations())

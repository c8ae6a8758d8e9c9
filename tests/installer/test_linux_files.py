"""What a Linux desktop and systemd are told of TIPdesk agrees with TIPdesk itself."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from installer.environment import ROOT
from installer.packages.deb import CONFIGURATION, LINUX, files_of
from installer.packages.facts import Facts
from installer.packages.man_page import make_man_page
from tests.installer.test_deb import collection
from tipdesk.cli.main import GROUPS, main
from tipdesk.homes import door, first_run
from tipdesk.services.sticks.stick import BUNDLE, FETCH, RECEIPT
from tipdesk.sync import document
from tipdesk.sync.bundle import MAGIC
from tipdesk.sync.envelope import DOCUMENT_MAGIC
from tipdesk.ui.headquarters import enrol_presenter, keys_presenter

FACTS = Facts("0.1.0", "0123456789ab", 937, 1_795_000_000)
SPACE = {"mime": "http://www.freedesktop.org/standards/shared-mime-info"}
KINDS: dict[str, bytes | str] = {
    BUNDLE: MAGIC,
    RECEIPT: document.RECEIPT,
    FETCH: document.FETCH,
    ".tiprequest": document.REQUEST,
    ".tipgrant": document.GRANT,
    ".tiprecover": document.RECOVERY,
    ".tipanswer": document.RECOVERED,
}
"""What each of our files begins with: bytes, or the kind of a signed document."""


def begins(kind: bytes | str) -> bytes:
    """Return the bytes that a file of this kind begins with."""
    return kind if isinstance(kind, bytes) else DOCUMENT_MAGIC + bytes([len(kind)]) + kind.encode()


def test_kinds_of_files_are_those_that_tipdesk_writes() -> None:
    """Each suffix stands with the very bytes that a file of that kind begins with."""
    found = {}
    kinds = ET.parse(LINUX / "tipdesk.xml").getroot()  # noqa: S314 - it is our own file
    for kind in kinds.findall("mime:mime-type", SPACE):
        pattern, match = kind.find("mime:glob", SPACE), kind.find("mime:magic/mime:match", SPACE)
        assert match is not None
        if pattern is not None:
            magic = match.attrib["value"].encode().decode("unicode_escape").encode("latin-1")
            found[pattern.attrib["pattern"].removeprefix("*")] = magic
    assert found == {suffix: begins(kind) for suffix, kind in KINDS.items()}


def test_no_suffix_was_forgotten() -> None:
    """Whatever the screens offer to save or to open under a suffix of ours is a kind that desktops are told of."""
    texts = (door.REQUEST_FILE, first_run.REQUEST_FILE, *vars(enrol_presenter).values(), *vars(keys_presenter).values())
    offered = {suffix for text in texts if isinstance(text, str) for suffix in re.findall(r"\.tip[a-z]+", text)}
    assert offered == {suffix for suffix in KINDS if suffix.startswith(".tip")}


def test_the_desktop_entry_names_what_is_there(tmp_path: Path) -> None:
    """The command, the icon in each size and the window's class that the entry names are in the package."""
    entry = dict(re.findall(r"^(\w+)=(.*)$", (LINUX / "tipdesk.desktop").read_text(encoding="utf-8"), re.MULTILINE))
    files = files_of(collection(tmp_path / "one"), FACTS)
    assert f"usr/bin/{entry['Exec']}" in files
    assert f"usr/share/icons/hicolor/scalable/apps/{entry['Icon']}.svg" in files
    assert f"usr/share/icons/hicolor/48x48/apps/{entry['Icon']}.png" in files


def unit() -> dict[str, str]:
    """Return the settings of the service; of one that stands twice the last."""
    return dict(re.findall(r"^(\w+)=(.*)$", (LINUX / "tipdesk-hq.service").read_text(encoding="utf-8"), re.MULTILINE))


def test_the_service_is_called_as_the_command_is(capsys: pytest.CaptureFixture[str]) -> None:
    """The line of the unit, with the settings of its file, is one that the command line takes."""
    settings = dict(re.findall(r"^(\w+)=(.*)$", (LINUX / "hq.conf").read_text(encoding="utf-8"), re.MULTILINE))
    line = unit()["ExecStart"]
    for name, value in {**settings, "CREDENTIALS_DIRECTORY": "/run/credentials"}.items():
        line = line.replace(f"${{{name}}}", value)
    assert "$" not in line
    program, *words = shlex.split(line)
    assert program == "/usr/bin/tipdesk-cli"
    assert main([*words, "--help"]) == 0
    assert "tipdesk hq serve" in capsys.readouterr().out


def test_the_service_is_confined() -> None:
    """It has an account of its own and no rights beside, sees no home of people, and is bounded in what it uses."""
    kept = unit()
    assert kept["EnvironmentFile"] == f"/{CONFIGURATION}"
    assert kept["User"] == kept["Group"] == "tipdesk-hq"
    confined = ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome", "MemoryDenyWriteExecute")
    assert {kept[name] for name in confined} == {"yes"}
    assert (kept["ProtectSystem"], kept["CapabilityBoundingSet"], kept["UMask"]) == ("strict", "", "0077")
    assert {"MemoryMax", "TasksMax", "LimitNOFILE", "RestrictAddressFamilies"} <= kept.keys()
    assert kept["StateDirectory"] == "tipdesk"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_holds_the_service_for_safe() -> None:
    """Systemd's own judgement of the unit is 2.0 or less, of ten."""
    words = ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(LINUX / "tipdesk-hq.service")]
    assert subprocess.run(words, capture_output=True, check=False).returncode == 0


def script(name: str, program: str) -> str:
    """Return a script as it is packed, but for another program whose processes it looks for."""
    shared = (LINUX / "running.sh").read_text(encoding="utf-8").replace("/usr/lib/tipdesk/tipdesk", program)
    own = (LINUX / name).read_text(encoding="utf-8").replace("@VERSION@", "0.1.0+937").replace("@KILOBYTES@", "1")
    return f"set -e\n{shared}\n{own}"


def run(text: str, *words: str) -> tuple[int, str]:
    """Run a script by sh; return its status and what it printed for people."""
    done = subprocess.run(["sh", "-s", *words], input=text, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


@pytest.mark.skipif(shutil.which("dpkg") is None, reason="needs dpkg")
def test_an_older_version_says_what_to_do() -> None:
    """Over a newer build it refuses, and names both and the way back."""
    status, told = run(script("preinst", "/nowhere/tipdesk"), "upgrade", "0.1.0+938")
    assert status == 1
    assert told.startswith("TIPdesk 0.1.0+938 is installed, which is newer than 0.1.0+937")
    assert "apt remove tipdesk; homes stay" in told


@pytest.mark.skipif(not Path("/proc/self/exe").exists(), reason="reads /proc")
def test_whoever_has_it_open_is_named() -> None:
    """Before it goes, each process of the program is named with its account, and nothing is done."""
    status, told = run(script("prerm", os.path.realpath(sys.executable)), "remove")
    assert status == 1
    account = subprocess.run(["id", "-nu"], capture_output=True, text=True, check=True).stdout.strip()
    assert f"TIPdesk is open: process {os.getpid()} of the account {account}." in told
    assert told.endswith("TIPdesk: nothing was changed.\n")
    assert run(script("prerm", "/nowhere/tipdesk"), "remove") == (0, "")


def test_the_manual_has_every_command() -> None:
    """Each group is in the page, a text of a command stands in it, and nothing of the PC that made it does."""
    page = make_man_page(FACTS)
    headings = {line.split(" ")[1] for line in page.splitlines() if line.startswith(".SS ")}
    assert headings == {name.replace("-", r"\-") for name in GROUPS}
    assert r"Receive from posts until stopped (Ctrl+C)" in page
    assert str(Path.home()) not in page.replace("\\-", "-")
    assert str(ROOT) not in page.replace("\\-", "-")
    assert {line.split(" ")[0] for line in page.splitlines() if line.startswith(".")} == {
        ".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".br"
    }  # fmt: skip

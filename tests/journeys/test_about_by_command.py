"""The command `about`: which program this is, without a home and without a passphrase."""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING

from tipdesk import __version__
from tipdesk.adapters.system.components import load_components
from tipdesk.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path


def printed(home: Path, *arguments: str) -> str:
    """Run the command line, which must succeed, and return what it printed."""
    told = StringIO()
    with redirect_stdout(told):
        assert main(["--home", str(home), *arguments]) == 0
    return told.getvalue()


def test_it_says_which_program_this_is(tmp_path: Path) -> None:
    """Version, libraries and licence stand in lines for people; the home is neither made nor named."""
    lines = printed(tmp_path / "none", "about").splitlines()
    assert lines[0] == f"TIPdesk {__version__}, from its source"
    assert [line.split()[0] for line in lines[1:4]] == ["Python", "SQLCipher", "SQLite"]
    assert lines[-1] == "Licence: Apache License 2.0"
    assert not any(str(tmp_path) in line for line in lines)
    assert not (tmp_path / "none").exists()


def test_scripts_get_a_document(tmp_path: Path) -> None:
    """With --json one document has the same, and with --notices every component with its licence in full."""
    document = json.loads(printed(tmp_path, "--json", "about", "--notices"))
    assert (document["version"], document["build"], document["licence"]) == (__version__, None, "Apache License 2.0")
    assert [one["name"] for one in document["notices"]] == [one.name for one in load_components()]
    assert all(one["text"] for one in document["notices"])
    assert "notices" not in json.loads(printed(tmp_path, "--json", "about"))


def test_people_read_every_licence(tmp_path: Path) -> None:
    """--notices prints each component with the words of its licence."""
    told = printed(tmp_path, "about", "--notices")
    for one in load_components():
        assert f"{one.name} {one.version}".strip() in told
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in told

"""The command `mrz`: a passport read on a line or from a file, without a home and without a passphrase."""

from __future__ import annotations

import json
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING

from tipdesk.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

PASSPORT = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"]
MISREAD = [PASSPORT[0], PASSPORT[1].replace("L898902", "L8989O2")]
READ = {
    "format": "TD3",
    "valid": True,
    "fields": {
        "document_number": "L898902C3",
        "family_name": "ERIKSSON",
        "given_names": "ANNA MARIA",
        "nationality": "UTO",
        "birth_date": "1974-08-12",
        "sex": "F",
        "expires": "2012-04-15",
        "issuer": "UTO",
    },
    "checks": [
        {"name": name, "ok": True}
        for name in ("document_number", "birth_date", "expires", "optional_data", "composite")
    ],
    "hints": [],
}


def run(home: Path, *arguments: str) -> tuple[int, str]:
    """Run the command line in a home that is not there; return its status and what it printed."""
    told = StringIO()
    with redirect_stdout(told), redirect_stderr(StringIO()):
        status = main(["--home", str(home / "none"), *arguments])
    assert not (home / "none").exists()
    return status, told.getvalue()


def test_a_passport_is_read_for_scripts(tmp_path: Path) -> None:
    """One document has exactly the keys of the contract; a wrong check digit is 1, with what was read all the same."""
    status, told = run(tmp_path, "--json", "mrz", *PASSPORT)
    assert (status, json.loads(told)) == (0, READ)
    status, told = run(tmp_path, "--json", "mrz", *MISREAD)
    found = json.loads(told)
    assert (status, found["valid"], found["fields"]["document_number"]) == (1, False, "L8989O2C3")
    assert [one["name"] for one in found["checks"] if not one["ok"]] == ["document_number", "composite"]
    assert "“0” in place of “O”" in found["hints"][0]


def test_people_read_lines(tmp_path: Path) -> None:
    """Without --json it is lines: the fields, what each check digit says, the hints; what is none ends with 1."""
    status, told = run(tmp_path, "mrz", *MISREAD)
    assert status == 1
    assert "Date of birth: 12 Aug 1974\n" in told
    assert "Check digit WRONG: Document number\n" in told
    assert run(tmp_path, "mrz", "hello")[0] == 1


def test_a_file_has_one_result_a_line(tmp_path: Path) -> None:
    """Each line of the file gives one, what is no array of texts too, so that results keep their places."""
    lines = [json.dumps(PASSPORT), "no JSON", "[7]", "[]", json.dumps(["".join(PASSPORT)]), "[" * 5000]
    source = tmp_path / "scans.jsonl"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    status, told = run(tmp_path, "mrz", "--from", str(source))
    found = [json.loads(line) for line in told.splitlines()]
    assert (status, [one["format"] for one in found]) == (0, ["TD3", None, None, None, "TD3", None])
    assert found[0] == found[4] == READ
    assert all(one["hints"] for one in found if not one["format"])


def test_it_wants_lines_or_a_file(tmp_path: Path) -> None:
    """Neither of them, or both, is a wrong command line; a file that is not there is named."""
    assert run(tmp_path, "mrz")[0] == run(tmp_path, "mrz", "x", "--from", "y")[0] == 2
    assert run(tmp_path, "mrz", "--from", str(tmp_path / "gone"))[0] == 1

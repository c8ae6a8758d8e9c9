"""The day the PC is dead: blank sheets printed before, locked and unlocked, and one typed in afterwards by command."""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING

from pypdfium2 import PdfDocument

from tests.journeys.runner import done
from tests.journeys.worlds import by_stick
from tipdesk.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.journeys.runner import World

NUMBER = "+1 758 555 0101"


def text_of(file: Path) -> str:
    """Return the words of a sheet."""
    return PdfDocument(file)[0].get_textpage().get_text_range()


def locked_sheet(home: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Print a sheet without a passphrase, and return its number."""
    monkeypatch.delenv("TIPDESK_PASSPHRASE", raising=False)
    told = StringIO()
    with redirect_stdout(told):
        assert main(["--home", str(home), "--json", "report", "worry", "--blank", "--out", str(file)]) == 0
    return str(json.loads(told.getvalue())["paper_no"])


def test_a_sheet_is_printed_and_typed_in(fresh: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both sheets have the number to ring and numbers of their own; the one typed in is as old as its writing."""
    row = {"kind": "duty_officer", "label": "Invented duty desk", "phone": "+17585550101"}
    done(fresh.hq, "hq", "directory", "add", "DutyNumber", *(f"{name}={value}" for name, value in row.items()))
    by_stick(fresh, fresh.post)
    unlocked = done(fresh.post, "report", "worry", "--blank", "--out", fresh.folder / "unlocked.pdf")
    locked = locked_sheet(fresh.post, fresh.folder / "locked.pdf", monkeypatch)
    assert locked_sheet(fresh.folder / "nowhere", fresh.folder / "none.pdf", monkeypatch).startswith("S-")
    assert [NUMBER in text_of(fresh.folder / f"{name}.pdf") for name in ("unlocked", "locked", "none")] == [
        True, True, False,
    ]  # fmt: skip
    assert unlocked["paper_no"] in text_of(fresh.folder / "unlocked.pdf")
    assert unlocked["paper_no"] != locked
    file = fresh.folder / "typed.json"
    given = {"paper_no": locked, "written_at": "2020-01-05T08:10-04:00", "under_18": "unsure"}
    file.write_text(json.dumps(given), encoding="utf-8")
    assert done(fresh.post, "report-now", "--from", file) == {"kept": True}
    [line] = done(fresh.post, "case", "list")["cases"]
    shown = done(fresh.post, "case", "show", line["reference"])
    [report] = [one["fields"] for one in shown["records"] if one["record"] == "Report"]
    assert (report["paper_no"], report["written_at"]) == (locked, "2020-01-05T08:10-04:00")
    assert report["received_at"] > report["written_at"]
    assert shown["case"]["risk_level"] == "high"

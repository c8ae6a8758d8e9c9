"""Cases leave as HTCDS and come in from a spreadsheet, by command: dry run, error file, and the same file again."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from tests.journeys.runner import call, done, write_case
from tests.journeys.worlds import by_stick
from tipdesk.services.import_export.htcds import CORE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.runner import World

HEAD = "prs_FirstName,prs_SecondName,prs_Gender,cas_Status,con_Consent\n"


def rows_in(path: Path) -> list[dict[str, str]]:
    """Return the rows of an exported file."""
    return list(csv.DictReader(StringIO(path.read_text("utf-8-sig"))))


def test_a_sheet_is_tried_taken_in_and_given_back(fresh: World) -> None:
    """What a post takes in reaches headquarters, which exports it; bad rows leave as a file that is mended."""
    sheet, bad, out = (fresh.folder / name for name in ("in.csv", "bad.csv", "out.csv"))
    sheet.write_text(HEAD + "Ann,Invented,Feminine,Closed,Yes\nBob,Made,Blue,Active,\n", encoding="utf-8")
    tried = call(fresh.post, "import", "csv", sheet, "--map", "htcds", "--dry-run")
    assert tried.status == 1
    assert (tried.json["importable"], [(one["row"], one["column"]) for one in tried.json["errors"]]) == (1, [(3, "C")])
    assert {one["gate"] for one in tried.json["noted"]} >= {"closure-needs-reason"}
    assert done(fresh.post, "case", "list")["cases"] == []
    told = call(fresh.post, "import", "csv", sheet, "--errors", bad)
    assert (told.status, told.json["imported"], told.json["unchanged"]) == (1, 1, 0)
    bad.write_text(bad.read_text("utf-8-sig").replace("Blue", "Masculine"), encoding="utf-8")
    assert done(fresh.post, "import", "csv", bad)["imported"] == 1
    assert call(fresh.post, "import", "csv", sheet).json["unchanged"] == 1
    done(fresh.post, "case", "new", "--from", write_case(fresh.folder))
    by_stick(fresh, fresh.post)
    done(fresh.hq, "export", "htcds", "--out", out)
    assert out.read_text("utf-8-sig").splitlines()[0] == ",".join(one.name for one in CORE)
    assert sorted(one["prs_FirstName"] for one in rows_in(out)) == ["Ann", "Bob", "Example"]
    assert [one["action"] for one in done(fresh.hq, "audit", "list")["looks"]].count("export") == 4
    done(fresh.hq, "report", "verify", out)
    again = done(fresh.hq, "import", "csv", out)
    assert (again["imported"], again["unchanged"]) == (0, 3)
    assert call(fresh.post, "import", "xlsx", sheet).json["error"]["code"] == "no-format"

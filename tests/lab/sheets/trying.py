"""A sheet of HTCDS with bad rows among its many: taken in, its bad rows mended, given again, and given back.

What is expected is counted here by itself, from the dice that made the file. A case that is closed takes no change.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from tests.fakes.desk import make_actor
from tests.services.import_export.sheets import counts, csv_of, take_in, unheard
from tests.services.test_store_contract import open_site
from tipdesk.adapters.spreadsheets.csv_file import CsvFile
from tipdesk.services.import_export.export_htcds import export_htcds
from tipdesk.services.import_export.write_errors import errors_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.services.desk import Desk

BAD_EVERY = 25
KINDS = ("Forced labour", "Sexual exploitation", "Other", "")


def rows_of(dice: random.Random, count: int) -> list[dict[str, str]]:
    """Return rows of a sheet, of which each so-manieth cannot be taken."""
    bad = set(dice.sample(range(count), count // BAD_EVERY))
    return [
        {
            "prs_FirstName": f"Made{at % 91}",
            "prs_SecondName": f"Up{at}",
            "prs_Birthdate": f"{dice.randint(1950, 2012)}-{dice.randint(1, 12):02d}",
            "prs_Gender": "Blue" if at in bad else dice.choice(("Feminine", "Masculine", "Non-Conforming")),
            "prs_Citizenship": dice.choice(("VC", "GY;LC", "Haiti", "")),
            "prs_MobilePhone": f"455{at:04d}",
            "prs_MailingCity": dice.choice(("Castries", "Micoud", "")),
            "vic_TraffickingStatus": dice.choice(("Possible victim of trafficking", "")),
            "vic_TypeOfExploitation": dice.choice(KINDS),
            "vic_MethodsOfControl": dice.choice(("Debt bondage;Physical threats", "Other", "")),
            "cas_Status": dice.choice(("Active", "FollowUp", "Closed")),
            "con_Consent": dice.choice(("Yes", "")),
        }
        for at in range(count)
    ]


def problems_of(seed: int, folder: Path, count: int) -> list[str]:
    """Return what came otherwise than it must, and print what it took."""
    sheet, bad = rows_of(random.Random(seed), count), count // BAD_EVERY
    for site in open_site(folder / "home", 1, is_headquarters=True):
        desk = site.desk(make_actor("coordinator", frozenset({"coordinator"})))
        return list(_tried(desk, csv_of(*sheet), count, bad))
    return []


def _tried(desk: Desk, file: bytes, count: int, bad: int) -> list[str]:
    found, began = [], time.monotonic()

    def expect(what: str, given: bytes, wanted: tuple[int, int, int, int]) -> None:
        got = counts(take_in(desk, given))
        if got != wanted:
            found.append(f"{what}: added, changed, unchanged and bad are {got}, not {wanted}")

    told = take_in(desk, file)
    if counts(told) != (count - bad, 0, 0, bad):
        found.append(f"taken in: {counts(told)}")
    took = time.monotonic() - began
    mended = CsvFile().write(errors_sheet(told, str)).replace(b"Blue", b"Feminine")
    expect("mended", mended, (bad, 0, 0, 0))
    expect("given again", file, (0, 0, count - bad, bad))
    expect("mended again", mended, (0, 0, bad, 0))
    out = export_htcds(desk, CsvFile(), told=unheard).content
    expect("given back", out, (0, 0, count, 0))
    edited = out.replace(b",Castries,", b",Soufriere,")
    lines = [line for line in out.splitlines() if b",Castries," in line]
    closed = sum(b",Closed," in line for line in lines)
    expect("given back edited", edited, (0, len(lines) - closed, count - len(lines), closed))
    print(f"{count} rows with {bad} bad: taken in, in {took:.1f} s")
    return found

"""Parsers of what people type, read out, or bring as a file: papers, codes, reports, sheets and their maps."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.lab.fuzz.target import Target
from tipdesk.adapters.keys.age_recipients import format_identity as identity_text
from tipdesk.adapters.keys.age_recipients import generate_identity, parse_identity, parse_recipient
from tipdesk.adapters.keys.one_time_code import make_code, parse_code
from tipdesk.adapters.keys.recovery import check_share, combine
from tipdesk.adapters.spreadsheets.csv_file import CsvFile
from tipdesk.adapters.spreadsheets.csv_source import CsvSource
from tipdesk.adapters.spreadsheets.xlsx_file import XlsxFile
from tipdesk.adapters.spreadsheets.xlsx_source import XlsxSource
from tipdesk.adapters.system.codebook import load_code_book
from tipdesk.adapters.system.resources import read_text
from tipdesk.cli.context import read_json
from tipdesk.domain.codes import parse_code_list
from tipdesk.domain.errors import UserError
from tipdesk.domain.mrz.read_mrz import read_mrz
from tipdesk.services.case.document import read_document
from tipdesk.services.import_export.find_sheet import find_sheet
from tipdesk.services.import_export.htcds import HTCDS
from tipdesk.services.import_export.map_file import read_map, write_map
from tipdesk.services.import_export.preview import begin_map
from tipdesk.services.locked.report import read_given
from tipdesk.services.registers.sheets import Sheet
from tipdesk.services.sync.pull.receipt_digits import parse_receipt_digits, receipt_digits

if TYPE_CHECKING:
    from tests.lab.fuzz.world import World
    from tipdesk.domain.kinds import Referred
    from tipdesk.services.import_export.sheet_source import SheetSource

_CSV = "codes/access_kind.csv"
_PASSPORT = b"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"


def of_sheets(world: World) -> tuple[Target, ...]:
    """Return the parsers of workbooks and of the maps that say what their columns mean."""
    codes, rows = load_code_book(), (("First Name", "Birthdate"), ("Ann", "1990-02-03"))

    def rows_of(source: SheetSource) -> object:
        found = find_sheet(source, HTCDS)
        return [*source.rows(found.name)], source.merged(found.name), source.expected(found.name)

    sheet = Sheet("Cases", rows)
    own = write_map(begin_map(CsvSource(CsvFile().write(sheet)), "", "own"))
    return (
        Target("workbook of cases", lambda content: rows_of(XlsxSource(content)), [XlsxFile().write(sheet)]),
        Target("file of cases", lambda content: rows_of(CsvSource(content)), [CsvFile().write(sheet), world.shown]),
        Target("map of a sheet", lambda content: read_map(content, codes), [own.encode(), b"[columns]\n"]),
    )


def of_people(world: World) -> tuple[Target, ...]:
    """Return the parsers of what a person typed or copied from paper."""
    codes, desk = load_code_book(), world.post.desk
    cards, identity = world.country.cards, generate_identity()

    def refer(_record: str, _given: object) -> Referred:
        raise UserError("no-such-row", "No row.")

    def text(content: bytes) -> str:
        return content.decode("utf-8", "replace")

    def as_json(content: bytes) -> object:
        path = world.folder / "fuzzed" / "typed"
        path.write_bytes(content)
        return read_json(path)

    return (
        Target("case document", lambda content: read_document(as_json(content), codes, desk.ids, refer), [world.shown]),
        Target(
            "report by command",
            lambda content: read_given(as_json(content), 0, 0),
            [b'{"author": "Invented", "own_words": "x"}', world.shown],
        ),
        Target("card", lambda content: check_share(text(content), 1), [one.encode() for one in cards]),
        Target("two cards", lambda content: combine([text(content), cards[1]]), [one.encode() for one in cards]),
        Target("code of a night", lambda content: parse_code(text(content)), [make_code().encode()]),
        Target(
            "digits of a receipt",
            lambda content: parse_receipt_digits(text(content)),
            [receipt_digits(one).encode() for one in world.documents if len(one) < 512],
        ),
        Target("passport lines", lambda content: read_mrz(text(content).split("\n"), date(2026, 11, 24)), [_PASSPORT]),
        Target("code list", lambda content: parse_code_list("fuzz", text(content)), [read_text(_CSV).encode()]),
        Target("recipient", lambda content: parse_recipient(text(content)), [str(identity.recipient).encode()]),
        Target("identity", lambda content: parse_identity(text(content)), [identity_text(identity).encode()]),
    )

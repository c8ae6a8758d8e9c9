"""Every parser of bytes from outside, each with bytes of its own to begin from. What signs or sums is made to fit.

A target takes any bytes and ends, or raises one of the three families; anything else is a bug. What a hostile but
enrolled device could sign is signed here, so that the fuzzer gets past the signature to what stands behind it.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.lab.fuzz.hostile import HostileDevice
from tipdesk.adapters.carriers.folder import FolderStick
from tipdesk.adapters.keys.age import open_sealed
from tipdesk.adapters.keys.age_recipients import format_identity as identity_text
from tipdesk.adapters.keys.age_recipients import generate_identity, parse_identity, parse_recipient
from tipdesk.adapters.keys.one_time_code import make_code
from tipdesk.adapters.keys.recovery import check_share, combine
from tipdesk.adapters.keys.slots_file import read_slots
from tipdesk.adapters.keys.tries_file import read_tries
from tipdesk.adapters.spreadsheets.csv_file import CsvFile
from tipdesk.adapters.spreadsheets.csv_source import CsvSource
from tipdesk.adapters.spreadsheets.xlsx_file import XlsxFile
from tipdesk.adapters.spreadsheets.xlsx_source import XlsxSource
from tipdesk.adapters.store.backup import read_backup
from tipdesk.adapters.store.closed_file import read_closed
from tipdesk.adapters.store.head_file import read_head
from tipdesk.adapters.system.codebook import load_code_book
from tipdesk.adapters.system.resources import read_text
from tipdesk.cli.context import read_json
from tipdesk.domain.codes import parse_code_list
from tipdesk.domain.errors import UserError
from tipdesk.domain.mrz.read_mrz import read_mrz
from tipdesk.domain.spoken_code import parse_code
from tipdesk.services.case.document import read_document
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.import_export.find_sheet import find_sheet
from tipdesk.services.import_export.htcds import HTCDS
from tipdesk.services.import_export.map_file import read_map, write_map
from tipdesk.services.import_export.preview import begin_map
from tipdesk.services.keys.office.office_keys import get_office
from tipdesk.services.locked.report import read_given, unpack_report
from tipdesk.services.registers.sheets import Sheet
from tipdesk.services.sticks.stick import BUNDLE, FETCH
from tipdesk.services.sync.inspect_bundle import inspect_bundle
from tipdesk.services.sync.pull.receipt_digits import parse_receipt_digits, receipt_digits
from tipdesk.services.sync.pull.take_arrival import take_arrival
from tipdesk.sync.bundle import (
    read_content,
    read_outer,
)
from tipdesk.sync.codec import decode_entry, decode_head
from tipdesk.sync.document import KEYSET, LEDGER, RECEIPT, read_keyset, read_request
from tipdesk.sync.envelope import sign_document
from tipdesk.sync.frames import compress, decompress
from tipdesk.sync.outbox import read_sheet
from tipdesk.sync.outside import read_outside
from tipdesk.sync.part import head_part, read_part, write_part
from tipdesk.sync.trust import admit, prove
from tipdesk.sync.wants import WANTS
from tipdesk.sync.wire import decode_listing, decode_refusal, encode_listing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.lab.fuzz.world import World
    from tipdesk.domain.kinds import Referred
    from tipdesk.services.import_export.sheet_source import SheetSource

_SUM, _LONGEST_PAYLOAD = 32, 10_000
_CSV = "codes/access_kind.csv"
_PASSPORT = b"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"


@dataclass(frozen=True)
class Target:
    """One parser. `seeds`: what it begins from; `declared`: what else than the three families it may raise."""

    name: str
    run: Callable[[bytes], object]
    seeds: Sequence[bytes]
    declared: tuple[type[Exception], ...] = ()


def _believed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Every signature holds: the fuzzer is to get past it."""
    del public, message, signature
    return True


def _holds(message: bytes, signature: bytes) -> bool:
    return _believed(b"", message, signature)


def make_targets(world: World) -> tuple[Target, ...]:
    """Return all of them."""
    groups = (_of_bundles, _of_documents, _of_files, _of_the_stick, _of_people, _of_sheets)
    return tuple(target for group in groups for target in group(world))


def _of_bundles(world: World) -> tuple[Target, ...]:
    keys, identity = world.office.keys, generate_identity()
    sealed = world.post.keys.sealer([str(identity.recipient)])(b"Invented words.")
    public, log = world.post.keys.signer.public, world.post.desk.place.log
    items = read_content(world.plain).items
    named: dict[str, Any] = {"to": None, "part_bytes": len(world.plain)}
    outer = read_outer(world.bundle, None, None)[0]
    header = head_part(outer.device, log, hashlib.sha256(world.plain).digest(), len(world.plain), 0, world.plain)
    part = write_part(header, world.plain, world.post.keys.signer)

    def entry(body: bytes) -> object:
        return decode_entry(log, decode_head(items[0].head), body, [log])

    return (
        Target("gate", lambda content: admit(content, lambda _device: public, keys.verify), [world.bundle]),
        Target("inspect", inspect_bundle, [world.bundle]),
        Target("age", lambda content: open_sealed(content, identity), [sealed]),
        Target("frames", decompress, [compress(world.plain), compress(b"")]),
        Target("content", lambda content: prove(read_content(content), {}), [world.plain]),
        Target("part of a file", lambda content: read_part(content, outer, public, _believed, **named), [part]),
        Target("head of an entry", decode_head, [one.head for one in items]),
        Target("body of an entry", entry, world.bodies),
        Target("hostile device", HostileDevice(world).send, world.bodies),
    )


def _of_documents(world: World) -> tuple[Target, ...]:
    with world.office.desk.read() as reader:
        signer = get_office(world.office.desk, reader).signer(get_keyset(reader).sign_keys)

    def arrive(kind: str, content: bytes) -> object:
        """Let come what headquarters has signed."""
        return take_arrival(world.post.desk, sign_document(kind, content[:_LONGEST_PAYLOAD], signer))

    payloads = [document[40:-64] for document in world.documents]
    return (
        Target("document", partial(take_arrival, world.post.desk), world.documents),
        *(Target(kind, partial(arrive, kind), payloads) for kind in (RECEIPT, LEDGER, KEYSET, WANTS)),
        Target("root of a keyset", lambda content: read_keyset(content, _believed), world.documents),
        Target("request", lambda content: read_request(content, _believed), world.documents),
        Target("listing", decode_listing, [encode_listing([("0" * 64, 7)])]),
        Target("refusal", decode_refusal, [b'{"error": {"family": "user", "code": "no", "message": "no"}}']),
    )


def _of_files(world: World) -> tuple[Target, ...]:
    folder, beside = world.folder / "fuzzed", world.beside
    folder.mkdir()
    device, magic = world.post.keys.signer.public, _magic_of(beside["slots"])

    def by_file(read: Callable[[Path], object], name: str, content: bytes) -> object:
        (folder / name).write_bytes(content)
        return read(folder / name)

    def slots(body: bytes) -> object:
        return by_file(read_slots, "slots", magic + hashlib.sha256(body).digest() + body)

    return (
        Target("slots file", partial(by_file, read_slots, "slots"), [beside["slots"]]),
        Target("slots", slots, [beside["slots"][len(magic) + _SUM :]]),
        Target("tries", partial(by_file, lambda path: read_tries([path]), "tries"), [beside["slots"]]),
        Target("head file", partial(by_file, lambda path: read_head(path, _holds), "head"), [beside["head"]]),
        Target(
            "note of the closing",
            partial(by_file, lambda path: read_closed(path.parent, _holds), "closed"),
            [beside["closed"]],
            (ValueError,),
        ),
        Target("list of a backup", partial(by_file, lambda path: read_backup(path.parent), "list"), [beside["list"]]),
        Target("outside", lambda content: read_outside(content, _believed), [beside["outside"]]),
        Target("sheet", lambda content: read_sheet(content, device, _believed), [beside["sheet"]]),
        Target("report", unpack_report, [world.report]),
        Target("file of JSON", partial(by_file, read_json, "file"), [world.shown]),
    )


def _of_the_stick(world: World) -> tuple[Target, ...]:
    stick = world.folder / "fuzzed-stick"
    stick.mkdir()

    def names(content: bytes) -> object:
        """Lay files of these names there, and look for ours."""
        for old in stick.iterdir():
            old.unlink()
        for name in content.split(b"\n")[:20]:
            with suppress(OSError, ValueError):
                (stick / name.decode("utf-8", "surrogateescape").replace("/", "_")[:80]).write_bytes(world.bundle[:200])
        seen = FolderStick(stick, world.country.headquarters.folder)
        return [*seen.sieve(BUNDLE).read(), *seen.sieve(FETCH).read()]

    seed = b"0123456789abcdef.tdb\n0123456789abcdef.tdf\n..\n.tdb\nautorun.inf"
    return (Target("names on a stick", names, [seed]),)


def _of_sheets(world: World) -> tuple[Target, ...]:
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


def _magic_of(slots: bytes) -> bytes:
    """Return what a slots file begins with: everything before the sum that fits the rest."""
    for length in range(1, 64):
        if hashlib.sha256(slots[length + _SUM :]).digest() == slots[length : length + _SUM]:
            return slots[:length]
    message = "a slots file is made otherwise than the fuzzer knows"
    raise AssertionError(message)


def _of_people(world: World) -> tuple[Target, ...]:
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

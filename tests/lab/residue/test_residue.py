"""A thousand planted words: not one can be read in any file of both homes, the stick or the temporary folders."""

from __future__ import annotations

import base64
import multiprocessing
import os
import random
import tempfile
import threading
from itertools import product
from typing import TYPE_CHECKING

import pytest

from tests.lab.headquarters import serving_home
from tests.lab.homes import PASSPHRASE, Country, Home, make_country
from tests.lab.residue.planting import DRAFTS, Words, type_everything
from tests.lab.residue.scan import ENCODINGS, Scanner
from tests.lab.residue.screens import type_on_screens_and_die
from tests.stretching import AsHere
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.show_case import show_case
from tipdesk.services.drafts import find_drafts
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from pathlib import Path


SEED = 5
READY_SECONDS = 120


def type_and_die(country: Country, temporary: str, pipe: Connection) -> None:
    """Type everything in a process that is killed with its store open: what its journals hold stays behind."""
    os.environ["TMPDIR"] = os.environ["SQLITE_TMPDIR"] = tempfile.tempdir = temporary
    session = country.post.open()
    words = Words(random.Random(SEED))
    references = type_everything(session.desk, words)
    pipe.send((references, words.planted))
    threading.Event().wait()


def carry(country: Country, references: list[str]) -> None:
    """By stick and back, then by wire, with documents read and printed at both ends."""
    post, office = country.post.open(), country.headquarters.open()
    try:
        for _visit in range(2):
            with post.carrier(stick=country.stick) as carrier:
                sync_now(post.desk, carrier, no_step, never)
            receive_stick(office.desk, office.stick(country.stick))
        with serving_home(office) as port, post.carrier(url=f"https://127.0.0.1:{port}") as carrier:
            assert sync_now(post.desk, carrier, no_step, never).waiting == 0
        for session in (post, office):
            assert show_case(session.desk, references[0])["case"]
        assert post.print_case_file(references[1], identity=True).startswith(b"%PDF")
    finally:
        office.close()
        post.close()


def told_and_killed(target: Callable[..., None], *given: object) -> tuple[list[str], set[str]]:
    """Run a session in a process of its own until it tells which cases and words, and kill it."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=AsHere(target), args=(*given, theirs), daemon=True)
    child.start()
    theirs.close()
    try:
        assert ours.poll(READY_SECONDS)
        references, planted = ours.recv()
        return references, planted
    finally:
        child.kill()
        child.join()
        ours.close()


def test_not_one_planted_word_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After two sessions that were killed, one of them on the screen, one that closed, a stick and a wire: 0 hits."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    country = make_country(tmp_path)
    references, planted = told_and_killed(type_and_die, country, str(temporary))
    assert len(planted) >= 1_000
    assert (country.post.folder / "store.db-wal").stat().st_size > 100_000, "the killed session left its journal"
    assert Scanner(planted).scan(tmp_path) == []
    _none, shown = told_and_killed(type_on_screens_and_die, country.post.folder, PASSPHRASE, str(temporary))
    assert len(shown) >= 250
    assert not shown & planted
    scanner = Scanner(planted | shown)
    assert scanner.scan(tmp_path) == []
    carry(country, references)
    assert scanner.scan(tmp_path) == []
    expect_typed(country.post, shown)


def expect_typed(home: Home, shown: set[str]) -> None:
    """The words of the screens were kept: in the worry that was not saved, and in most of the cases."""
    post = home.open()
    try:
        with post.desk.read() as reader:
            words = " ".join(str(row["own_words"]) for row in reader.find_rows(BY_NAME["Report"]))
        assert len(find_drafts(post.desk)) == DRAFTS + 1
        assert sum(word in words for word in shown) >= 100
    finally:
        post.close()


@pytest.mark.parametrize("encoding", sorted(ENCODINGS))
def test_a_plain_file_is_found(encoding: str, tmp_path: Path) -> None:
    """The control: a word in a file is found in every encoding, wherever it begins, and in a file's name."""
    words = Words(random.Random(1))
    planted = [words.name(), words.number(), words.document()]
    scanner = Scanner(planted)
    for place, word in product(range(scanner.step), planted):
        for pattern in ENCODINGS[encoding](word):
            for content in (b"\x00" * place + b"before " + pattern + b" after", b"\x00" * place + pattern, pattern):
                (tmp_path / "plain").write_bytes(content)
                assert word in {hit.word for hit in scanner.scan(tmp_path)}
    (tmp_path / "plain").write_bytes(b"nothing")
    assert scanner.scan(tmp_path) == []
    (tmp_path / f"notes of {planted[1]}.txt").write_bytes(b"")
    assert {hit.word for hit in scanner.scan(tmp_path)} == {planted[1]}


@pytest.mark.parametrize("before", [b"", b"a", b"ab", b"abc"])
def test_base64_of_anything_around_a_word_is_found(before: bytes, tmp_path: Path) -> None:
    """The control of the least simple encoding, made by the standard library from a whole text."""
    word = Words(random.Random(2)).name()
    (tmp_path / "mail").write_bytes(base64.b64encode(before + word.encode() + b" and more"))
    assert {(hit.word, hit.encoding) for hit in Scanner([word]).scan(tmp_path)} == {(word, "base64")}

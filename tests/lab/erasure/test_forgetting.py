"""A case whose share has ended is gone from every decrypted page of the post that shared it, with keys and files."""

from __future__ import annotations

import random
from contextlib import closing
from typing import TYPE_CHECKING

from tests.lab.erasure.pages import write_clear
from tests.lab.erasure.test_erasure import carry, country, files_of, plant, secrets_of
from tests.lab.residue.planting import Words
from tests.lab.residue.scan import Scanner
from tipdesk.domain.records import BY_NAME
from tipdesk.services.drafts import keep_draft
from tipdesk.services.sharing.see_shares import see_shares
from tipdesk.services.sharing.share_case import end_share, share_case

if TYPE_CHECKING:
    from pathlib import Path

    from tests.lab.homes import Country, Home

__all__ = ["country"]
WHY = "They know her there"


def clear_of(home: Home, folder: Path, name: str) -> Path:
    """Write every decrypted page of a store to a file of a folder of its own; return it."""
    target = folder / name
    target.mkdir()
    write_clear(home.folder / "store.db", home.store_key, target / "store")
    return target


def sealed_at(home: Home) -> list[str]:
    """Return the names of the sealed files of a home, whole or in part."""
    files = home.folder / "files"
    parts = [path.name for path in (files / "parts").iterdir()] if (files / "parts").exists() else []
    return [name for name in files_of(home) if name != "parts"] + parts


def test_nothing_of_a_forgotten_case_is_left(country: Country, tmp_path: Path) -> None:
    """0 words in nine encodings, 0 keys and 0 files at the post, while headquarters keeps all; every check holds."""
    words, others = Words(random.Random(6)), Words(random.Random(7))
    with closing(country.headquarters.open()) as office:
        case = plant(office.desk, words)
        share_case(office.desk, case, "VFT", WHY)
    with closing(country.post.open()) as post:
        kept = plant(post.desk, others)
    carry(country, visits=3)
    secrets = secrets_of(country.post, case)
    assert len(secrets) > 1
    assert len(sealed_at(country.post)) == 2
    assert Scanner(words.planted).scan(clear_of(country.post, tmp_path, "before")), "the control"
    with closing(country.post.open()) as post:
        keep_draft(post.desk, f"edit:Case:{case.hex()}", {"summary": words.names(3)})
    with closing(country.headquarters.open()) as office:
        end_share(office.desk, case, "VFT", WHY)
    carry(country, visits=3)
    after = clear_of(country.post, tmp_path, "after")
    assert Scanner(words.planted).scan(after) == []
    assert {hit.word for hit in Scanner(others.planted).scan(after)}, "another case stays"
    content = (after / "store").read_bytes()
    assert not [one for one in secrets if one in content]
    assert len(sealed_at(country.post)) == 1
    for home, left in ((country.post, [kept]), (country.headquarters, [case, kept])):
        with closing(home.open()) as session:
            assert not [one for one in session.check() if one.problems]
            assert session.rebuild() == []
            with session.desk.read() as reader:
                assert sorted(row.id for row in reader.find_rows(BY_NAME["Case"])) == sorted(left)
    with closing(country.headquarters.open()) as office:
        assert [one.waiting for one in see_shares(office.desk, case)] == [()]

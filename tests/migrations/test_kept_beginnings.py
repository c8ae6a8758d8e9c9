"""What was in quarantine before beginnings were kept alone stays there, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import command

from tests.adapters.store.names import KEY
from tipdesk.adapters.store.engine import open_engine
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.migrate import alembic_config
from tipdesk.adapters.store.quarantine import StoreQuarantine
from tipdesk.services.ledger import Quarantined

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_refused_before_is_kept_whole(tmp_path: Path) -> None:
    """A bundle in quarantine of the first release: its bytes, its size, and that it is whole, after the migration."""
    engine = open_engine(tmp_path / "store.db", KEY)
    with engine.connect() as connection, connection.begin():
        command.upgrade(alembic_config(connection), "0001")
        Link(connection).run(
            "INSERT INTO quarantine (digest, file, verdict, reason, device, received_at, content) "
            "VALUES (?,?,?,?,?,?,?)",
            (b"d" * 32, "a.tdb", "fork", "fork", b"1" * 16, 5, b"whole"),
        )
        command.upgrade(alembic_config(connection), "head")
        quarantine = StoreQuarantine(Link(connection))
        assert quarantine.find_all() == [Quarantined(1, "a.tdb", "fork", "fork", b"1" * 16, 5, 5)]
        assert quarantine.get_content(1) == b"whole"
        number = quarantine.keep(b"beg", "b.tdb", "refused", "altered", None, 6, of=(b"e" * 32, 900))
        assert quarantine.find_all()[0] == Quarantined(number, "b.tdb", "refused", "altered", None, 6, 900, False)
        assert sorted(one.is_evidence for one in quarantine.find_shares()) == [False, True]
    engine.dispose()

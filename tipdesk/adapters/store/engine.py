"""SQLCipher behind SQLAlchemy: versions are checked, every pragma stands in one place, and there is one way to begin.

Decision: the dialect `sqlite+pysqlcipher` is not used, because it sets its own key after `creator=`, and its pool
breaks under threads.
"""

import re
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, QueuePool, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlcipher3 import dbapi2

from tipdesk.adapters.store.faults import at_the_door
from tipdesk.domain.errors import Trouble
from tipdesk.domain.texts import _

KEY_BYTES = 32
_OLDEST_SQLITE = (3, 51, 3)  # older ones can corrupt the file when the WAL is reset
_CIPHER = re.compile(r"4\.\d")
_CACHE_KIB = {False: 128 * 1024, True: 64 * 1024}  # decrypted pages stay in the cache: it is the lever for speed
_SCAN_KIB = 8 * 1024
_BUSY_MS = 15_000
_WAL_PAGES = 4_000  # 16 MiB between checkpoints: fewer than the default for large bundles, still little to replay
_READERS = 4
_STATEMENTS = 1_000
"""How many statements a connection keeps ready. Its driver lets the newest go first when there is no room, so that
too few (100 by default) means that each save reads and plans each of its statements anew, which costs more than the
save."""

# The driver looks for an adapter for each bytes and each None it binds and takes a slow way when there is none:
# 0.5 µs a value instead of 0.2. These two change nothing but that; both are C, since they are called for every value.
dbapi2.register_adapter(bytes, bytes.__bytes__)
dbapi2.register_adapter(type(None), {}.get)


def open_engine(
    path: Path, key: bytes, *, read_only: bool = False, is_still: bool = False, is_scan: bool = False
) -> Engine:
    """Return an engine on the store file, with one connection that writes or a few that cannot (`query_only`).

    The file is created when it is not there and the engine may write. `is_still` says that nobody writes to the file,
    and nothing may be written beside it. `is_scan` says that it is read once from end to end, so that a large cache is
    of no use. The key has 32 bytes; ValueError otherwise. Raises Trouble `wrong-sqlcipher` where the database library
    is not one to rely on; Distrust `store-unreadable`, for a wrong key or a damaged file, comes with the first
    connection.
    """
    _check_versions()
    if len(key) != KEY_BYTES:  # SQLCipher would silently take another length for a passphrase
        message = "the store key has 32 bytes"
        raise ValueError(message)
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=_creator(path, key, read_only=read_only, is_still=is_still, is_scan=is_scan),
        poolclass=QueuePool,
        pool_size=_READERS if read_only else 1,
        max_overflow=0,
        pool_reset_on_return=None if read_only else "rollback",
    )
    event.listen(engine, "begin", lambda link: link.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE"))
    return engine


def _creator(
    path: Path, key: bytes, *, read_only: bool, is_still: bool, is_scan: bool
) -> Callable[[], DBAPIConnection]:
    uri = f"{path.absolute().as_uri()}?mode={'rw' if read_only else 'rwc'}{'&immutable=1' if is_still else ''}"

    def connect() -> DBAPIConnection:
        with at_the_door():
            link = dbapi2.connect(
                uri, uri=True, check_same_thread=False, isolation_level=None, cached_statements=_STATEMENTS
            )
            try:
                set_pragmas(link, key, read_only=read_only)
                if is_scan:
                    keep_few_pages(link)
            except BaseException:
                link.close()
                raise
        return link  # type: ignore[return-value] # SQLAlchemy's Protocol names its module-level attributes otherwise

    return connect


def set_pragmas(link: dbapi2.Connection, key: bytes, *, read_only: bool = False) -> None:
    """Open the cipher and set every pragma of the store, in the order in which they must come.

    Pages are proved by HMAC-SHA-256, since processors have had instructions for it for years, the cheapest ones first,
    and none for the SHA-512 that is SQLCipher's default. Pages are checked in three fifths of the time, and each keeps
    32 bytes more.
    """
    link.execute("PRAGMA cipher_log_level = NONE").fetchall()
    link.execute(f"PRAGMA key = \"x'{key.hex()}'\"").fetchall()
    link.execute("PRAGMA cipher_hmac_algorithm = HMAC_SHA256").fetchall()
    link.execute("SELECT count(*) FROM sqlite_schema").fetchall()  # a wrong key fails here, not at the PRAGMA
    link.execute(f"PRAGMA busy_timeout = {_BUSY_MS}").fetchall()
    if not read_only:
        link.execute("PRAGMA journal_mode = WAL").fetchall()
    for pragma in (
        "synchronous = FULL",
        f"cache_size = -{_CACHE_KIB[read_only]}",
        "temp_store = MEMORY",
        "secure_delete = ON",
        "trusted_schema = OFF",
        f"wal_autocheckpoint = {_WAL_PAGES}",
        "foreign_keys = OFF",
        "recursive_triggers = ON",
        f"query_only = {'ON' if read_only else 'OFF'}",
    ):
        link.execute(f"PRAGMA {pragma}").fetchall()


def keep_few_pages(link: dbapi2.Connection) -> None:
    """Give a connection a small cache, because it reads the file once from end to end."""
    link.execute(f"PRAGMA cache_size = -{_SCAN_KIB}").fetchall()


def _check_versions() -> None:
    memory = dbapi2.connect(":memory:")
    try:
        cipher = memory.execute("PRAGMA cipher_version").fetchone()
    finally:
        memory.close()
    if dbapi2.sqlite_version_info < _OLDEST_SQLITE or cipher is None or not _CIPHER.match(str(cipher[0])):
        raise Trouble(
            "wrong-sqlcipher",
            _("This installation has a database library that cannot be trusted ({sqlite}, {cipher})."),
            sqlite=dbapi2.sqlite_version,
            cipher="-" if cipher is None else cipher[0],
        )

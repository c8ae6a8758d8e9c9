"""Says which database library this is: the support asks for it first when a store is in trouble."""

from sqlcipher3 import dbapi2


def library_versions() -> dict[str, str]:
    """Return the versions of SQLCipher and of the SQLite in it; no store is opened."""
    memory = dbapi2.connect(":memory:")
    try:
        cipher = memory.execute("PRAGMA cipher_version").fetchone()
    finally:
        memory.close()
    return {"SQLCipher": str(cipher[0]) if cipher else "-", "SQLite": dbapi2.sqlite_version}

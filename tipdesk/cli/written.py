"""Papers and documents that commands write to a file, and what is said of them.

`said` is a translated sentence with a place for the name of the file.
"""

from pathlib import Path

from tipdesk.cli.context import Context, write_file
from tipdesk.services.documents.exported import Exported


def show_written(context: Context, out: Path, content: bytes, said: str) -> None:
    """Write a paper, and say where it is."""
    write_file(out, content)
    context.show({"file": str(out), "bytes": len(content)}, said.format(file=out))


def show_exported(context: Context, out: Path, exported: Exported, said: str) -> None:
    """Write a document and its signature beside it, and say where they are."""
    signature = out.with_name(f"{out.stem}.signature.txt")
    write_file(out, exported.content)
    write_file(signature, exported.signature)
    files = {"file": str(out), "signature": str(signature), "bytes": len(exported.content)}
    context.show(files, said.format(file=out))

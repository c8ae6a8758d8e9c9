"""`tipdesk bundle …`: what a bundle is, for anybody who holds the file.

Inspecting needs no home and no key. Verifying needs an unlocked home that knows the key of the device that signed.
"""

from pathlib import Path

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context, read_file
from tipdesk.cli.translate import _
from tipdesk.domain.errors import Distrust
from tipdesk.domain.ids import id_text
from tipdesk.services.sync.inspect_bundle import Inspected, inspect_bundle, verify_bundle
from tipdesk.sync.part import PART


@click.group(cls=Group)
def bundle() -> None:
    """Look at bundles (*.tdb)."""


@bundle.command("inspect")
@click.argument("file", type=click.Path(path_type=Path))
@pass_context
def inspect(context: Context, file: Path) -> None:
    """Say who signed a bundle and which ciphertext belongs to it: what a reader without the store can know."""
    _show(context, inspect_bundle(read_file(file)))


@bundle.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
@pass_context
def verify(context: Context, file: Path) -> None:
    """Verify a bundle with the keys that this home knows."""
    from tipdesk.adapters.system.paths import HomePaths

    content = read_file(file)
    found = inspect_bundle(content)
    if not HomePaths(context.home.expanduser().absolute()).exists():
        raise Distrust("unknown-key", _("This home does not know the key of the device that signed the bundle."))
    found = verify_bundle(context.desk, content)
    _show(context, found)


def _show(context: Context, found: Inspected) -> None:
    document: dict[str, object] = {
        "verdict": found.verdict,
        "device": id_text(found.outer.device),
        "bytes": found.size,
        "ciphertext": {"bytes": found.outer.length, "sha256": found.outer.digest.hex()},
    }
    if found.kind == PART:
        document |= {"kind": found.kind, "file": found.log.hex(), "part": found.first + 1, "of": found.last}
    elif found.kind:
        document |= {
            "kind": found.kind,
            "log": found.log.hex(),
            "from": found.first,
            "to": found.last,
            "entries": found.entries,
        }
    context.show(document, *(f"{name}: {value}" for name, value in document.items()))

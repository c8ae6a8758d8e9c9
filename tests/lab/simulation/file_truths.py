"""What must hold of files when everything has healed: none lost, none in part, none where it does not belong.

The judge is the book of what was taken in, and which files were whole somewhere when a store was put back or a PC was
lost. Which rows stand where is judged by others.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from tests.lab.simulation.sharing import forgotten_dots
from tests.lab.simulation.writing import FILE
from tipdesk.domain.errors import Distrust
from tipdesk.services.headquarters.directory.registry import read_registry

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from tests.lab.simulation.sites import Site
    from tests.lab.simulation.world import World
    from tipdesk.domain.rows import Row


def find_file_problems(world: World) -> list[str]:
    """Return what is wrong with the files of headquarters and of every living PC."""
    with world.headquarters.desk().read() as reader:
        registry = read_registry(reader)
        rows = reader.find_rows(FILE, with_deleted=True)
        nobodys = {row["content_id"] for row in rows if row.case and registry.post_of_case(row.case) is None}
    excused = world.book.lost | nobodys
    return [one for site in (world.headquarters, *world.living) for one in _of_site(world, site, excused)]


def find_let_go(world: World) -> list[str]:
    """Return which PCs miss a file that they took in, before anything brings it again."""
    held = {(site.name, content) for site in world.sites for content in site.desk().files.find_held()}
    gone = {(site.name, dot) for site in world.sites for dot in forgotten_dots(site)}
    missing = [(name, world.book.took[content]) for name, content in world.book.kept - held]
    return [f"{name} has let a file go by itself" for name, dot in missing if (name, dot) not in gone]


def _of_site(world: World, site: Site, excused: AbstractSet[object]) -> list[str]:
    files = site.desk().files
    with site.desk().read() as reader:
        rows = reader.find_rows(FILE, with_deleted=True)
    named, here = {row["content_id"] for row in rows}, set(files.find_held())
    needed = {row["content_id"] for row in rows if not row.deleted} - excused
    problems = [f"{site.name} lacks a file" for _one in needed - here]
    problems += [f"{site.name} has a file that no row there names" for _one in here - named]
    # Of a file whose row went to the trash meanwhile some parts may wait there with it.
    problems += [
        f"{site.name} has parts for nothing" for one in files.parts.find_under_way() if one in here or one not in named
    ]
    return problems + [f"{site.name} {wrong}" for row in rows if (wrong := _is_wrong(world, site, row))]


def _is_wrong(world: World, site: Site, row: Row) -> str:
    """Tell what is wrong with the bytes of a file that lies there: they open to what was taken in."""
    content_id, key = row["content_id"], row["file_key"]
    if not isinstance(content_id, bytes) or not isinstance(key, bytes) or not site.desk().files.is_here(content_id):
        return ""
    try:
        with site.desk().files.reading(content_id, key) as chunks:
            digest = hashlib.sha256(b"".join(chunks)).digest()
    except Distrust as refusal:
        return f"has a file that does not open: {refusal.code}"
    return "" if digest == world.book.files[content_id] else "has another file than was taken in"

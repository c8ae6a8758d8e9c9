"""Headquarters' word about files: what it lacks of the cases of a device's post, and what of them it holds whole.

What a device asks about is answered first; then comes what headquarters lacks besides, because another PC has it or a
restore has lost it. Of files that the device's cases do not name nothing is said.
"""

from collections.abc import Collection

from tipdesk.services.desk import UnitOfWork
from tipdesk.services.headquarters.directory.registry import Registry
from tipdesk.services.headquarters.keys.office import signing_for
from tipdesk.services.ledger import FileLine
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.office import EPOCH
from tipdesk.sync.document import write_payload
from tipdesk.sync.part import ranges_without
from tipdesk.sync.wants import WANTS, Files, Lacking, Wants, fitting, lacking


def find_files_of(work: UnitOfWork, registry: Registry, device: bytes) -> dict[bytes, FileLine]:
    """Return the files of the cases that a device holds, by content id; what is kept by its hash alone is left out."""
    lines = [line for line in work.ledger.find_files() if not line.hash_only]
    registry.know_cases({line.case for line in lines})
    post = registry.devices[device].post
    return {line.content_id: line for line in lines if post in (registry.posts_of_case(line.case) or ())}


def find_files_said(work: UnitOfWork, registry: Registry, device: bytes) -> dict[bytes, FileLine]:
    """Return the files of which a device hears: also those of cases that it is still to forget and may have sent."""
    lines = [line for line in work.ledger.find_files() if not line.hash_only]
    enrolled = registry.devices[device]
    owed = {line.content_id: line for line in lines if registry.is_owed(enrolled, line.case)}
    return owed | find_files_of(work, registry, device)


def say_wants(desk: LinkDesk, work: UnitOfWork, registry: Registry, device: bytes, asked: Collection[bytes]) -> bytes:
    """Return headquarters' signed word to a device, about the files that it asks about and all that are lacking."""
    named, held = find_files_said(work, registry, device), set(desk.files.find_held())
    lacks = [content for content in asked if content in named and content not in held]
    others = [content for content in named if content not in held and content not in asked]
    complete = [content for content in asked if content in named and content in held]
    return _signed(desk, work, device, fitting((_lacking(desk, one) for one in (*lacks, *others)), complete))


def say_of_file(desk: LinkDesk, device: bytes, content: bytes) -> bytes:
    """Return headquarters' signed word about one file of which a part has just come."""
    with desk.work() as work:
        if desk.files.is_here(content):
            return _signed(desk, work, device, Files(complete=(content,)))
        return _signed(desk, work, device, Files(lacking=(_lacking(desk, content),)))


def _lacking(desk: LinkDesk, content: bytes) -> Lacking:
    return lacking(content, ranges_without(desk.files.parts.parts_here(content)))


def _signed(desk: LinkDesk, work: UnitOfWork, device: bytes, files: Files) -> bytes:
    signer, mark = signing_for(desk, work, device)
    return write_payload(WANTS, Wants(device, desk.clock.now_ms(), EPOCH.get(work), mark, files), signer)

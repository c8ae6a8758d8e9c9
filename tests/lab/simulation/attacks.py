"""What the attacker of a simulated life does, and what must hold after every single deed.

People at posts and at headquarters take what they are handed, type the right digits, and say of a request that it moves
a PC, as long as that request has ended: a fresh one they would believe.

Promises that what must hold is looked at after every single deed: a receipt that was taken in is one that headquarters
gave for what it had; no grant of another PC is taken; no request that has ended is answered; no PC is at another post;
no keyset is followed by an earlier one; no question of a PC is answered that has asked since. That everything still
comes together afterwards is told by `truths`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from tests.lab.simulation.attacker import Asked, Attacker, FakeCopiedHand, kind_of, receipt_in, splice
from tipdesk.domain.errors import Distrust, TipdeskError
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.headquarters.directory.registry import DEVICE, get_post
from tipdesk.services.headquarters.enrolment.enrol_device import enrol_device
from tipdesk.services.headquarters.intake.answer_fetch import answer_fetch
from tipdesk.services.headquarters.intake.inbox import open_inbox
from tipdesk.services.headquarters.keys.see_keys import see_keys
from tipdesk.services.remembered.link import LAST_RECEIPT
from tipdesk.services.sticks.stick import BUNDLE, FETCH, RECEIPT
from tipdesk.services.sync.enrolment import accept_grant, request_enrolment
from tipdesk.services.sync.pull.take_arrival import take_arrival, take_receipt
from tipdesk.sync.document import GRANT, KEYSET, Grant, read_payload, write_payload
from tipdesk.sync.document import RECEIPT as RECEIPT_KIND
from tipdesk.sync.envelope import SIGNATURE_BYTES, is_document, is_kind

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site
    from tests.lab.simulation.world import World

ENDED_BY_CLOCKS = ("request-expired", "request-old")
"""Refusals of an honest request, where clocks were set by years or a store was put back."""
_SUFFIXES = (BUNDLE, RECEIPT, FETCH)


def watch(world: World) -> None:
    """Copy every stick: what lies there was sent."""
    if world.attacker is not None:
        for stick in world.sticks:
            world.attacker.hear(stick.files.values())


def enrol_again(world: World) -> None:
    """A PC asks to be enrolled again. Its request may be lost, or its grant; who takes in a grant syncs."""
    attacker, site = _of(world), world.pick()
    attacker.turn += 1
    asked = Asked(site, attacker.turn, request_enrolment(site.desk(), b"", b""))
    attacker.requests.append(asked)
    if world.dice.randrange(3) == 0:
        return
    try:
        grant = _answer(world, asked, site.post, move=False)
    except TipdeskError as refusal:
        if refusal.code not in ENDED_BY_CLOCKS:
            world.problems.append(f"{site.name} was not enrolled again: {refusal.code}")
        return
    attacker.grants.append(grant)
    attacker.hear([read_payload(grant, GRANT, Grant)[0].keyset])
    if world.dice.randrange(2):
        _take_grant(world, site, grant)


def present(world: World) -> None:
    """Present something that was kept, or something made of it, to somebody; then look at what must hold."""
    attacker, dice = _of(world), world.dice
    watch(world)
    before = {site.name: _mark(site) for site in world.living}
    deed = dice.choice((_to_headquarters, _to_headquarters, _to_a_post, _a_keyset, _a_receipt, *_OTHERS))
    if attacker.kept:
        deed(world)
    _look(world, before)


def _to_headquarters(world: World) -> None:
    """By wire: as a bundle and as a question."""
    content, desk = _something(world), world.headquarters.desk()
    try:
        told = answer_fetch(desk, content)[1] if is_document(content) else [open_inbox(desk).receive(content)]
        _of(world).hear_answer(told)
        if is_document(content) and _of(world).is_over(content):
            world.problems.append("a question was answered although its PC had asked since")
    except TipdeskError as refusal:
        world.tell(f"  headquarters: {refusal.code}")


def _to_a_post(world: World) -> None:
    """As what comes back from headquarters, or as a receipt that somebody types or shows to the camera."""
    site, content = world.pick(), _something(world)
    try:
        if world.dice.randrange(2):
            take_receipt(site.desk(), content)
        else:
            take_arrival(site.desk(), content)
    except TipdeskError as refusal:
        world.tell(f"  {site.name}: {refusal.code}")


def _a_keyset(world: World) -> None:
    """A keyset that was in force once is shown to a post."""
    site, attacker = world.pick(), _of(world)
    keysets = [content for content in attacker.kept if is_document(content) and is_kind(content, KEYSET)]
    try:
        for content in keysets and [world.dice.choice(keysets)]:
            take_arrival(site.desk(), content)
    except TipdeskError as refusal:
        world.tell(f"  {site.name}: {refusal.code}")


def _a_receipt(world: World) -> None:
    """A receipt that says more than one that headquarters gave is typed in, under the signature of that one."""
    site, attacker = world.pick(), _of(world)
    mine = [content for content in sorted(attacker.given) if receipt_in(content).device == site.device]
    if not mine:
        return
    content = world.dice.choice(mine)
    said = receipt_in(content)
    later = msgspec.structs.replace(said, time=said.time + 1 + world.dice.randrange(9))
    try:
        take_receipt(site.desk(), write_payload(RECEIPT_KIND, later, FakeCopiedHand(content[-SIGNATURE_BYTES:])))
    except TipdeskError as refusal:
        world.tell(f"  {site.name}: {refusal.code}")


def _on_a_stick(world: World) -> None:
    """Left on a stick beside what lies there; at times what lies there is taken away."""
    stick = world.dice.choice(world.sticks)
    if stick.files and world.dice.randrange(4) == 0:
        stick.files.pop(world.dice.choice(sorted(stick.files)))
    stick.files[f"stranger{world.dice.randrange(9)}{world.dice.choice(_SUFFIXES)}"] = _something(world)


def _a_request(world: World) -> None:
    """A request is brought for some post; where it has ended, somebody even says that the PC is to be moved."""
    attacker, dice = _of(world), world.dice
    if not attacker.requests:
        return
    asked = dice.choice(attacker.requests)
    is_ended = asked.turn <= attacker.answered.get(asked.site.device, 0)
    others = [post for post in dict.fromkeys(site.post for site in world.sites) if post != asked.site.post]
    post = dice.choice(others) if others else asked.site.post
    if not is_ended and post == asked.site.post:
        return  # it is what it seems: a PC asks at its own post
    try:
        _answer(world, asked, post, move=is_ended and bool(dice.randrange(2)))
    except TipdeskError as refusal:
        world.tell(f"  a request of {asked.site.name}: {refusal.code}")
        return
    if is_ended and not _is_the_last(attacker, asked, post):
        world.problems.append("a request that has ended was answered")


def _is_the_last(attacker: Attacker, asked: Asked, post: str) -> bool:
    """Tell whether it is the request that was answered last, for its own post: the same answer may be given again."""
    return post == asked.site.post and asked.turn == attacker.answered.get(asked.site.device)


def _a_grant(world: World) -> None:
    """A grant is brought to some PC, whose officer types the digits that headquarters reads out."""
    attacker = _of(world)
    if attacker.grants:
        _take_grant(world, world.pick(), world.dice.choice(attacker.grants))


_OTHERS = (_on_a_stick, _a_request, _a_grant)


def _answer(world: World, asked: Asked, post: str, *, move: bool) -> bytes:
    office, attacker = world.headquarters.desk(), _of(world)
    grant = enrol_device(office, asked.enrolment.document, post, asked.enrolment.fingerprint, move=move)[1]
    last = attacker.answered.get(asked.site.device, 0)
    attacker.answered[asked.site.device] = max(last, asked.turn)
    return grant


def _take_grant(world: World, site: Site, grant: bytes) -> None:
    """Take in a grant on the way between two syncs.

    What nobody but one PC holds, and that by a grant alone, no headquarters that is put back meanwhile gets back.
    """
    if world.sync(site) is None:
        return
    try:
        accept_grant(site.desk(), grant, see_keys(world.headquarters.desk()).fingerprint)
    except TipdeskError as refusal:
        world.tell(f"  a grant at {site.name}: {refusal.code}")
        return
    _of(world).taken.add(grant)
    if read_payload(grant, GRANT, Grant)[0].device != site.device:
        world.problems.append(f"{site.name} took in the grant of another PC")
    world.sync(site)


def _something(world: World) -> bytes:
    """Return a thing that was kept as it is, or one that is spliced of two."""
    dice, kinds = world.dice, defaultdict(list)
    for content in _of(world).kept:
        kinds[kind_of(content)].append(content)
    held = dice.choice(list(kinds.values()))
    first = dice.choice(held)
    other = dice.choice(held if dice.randrange(2) else list(_of(world).kept))
    return splice(dice, first, other) if dice.randrange(3) == 0 else first


def _look(world: World, before: dict[str, tuple[int, int]]) -> None:
    """Look at what must hold whatever was presented."""
    attacker = _of(world)
    for site in world.living:
        with site.desk().read() as reader:
            receipt = LAST_RECEIPT.get(reader)
        if receipt is not None and receipt not in attacker.given:
            world.problems.append(f"{site.name} took in a receipt that headquarters never gave")
        elif receipt is not None and receipt_in(receipt).device != site.device:
            world.problems.append(f"{site.name} took in the receipt of another PC")
        if _mark(site) < before.get(site.name, (0, 0)):
            world.problems.append(f"{site.name} went back to an earlier keyset")
    with world.headquarters.desk().read() as reader:
        for site in world.sites:
            row = reader.get_row(DEVICE, site.device)
            if row is not None and row["post"] != get_post(reader, site.post).id:
                world.problems.append(f"{site.name} was moved to another post")


def _mark(site: Site) -> tuple[int, int]:
    with site.desk().read() as reader:
        return get_keyset(reader).mark


def _of(world: World) -> Attacker:
    if world.attacker is None:
        message = "nobody attacks this life"
        raise Distrust("no-attacker", message)
    return world.attacker

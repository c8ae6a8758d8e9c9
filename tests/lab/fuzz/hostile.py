"""An enrolled device whose program is the fuzzer's own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tipdesk.domain.schema import Scope
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.headquarters.intake.receive_bundle import receive_bundle
from tipdesk.sync.bundle import UP, VERSION, Inner, Item, LogTable, Salt, read_content, seal_bundle, write_content
from tipdesk.sync.codec import body_hash, decode_head, encode_head, next_hash

if TYPE_CHECKING:
    from tests.lab.fuzz.world import World


@dataclass
class HostileDevice:
    """An enrolled device that writes whatever bodies it likes, and signs them: headquarters must bear each."""

    world: World
    head: bytes = b""
    seq: int = 0
    salt: bytes = field(default=b"s" * 32)

    def send(self, body: bytes) -> object:
        """Send one entry with this body; nothing may be raised for what stands in it."""
        world = self.world
        place = world.post.desk.place
        with world.office.desk.work() as work:
            state = work.ledger.get_log(place.log)
        if state is None:
            message = "headquarters has lost the log of the post"
            raise AssertionError(message)
        old = decode_head(read_content(world.plain).items[-1].head)
        case = hashlib.sha256(body).digest()[:16]
        head = encode_head(old._replace(seq=state.seq + 1, scope=Scope.CASE, case=case))
        hashed = body_hash(self.salt, place.log, state.seq + 1, body)
        inner = Inner(
            VERSION,
            UP,
            place.device,
            (LogTable(place.log, place.device, (place.log,)),),
            place.log,
            state.seq + 1,
            state.seq + 1,
            state.hash,
            next_hash(state.hash, head, hashed),
            1,
        )
        signer = world.post.keys.signer
        salts = [Salt(int(Scope.CASE), case, self.salt)]
        content = write_content(inner, signer, salts, [Item("entry", 0, head, body, None)])
        with world.office.desk.read() as reader:
            recipients = get_keyset(reader).up_recipients
        sealed = seal_bundle(content, place.device, signer, world.post.keys.sealer(recipients))
        return receive_bundle(world.office.desk, sealed, "fuzz")

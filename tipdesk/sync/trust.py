"""Judging a bundle. The whole of it, in this order, each step before the next looks at a byte:

1. size; 2. outer signature by an enrolled key; 3. the ciphertext is the one that was signed; 4. it opens; 5. bounded
decompression; 6. inner signature by the same device; 7. the salts do not contradict those held; 8. every body matches
its hash and every hash the next, from `prev` to `head`; 9. the stretch continues what is held: no gap, and where it
overlaps, the same hashes, else a fork.

Left to others: whether an entry's author may write what it writes (`scope`), applying (`store/apply`), keeping what is
refused (`services/headquarters`). This module has no disk, no clock and no key: they come as the Protocols it names.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from tipdesk.domain.changes import Head
from tipdesk.domain.errors import Distrust
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.sync.bundle import (
    FORGET,
    INNER_TYPE,
    UP,
    Bundle,
    Inner,
    Item,
    Opener,
    Outer,
    open_content,
    read_content,
    read_outer,
)
from tipdesk.sync.codec import body_hash, decode_head, decode_raw_body, next_down_hash, next_hash
from tipdesk.sync.envelope import Verifier, pae
from tipdesk.sync.limits import LIMITS

SaltKey = tuple[int, bytes]


class Verdict(Enum):
    """What became of a bundle. `REFUSED`: a check failed, see the Distrust that says which."""

    ACCEPTED = "accepted"
    REPLAY = "replay"
    GAP = "gap"
    FORK = "fork"
    REFUSED = "refused"


@dataclass(frozen=True)
class Held:
    """What the judge's own store holds of the log or down-log: last sequence, and the hash at any place up to it."""

    seq: int
    hash_at: Callable[[int], bytes | None]


@dataclass(frozen=True, slots=True)
class Proved:
    """One entry whose bytes have been proved against the chain. `chained`: its h (or d, in a down-log)."""

    item: Item
    head: Head
    body_hash: bytes
    chained: bytes


@dataclass(frozen=True)
class Judged:
    """A verdict and, where it is `ACCEPTED`, the entries that are new."""

    verdict: Verdict
    inner: Inner
    new: tuple[Proved, ...] = ()


def admit(content: bytes, key_of: Callable[[bytes], bytes | None], verify: Verifier) -> tuple[Outer, bytes]:
    """Check size and outer signature. Distrust `too-large`, `bad-bundle`, `unknown-key` or `bad-signature`."""
    if len(content) > LIMITS.sealed:
        raise Distrust("too-large", _("This bundle is larger than any bundle may be."))
    outer, _rest = read_outer(content, None, None)
    key = key_of(outer.device)
    if key is None:
        raise Distrust("unknown-key", _("This bundle is from a device that is not enrolled here."))
    return read_outer(content, key, verify)


def open_bundle(
    content: bytes, key_of: Callable[[bytes], bytes | None], verify: Verifier, opener: Opener
) -> tuple[Outer, Bundle]:
    """Check and open a bundle (steps 1 to 6); its inner author must be the device that signed outside."""
    outer, ciphertext = admit(content, key_of, verify)
    bundle = read_content(open_content(outer, ciphertext, opener))
    key = key_of(outer.device)
    if key is None or not verify(key, pae(INNER_TYPE, bundle.signed), bundle.signature):
        raise Distrust("bad-signature", _("What is inside this bundle is not signed by the device that sent it."))
    if bundle.inner.kind == UP and bundle.inner.device != outer.device:
        raise Distrust("bad-signature", _("This bundle names another device inside than outside."))
    return outer, bundle


def judge(bundle: Bundle, held: Held, salts_held: Mapping[SaltKey, bytes]) -> Judged:
    """Prove the chain and say how it continues what is held (steps 7 to 9). Distrust where it contradicts itself."""
    inner = bundle.inner
    proved = prove(bundle, salts_held)
    if inner.first > held.seq + 1:
        return Judged(Verdict.GAP, inner)
    if held.hash_at(inner.first - 1) != inner.prev:
        return Judged(Verdict.FORK, inner)
    overlap = proved[: held.seq - inner.first + 1]
    if any(held.hash_at(inner.first + place) != one.chained for place, one in enumerate(overlap)):
        return Judged(Verdict.FORK, inner)
    new = proved[len(overlap) :]
    return Judged(Verdict.ACCEPTED if new else Verdict.REPLAY, inner, new)


def prove(bundle: Bundle, salts_held: Mapping[SaltKey, bytes]) -> tuple[Proved, ...]:
    """Return the entries, each proved against the chain. Distrust `salt-differs` or `broken-chain` otherwise."""
    inner = bundle.inner
    salts = _joined_salts(bundle, salts_held)
    if inner.last - inner.first + 1 != len(bundle.items) or inner.first < 1:
        raise _broken()
    proved: list[Proved] = []
    before = inner.prev
    for seq, item in enumerate(bundle.items, start=inner.first):
        one = _prove_one(inner, seq, item, before, salts)
        proved.append(one)
        before = one.chained
    if before != inner.head:
        raise _broken()
    return tuple(proved)


def _prove_one(inner: Inner, seq: int, item: Item, before: bytes, salts: Mapping[SaltKey, bytes]) -> Proved:
    head = decode_head(item.head)
    if item.log >= len(inner.logs):
        raise _broken()
    log = inner.logs[item.log].log
    if item.body is None:
        if item.body_hash is None:
            raise _broken()
        hashed = item.body_hash
    else:
        decode_raw_body(item.body)
        salt = salts.get(salt_key(head, log))
        if salt is None:
            raise Distrust("salt-missing", _("A bundle does not bring what is needed to check its entries."))
        hashed = body_hash(salt, log, head.seq, item.body)
    if inner.kind == UP:
        if log != inner.log or head.seq != seq:
            raise _broken()
        return Proved(item, head, hashed, next_hash(before, item.head, hashed))
    return Proved(item, head, hashed, next_down_hash(before, item.kind, log, head.seq, item.head, hashed))


def _joined_salts(bundle: Bundle, salts_held: Mapping[SaltKey, bytes]) -> dict[SaltKey, bytes]:
    joined = dict(salts_held)
    for scope, key, salt in bundle.salts:
        if joined.setdefault((scope, key), salt) != salt:
            raise Distrust("salt-differs", _("A bundle contradicts what is held about one of its cases."))
    return joined


def salt_key(head: Head, log: bytes) -> SaltKey:
    """Return whose salt an entry's body is hashed with: its case's, the directory's, or its own log's."""
    if head.scope is Scope.CASE:
        return int(head.scope), head.case or b""
    return int(head.scope), b"" if head.scope is Scope.DIRECTORY else log


def is_forgotten(item: Item) -> bool:
    """Tell whether a down-item asks to forget a case."""
    return item.kind == FORGET


def _broken() -> Distrust:
    return Distrust("broken-chain", _("The entries of this bundle do not follow each other."))

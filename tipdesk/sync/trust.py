"""Judging a bundle, in one fixed order: each step is done before the next looks at a byte.

1. size; 2. outer signature by an enrolled key; 3. the ciphertext is the one that was signed; 4. it opens; 5. bounded
decompression; 6. inner signature by the same device; 7. the salts do not contradict those held; 8. every body matches
its hash and every hash the next, from `prev` to `head`; 9. the stretch continues what is held: no gap, and where it
overlaps, the same hashes, else a fork.

Whether an entry's author may write what it writes is decided in `scope`; `store/apply` applies entries, and
`services/headquarters` keeps what is refused. This module has no disk, no clock and no key: they come as the Protocols
that it names.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from tipdesk.domain.changes import Head
from tipdesk.domain.errors import Distrust
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.sync.bundle import (
    DOWN,
    INNER_TYPE,
    OFFICE_TYPE,
    UP,
    Bundle,
    Inner,
    Item,
    LogTable,
    Opener,
    Outer,
    Salt,
    open_content,
    read_content,
    read_outer,
)
from tipdesk.sync.codec import RawChange, body_hash, decode_head, decode_raw_body, next_down_hash, next_hash
from tipdesk.sync.envelope import Verifier, pae
from tipdesk.sync.limits import LIMITS

SaltKey = tuple[int, bytes]


class Verdict(Enum):
    """What became of a bundle; `REFUSED` means that a check failed, and a Distrust says which."""

    ACCEPTED = "accepted"
    REPLAY = "replay"
    GAP = "gap"
    FORK = "fork"
    REFUSED = "refused"


@dataclass(frozen=True)
class Known:
    """What the judge's own store holds of the log or down-log: its last sequence number, and hashes of places up to it.

    The hash at one place commits to everything before it, so one comparison where both meet is enough. `hash_at` may
    not know old places of a down-log (it then returns None); a stretch that ends there is a replay.
    """

    seq: int
    hash_at: Callable[[int], bytes | None]


class Proved(NamedTuple):
    """One entry of `log` whose bytes have been proved.

    `chained` is its h (or d, in a down-log) once the chain is proved, and `changes` are what its body says.
    """

    item: Item
    log: bytes
    head: Head
    body_hash: bytes
    chained: bytes = b""
    changes: Sequence[RawChange] = ()


@dataclass(frozen=True)
class Judged:
    """A verdict and, where it is `ACCEPTED`, the entries that are new and the salts that were not held."""

    verdict: Verdict
    inner: Inner
    new: tuple[Proved, ...] = ()
    salts: tuple[Salt, ...] = ()


def admit(content: bytes, key_of: Callable[[bytes], bytes | None], verify: Verifier) -> tuple[Outer, bytes]:
    """Check size and outer signature (steps 1 and 2), and return the outer header and the ciphertext.

    Raises Distrust `too-large`, `bad-bundle`, `unknown-version`, `unknown-key` or `bad-signature`.
    """
    if len(content) > LIMITS.sealed:
        raise Distrust("too-large", _("This bundle is larger than any bundle may be."))
    outer, _rest = read_outer(content, None, None)
    key = key_of(outer.device)
    if key is None:
        raise Distrust("unknown-key", _("This bundle is from a device that is not enrolled here."))
    return read_outer(content, key, verify)


def unseal(
    content: bytes, key_of: Callable[[bytes], bytes | None], verify: Verifier, opener: Opener
) -> tuple[Outer, bytes]:
    """Check and open an envelope (steps 1 to 5), and return its outer header and what is inside, not believed yet."""
    outer, ciphertext = admit(content, key_of, verify)
    return outer, open_content(outer, ciphertext, opener)


def open_bundle(
    content: bytes,
    key_of: Callable[[bytes], bytes | None],
    verify: Verifier,
    opener: Opener,
    own_key: bytes | None = None,
) -> tuple[Outer, Bundle]:
    """Check and open a bundle (steps 1 to 6); raises Distrust where a step fails."""
    outer, plaintext = unseal(content, key_of, verify, opener)
    return outer, believe_bundle(outer, plaintext, key_of, verify, own_key)


def believe_bundle(
    outer: Outer,
    plaintext: bytes,
    key_of: Callable[[bytes], bytes | None],
    verify: Verifier,
    own_key: bytes | None = None,
) -> Bundle:
    """Return the bundle in an envelope (step 6), whose inner author must be the device that signed outside.

    `own_key` is given where headquarters takes back what it once sent down: it is the key of headquarters' device, and
    whatever key signed the inside must bear that device's word. A backup may have lost the signing key, but the word is
    known all the same. Raises Distrust where a step fails.
    """
    bundle = read_content(plaintext)
    inner = bundle.inner
    key = key_of(outer.device)
    if own_key is not None and inner.kind == DOWN:
        office, word = inner.office
        key = office if verify(own_key, pae(OFFICE_TYPE, office), word) else None
    if key is None or not verify(key, pae(INNER_TYPE, bundle.signed), bundle.signature):
        raise Distrust("bad-signature", _("What is inside this bundle is not signed by the device that sent it."))
    if (inner.kind == UP or own_key is not None) and inner.device != outer.device:
        raise Distrust("bad-signature", _("This bundle names another device inside than outside."))
    return bundle


def judge(bundle: Bundle, held: Known, salts_held: Mapping[SaltKey, bytes]) -> Judged:
    """Prove the chain and say how it continues what is held (steps 7 to 9).

    A log that comes with another salt of its own than the one held is another history of it, as its chain shows.
    Raises Distrust where the bundle contradicts itself or what is held.
    """
    inner, given = bundle.inner, {salt[:2] for salt in bundle.salts}
    own = {key: salt for key, salt in salts_held.items() if key[1] == inner.log and key in given}
    proved = prove(bundle, {key: salt for key, salt in salts_held.items() if key not in own})
    if inner.first > held.seq + 1:
        return Judged(Verdict.GAP, inner)
    meeting = min(inner.last, held.seq)
    ours = held.hash_at(meeting)
    theirs = inner.prev if meeting < inner.first else proved[meeting - inner.first].chained
    if ours is not None and ours != theirs:
        return Judged(Verdict.FORK, inner)
    joined_salts(bundle.salts, own)
    new = proved[held.seq - inner.first + 1 :]
    if not new:
        return Judged(Verdict.REPLAY, inner)
    return Judged(Verdict.ACCEPTED, inner, new, tuple(one for one in bundle.salts if one[:2] not in salts_held))


def prove(bundle: Bundle, salts_held: Mapping[SaltKey, bytes]) -> tuple[Proved, ...]:
    """Return the entries of a bundle, each proved against the chain.

    Raises Distrust `salt-differs`, `salt-missing`, `bad-entry` or `broken-chain` where one cannot be proved.
    """
    inner = bundle.inner
    if inner.last - inner.first + 1 != len(bundle.items) or inner.first < 1:
        raise _broken()
    salts = joined_salts(bundle.salts, salts_held)
    chained, logs, up = inner.prev, inner.logs, inner.kind == UP
    proved: list[Proved] = []
    for seq, item in enumerate(bundle.items, inner.first):
        log, head, hashed, changes = _prove_one(item, logs, salts)
        if not up:
            chained = next_down_hash(chained, item.kind, log, head.seq, item.head, hashed)
        elif log == inner.log and head.seq == seq:
            chained = next_hash(chained, item.head, hashed)
        else:
            raise _broken()
        proved.append(Proved(item, log, head, hashed, chained, changes))
    if chained != inner.head:
        raise _broken()
    return tuple(proved)


def prove_items(items: Sequence[Item], logs: Sequence[LogTable], salts: Mapping[SaltKey, bytes]) -> list[Proved]:
    """Return these entries with their bodies proved against their salts, but not against a chain."""
    found = []
    for item in items:
        log, head, hashed, changes = _prove_one(item, logs, salts)
        found.append(Proved(item, log, head, hashed, changes=changes))
    return found


def _prove_one(
    item: Item, logs: Sequence[LogTable], salts: Mapping[SaltKey, bytes]
) -> tuple[bytes, Head, bytes, Sequence[RawChange]]:
    """Return the log of an item, its head, the hash of its body, and what the body says."""
    head = decode_head(item.head)
    if not 0 <= item.log < len(logs):
        raise _broken()
    log = logs[item.log].log
    if item.body is None:
        if item.body_hash is None:
            raise _broken()
        return log, head, item.body_hash, ()
    salt = salts.get(salt_key(head, log))
    if salt is None:
        raise Distrust("salt-missing", _("A bundle does not bring what is needed to check its entries."))
    _reason, changes = decode_raw_body(item.body)
    return log, head, body_hash(salt, log, head.seq, item.body), changes


def joined_salts(salts: Sequence[Salt], salts_held: Mapping[SaltKey, bytes]) -> dict[SaltKey, bytes]:
    """Return the salts that are held together with those of a bundle.

    Raises Distrust `salt-differs` where they contradict each other.
    """
    joined = dict(salts_held)
    for scope, key, salt in salts:
        if joined.setdefault((scope, key), salt) != salt:
            raise Distrust("salt-differs", _("A bundle contradicts what is held about one of its cases."))
    return joined


def salt_key(head: Head, log: bytes) -> SaltKey:
    """Return whose salt an entry's body is hashed with: its case's, the directory's, or its own log's."""
    if head.case is not None:
        return int(head.scope), head.case
    return int(head.scope), b"" if head.scope is Scope.DIRECTORY else log


def _broken() -> Distrust:
    return Distrust("broken-chain", _("The entries of this bundle do not follow each other."))

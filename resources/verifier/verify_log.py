"""Checks an exported log of TIPdesk without TIPdesk: `python verify_log.py log.jsonl`.

Needs Python 3.9 or later and the library `cryptography`, nothing else. It reads one file, changes nothing and opens no
connection. Exit status 0: everything holds. 1: something does not; the line that fails is named. 2: wrong usage.

WHAT IS PROVED. Every entry of a log carries the hash h of everything before it:

    h0 = SHA-256("tipdesk log v1" | device | log)
    h  = SHA-256(h of the entry before | SHA-256(head) | b)        b = SHA-256(salt | body)
    salt = HMAC-SHA-256(salt of the scope, log | sequence number as eight bytes)

so that no entry can be changed, left out, added or moved without changing all hashes after it. Where a body is in the
file, it is the one that was hashed. Where it is not, `b` still stands for it: either this export holds no bodies at
all or only those of one case, or a redaction (erased, withdrawn ...) is listed. The last hash is signed by the device
(head), and headquarters has signed a hash on the way (receipts), which nobody at the post could take back. Headquarters'
ledger is a tree of RFC 9162 over all entries in the order of their acceptance; an inclusion path proves that an entry
was accepted, under a size and root that headquarters has signed.

WHAT IS NOT PROVED. That what an officer wrote is true; what the clock of a PC said (`at` is that clock); that the keys
are who they claim to be. For that, compare the fingerprints printed at the end with those that the office reads out.
"""

import argparse
import hashlib
import hmac
import json
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

VERSION = 1
HEAD_CONTEXT = b"tipdesk head v1"
DOCUMENT_MAGIC = b"tipdesk document 1\n"
TYPE = "application/vnd.tipdesk."
SIGNATURE_BYTES = 64
SCOPES = {1: "case", 2: "directory", 3: "register", 4: "audit"}
FIELDS = {
    "export": {"version", "device", "sign_key", "bodies", "made_at"},
    "keyset": {"document"},
    "device": {"device", "sign_key"},
    "log": {"log", "device", "entries", "hash"},
    "salt": {"scope", "key", "salt"},
    "redaction": {"log", "seq", "kind"},
    "entry": {"log", "seq", "head", "body", "body_hash", "hash"},
    "head": {"told", "signature"},
    "receipt": {"document"},
    "checkpoint": {"document"},
    "inclusion": {"log", "seq", "index", "path"},
    "end": {"lines", "sha256", "signature"},
}
"""What each kind of line must hold, no more and no less."""


class Failed(Exception):
    """Something does not hold."""


# ------------------------------------------------------------------------------------------------- small tools


def octets(value, length=None):
    """Return the bytes of lower-case hexadecimal digits."""
    if not isinstance(value, str) or value != value.lower():
        raise Failed("bytes are written as lower-case hexadecimal digits")
    try:
        found = bytes.fromhex(value)
    except ValueError:
        raise Failed("bytes are written as lower-case hexadecimal digits") from None
    if len(value) != 2 * len(found) or (length is not None and len(found) != length):
        raise Failed("a value has the wrong length")
    return found


def whole(value, low=0):
    """Return a whole number."""
    if not isinstance(value, int) or isinstance(value, bool) or value < low:
        raise Failed("a number is missing or out of range")
    return value


def sha256(*parts):
    """Return the hash of the parts, one after the other."""
    return hashlib.sha256(b"".join(parts)).digest()


def pae(kind, payload):
    """Return what is signed of a payload of this kind (DSSE's pre-authentication encoding)."""
    name = (TYPE + kind).encode()
    return b" ".join((b"DSSEv1", str(len(name)).encode(), name, str(len(payload)).encode(), payload))


def is_signed(key, message, signature):
    """Tell whether this Ed25519 key made the signature."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def device_of(key):
    """Return the id of the device with this signing key."""
    return sha256(key)[:16]


class Packed:
    """Reads MessagePack (https://msgpack.org): the part of it that heads and signed documents use."""

    def __init__(self, content):
        self.content, self.place = content, 0

    def whole(self):
        """Return the one value that these bytes are."""
        value = self.value()
        if self.place != len(self.content):
            raise Failed("bytes follow after a packed value")
        return value

    def take(self, count):
        """Return the next bytes."""
        end = self.place + count
        if end > len(self.content):
            raise Failed("a packed value breaks off")
        found, self.place = self.content[self.place : end], end
        return found

    def number(self, count, signed=False):
        """Return the next bytes as a number."""
        return int.from_bytes(self.take(count), "big", signed=signed)

    def many(self, count):
        """Return so many values."""
        return [self.value() for _ in range(count)]

    def value(self):
        """Return the next value."""
        mark = self.number(1)
        if mark < 0x80:
            return mark
        if mark >= 0xE0:
            return mark - 0x100
        if 0x90 <= mark <= 0x9F:
            return self.many(mark & 0x0F)
        if 0xA0 <= mark <= 0xBF:
            return self.text(mark & 0x1F)
        simple = {0xC0: None, 0xC2: False, 0xC3: True}
        if mark in simple:
            return simple[mark]
        if mark in (0xC4, 0xC5, 0xC6):
            return self.take(self.number(1 << (mark - 0xC4)))
        if 0xCC <= mark <= 0xCF:
            return self.number(1 << (mark - 0xCC))
        if 0xD0 <= mark <= 0xD3:
            return self.number(1 << (mark - 0xD0), signed=True)
        if mark in (0xD9, 0xDA, 0xDB):
            return self.text(self.number(1 << (mark - 0xD9)))
        if mark in (0xDC, 0xDD):
            return self.many(self.number(2 << (mark - 0xDC)))
        raise Failed("a packed value is of a kind that does not belong here")

    def text(self, length):
        """Return the next bytes as text."""
        try:
            return self.take(length).decode()
        except UnicodeDecodeError:
            raise Failed("a packed text is not UTF-8") from None


def unpacked(content, *kinds):
    """Return the values of a packed array whose first values are of these kinds; later versions may add more."""
    found = Packed(content).whole()
    if not isinstance(found, list) or len(found) < len(kinds):
        raise Failed("a packed array is too short")
    for value, kind in zip(found, kinds):
        if not isinstance(value, kind) or isinstance(value, bool):
            raise Failed("a packed array holds a value of another kind")
    return found


def document_of(content, kind):
    """Return payload and signature of a signed document of this kind."""
    framed = len(kind).to_bytes(1, "big") + kind.encode()
    if not content.startswith(DOCUMENT_MAGIC + framed):
        raise Failed("this is not a " + kind)
    rest = content[len(DOCUMENT_MAGIC) + len(framed) :]
    length = int.from_bytes(rest[:2], "big")
    payload, signature = rest[2 : 2 + length], rest[2 + length :]
    if len(payload) != length or len(signature) != SIGNATURE_BYTES:
        raise Failed("a signed document breaks off")
    return payload, signature


def roots_before(root, steps):
    """Return a root key and those that handed over to it, each by its own signature over both."""
    found = {root}
    for step in reversed(steps):
        if not isinstance(step, list) or [type(part) for part in step] != [bytes, bytes, bytes]:
            raise Failed("a hand-over of a root key cannot be read")
        former, following, signature = step
        if following in found and is_signed(former, pae("succession", former + following), signature):
            found.add(former)
    return found


# --------------------------------------------------------------------------------------- the tree (RFC 9162, 2.1)


def leaf_of(log, seq, head, hashed):
    """Return the leaf of an entry."""
    return sha256(b"\x00", log, seq.to_bytes(8, "big"), sha256(head), hashed)


def is_included(leaf, index, size, root, path):
    """Tell whether the path leads from this leaf to the root."""
    if not 0 <= index < size:
        return False
    place, last, seen = index, size - 1, leaf
    for beside in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            seen = sha256(b"\x01", beside, seen)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            seen = sha256(b"\x01", seen, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and seen == root


# -------------------------------------------------------------------------------------------------- the checks


class Log:
    """One log while its entries are read."""

    def __init__(self, device, entries, last):
        self.device, self.entries, self.last = device, entries, last
        self.hashes, self.leaves = [], []


class Export:
    """Reads an export line by line; each line is believed only as far as it proves itself."""

    def __init__(self):
        self.device = self.sign_key = self.bodies = None
        self.root, self.roots, self.office_keys, self.devices = None, set(), [], {}
        self.logs, self.salts, self.redactions = {}, {}, {}
        self.bodies_checked = self.bodies_absent = self.signatures = 0
        self.checkpoint = None
        self.has_head = self.is_over = False
        self.lines, self.digest = 0, hashlib.sha256()

    def read(self, raw):
        """Check one line of the file, given as bytes with its line end."""
        if self.is_over:
            raise Failed("something follows after the end")
        try:
            found = json.loads(raw.decode("utf-8"), object_pairs_hook=once)
        except ValueError as error:
            raise Failed("this is no JSON: " + str(error)) from None
        kind = found.pop("line", None) if isinstance(found, dict) else None
        if kind not in FIELDS or set(found) != FIELDS[kind]:
            raise Failed("this line is of an unknown kind, or has a field too many or too few")
        if (kind == "export") != (self.lines == 0):
            raise Failed("an export begins with the line “export”, which stands there once")
        getattr(self, "read_" + kind)(found)
        self.lines += 1
        self.digest.update(raw)

    def read_export(self, line):
        """The device that made the export, and which bodies it holds: none, those of one case, or all."""
        if line["version"] != VERSION:
            raise Failed("this export is of another version")
        self.sign_key, self.device = octets(line["sign_key"], 32), octets(line["device"], 16)
        if device_of(self.sign_key) != self.device:
            raise Failed("the device is not the one with this key")
        self.bodies = line["bodies"]
        if self.bodies != "none":
            self.bodies = octets(self.bodies, 16)
        whole(line["made_at"])
        self.devices[self.device] = self.sign_key

    def read_keyset(self, line):
        """Headquarters' keys, signed by the root key inside: those in force, then older ones.

        An older one is of the same root, or of one that has handed over to it, as the first keyset shows.
        """
        payload, signature = document_of(octets(line["document"]), "keyset")
        kinds = (int, bytes, list, str, str, str, str, int, list)
        root, keys, steps = (unpacked(payload, *kinds)[place] for place in (1, 2, 8))
        if not is_signed(root, pae("keyset", payload), signature):
            raise Failed("the keyset is not signed by the root key that it names")
        if self.root is None:
            self.root, self.roots = root, roots_before(root, steps)
        if root not in self.roots:
            raise Failed("two keysets name different root keys, and neither handed over to the other")
        self.office_keys += keys
        self.signatures += 1

    def read_device(self, line):
        """Another device whose log is in the export."""
        device, key = octets(line["device"], 16), octets(line["sign_key"], 32)
        if device_of(key) != device:
            raise Failed("the device is not the one with this key")
        self.devices[device] = key

    def read_log(self, line):
        """A log that follows: its device, how many entries, and its last hash."""
        log = octets(line["log"], 16)
        if log in self.logs:
            raise Failed("a log is announced twice")
        made = Log(octets(line["device"], 16), whole(line["entries"]), octets(line["hash"], 32))
        made.hashes.append(sha256(b"tipdesk log v1", made.device, log))
        if made.entries == 0 and made.hashes[0] != made.last:
            raise Failed("an empty log ends elsewhere than it begins")
        self.logs[log] = made

    def read_salt(self, line):
        """The salt of a scope: a case, the directory, or the register and audit of one log."""
        key = (whole(line["scope"], 1), octets(line["key"]))
        if self.salts.setdefault(key, octets(line["salt"], 32)) != octets(line["salt"], 32):
            raise Failed("a scope has two salts")

    def read_redaction(self, line):
        """An entry whose body was deleted, and why."""
        self.redactions[octets(line["log"], 16), whole(line["seq"], 1)] = str(line["kind"])

    def read_entry(self, line):
        """One entry: it follows the one before, and its body, if it is here, is the one that was hashed."""
        log_id, seq = octets(line["log"], 16), whole(line["seq"], 1)
        log = self.logs.get(log_id)
        if log is None:
            raise Failed("the entry is of a log that was not announced")
        if seq != len(log.hashes):
            raise Failed("entry %d stands where entry %d must follow" % (seq, len(log.hashes)))
        head, hashed = octets(line["head"]), octets(line["body_hash"], 32)
        told = unpacked(head, int, int, int, bytes, int)
        if told[0] != seq or told[4] not in SCOPES or len(told) != 7 or (told[4] == 1) != isinstance(told[5], bytes):
            raise Failed("the head contradicts the entry's place or itself")
        now = sha256(log.hashes[-1], sha256(head), hashed)
        if now != octets(line["hash"], 32):
            raise Failed("the chain does not hold: this entry, or one before it, is not the one that was written")
        self.check_body(log_id, seq, told, line["body"], hashed)
        log.hashes.append(now)
        log.leaves.append(leaf_of(log_id, seq, head, hashed))
        if seq == log.entries and now != log.last:
            raise Failed("the log ends elsewhere than was announced")

    def check_body(self, log, seq, head, written, hashed):
        """Check a body against its hash; one that is absent must have a reason to be."""
        scope, case = head[4], head[5]
        if written is None:
            is_wanted = self.bodies != "none" and case == self.bodies
            if is_wanted and (log, seq) not in self.redactions:
                raise Failed("a body is missing and no redaction names the entry")
            self.bodies_absent += 1
            return
        if self.bodies == "none" or case != self.bodies:
            raise Failed("a body is here that this export says it does not hold")
        salt = self.salts.get((scope, case if scope == 1 else b"" if scope == 2 else log))
        if salt is None:
            raise Failed("a body cannot be checked: the salt of its scope is missing")
        own = hmac.new(salt, log + seq.to_bytes(8, "big"), hashlib.sha256).digest()
        if sha256(own, octets(written)) != hashed:
            raise Failed("the body is not the one that was hashed")
        self.bodies_checked += 1

    def read_head(self, line):
        """The head that the device has signed: it lies on the chain."""
        told, signature = octets(line["told"]), octets(line["signature"], SIGNATURE_BYTES)
        if not is_signed(self.sign_key, HEAD_CONTEXT + told, signature):
            raise Failed("the head is not signed by the device")
        log, seq, hashed = unpacked(told, bytes, int, bytes)[:3]
        self.check_on_chain(log, seq, hashed, "the device's head")
        self.has_head = True
        self.signatures += 1

    def read_receipt(self, line):
        """A receipt of headquarters: what it names lies on the chain."""
        payload = self.by_office(octets(line["document"]), "receipt")
        device, log, seq, hashed = unpacked(payload, bytes, bytes, int, bytes)[:4]
        if log not in self.logs or self.logs[log].device != device:
            raise Failed("the receipt is of a log or device that is not in this export")
        self.check_on_chain(log, seq, hashed, "headquarters' receipt")

    def read_checkpoint(self, line):
        """Size and root of headquarters' ledger, as it has signed them."""
        payload = self.by_office(octets(line["document"]), "ledger")
        size, root = unpacked(payload, bytes, int, list, list, list)[3]
        self.checkpoint = (whole(size), root)

    def read_inclusion(self, line):
        """What proves that an entry was accepted by headquarters under the last checkpoint."""
        log, seq = self.logs.get(octets(line["log"], 16)), whole(line["seq"], 1)
        if self.checkpoint is None or log is None or seq > len(log.leaves):
            raise Failed("an inclusion needs a checkpoint and its entry before it")
        if not isinstance(line["path"], list):
            raise Failed("a path is a list")
        path = [octets(one, 32) for one in line["path"]]
        if not is_included(log.leaves[seq - 1], whole(line["index"]), *self.checkpoint, path):
            raise Failed("the entry is not proved to be in headquarters' ledger")

    def read_end(self, line):
        """The end: how many lines, and the device's signature over all of them."""
        digest = octets(line["sha256"], 32)
        if whole(line["lines"]) != self.lines or digest != self.digest.digest():
            raise Failed("lines were added, taken away or changed")
        if not is_signed(self.sign_key, pae("log.export", digest), octets(line["signature"], SIGNATURE_BYTES)):
            raise Failed("the export is not signed by the device that it names")
        for log in self.logs.values():
            if len(log.hashes) - 1 != log.entries:
                raise Failed("a log has fewer entries than were announced")
        self.signatures += 1
        self.is_over = True

    def by_office(self, content, kind):
        """Return the payload of a document signed by one of headquarters' keys."""
        payload, signature = document_of(content, kind)
        if not any(is_signed(key, pae(kind, payload), signature) for key in self.office_keys):
            raise Failed("the " + kind + " is not signed by headquarters")
        self.signatures += 1
        return payload

    def check_on_chain(self, log, seq, hashed, what):
        """Refuse a place that is not on a log of this export."""
        known = self.logs.get(log)
        if known is None or seq >= len(known.hashes) or known.hashes[seq] != hashed:
            raise Failed(what + " is not on the chain of this export")

    def report(self):
        """Return what was proved, as lines."""
        entries = sum(log.entries for log in self.logs.values())
        yield "everything holds"
        yield "%d logs, %d entries, every one chained to the next" % (len(self.logs), entries)
        yield "%d bodies are the ones that were hashed; %d are not in this export" % (
            self.bodies_checked,
            self.bodies_absent,
        )
        yield "%d entries have been redacted; %d signatures are good" % (len(self.redactions), self.signatures)
        if self.checkpoint is not None:
            yield "headquarters' ledger held %d entries then" % self.checkpoint[0]
        yield "compare: device signing key %s" % self.sign_key.hex()
        yield "compare: headquarters' root key %s" % (self.root.hex() if self.root else "(none: not enrolled)")


def once(pairs):
    """Build an object whose names stand once each."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name stands twice")
    return made


def verify(lines):
    """Check the lines of a file; return the export. Failed names the line that does not hold."""
    export, number = Export(), 0
    for number, raw in enumerate(lines, 1):
        try:
            export.read(raw)
        except Failed as failure:
            raise Failed("line %d: %s" % (number, failure)) from None
        except (TypeError, ValueError, KeyError, IndexError, AttributeError, RecursionError):
            raise Failed("line %d: a value is not of the kind that it must be" % number) from None
    if not export.is_over:
        raise Failed("line %d: the export breaks off before its end" % (number + 1))
    return export


def main(arguments):
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="verify_log.py", description="Check an exported log of TIPdesk.")
    parser.add_argument("file", help="the exported log (log.jsonl)")
    given = parser.parse_args(arguments)
    try:
        with open(given.file, "rb") as file:
            export = verify(file)
    except OSError as error:
        print("the file cannot be read: %s" % error.strerror, file=sys.stderr)
        return 1
    except Failed as failure:
        print("DOES NOT HOLD. " + str(failure), file=sys.stderr)
        return 1
    for line in export.report():
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The directory as headquarters' verbs read it: devices, posts, officers, and whose case a case is.

The row id of a Device is the device's id, that of an Officer the officer's id, so that both can be told before they
are known.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.desk import Reader
from tipdesk.services.directory.case_posts import has_moved, post_when_begun
from tipdesk.sync.scope import Enrolled, read_revocation

DEVICE, OFFICER, POST = BY_NAME["Device"], BY_NAME["Officer"], BY_NAME["Post"]
HEADQUARTERS_CODE = "HQ"


@dataclass
class Registry:
    """The directory at one moment.

    `officers` tells of each whether they are disabled, and `roles` what they may do. The posts of cases are remembered
    as they are asked for. `moved` are the PCs that have been at more than one post.
    """

    reader: Reader
    devices: dict[bytes, Enrolled]
    keys: dict[bytes, bytes]
    officers: dict[bytes, bool]
    headquarters: bytes
    moved: Collection[bytes] = ()
    roles: Mapping[bytes, frozenset[str]] = field(default_factory=dict)
    _case_posts: dict[bytes, bytes | None] = field(default_factory=dict)
    _case_devices: dict[bytes, bytes | None] = field(default_factory=dict)

    def post_of_case(self, case: bytes) -> bytes | None:
        """Return the post whose device was the first to write to a case; None while no post has.

        What headquarters itself wrote does not count: after a restore its own entries may come back before the post's.
        Where the device was moved since, the case is still its former post's.
        """
        if case not in self._case_posts:
            device = self._first_device(case)
            if self._is_ours(device):
                device = self.reader.case_devices([case], besides=device).get(case)
            self._case_posts[case] = self._post_then(case, device) if device else None
        return self._case_posts[case]

    def _post_then(self, case: bytes, device: bytes) -> bytes | None:
        enrolled = self.devices.get(device)
        if enrolled is None or device not in self.moved:
            return enrolled.post if enrolled else None
        return post_when_begun(self.reader, case, device)

    def know_cases(self, cases: Collection[bytes]) -> None:
        """Look up many cases at once, before each is asked about."""
        unknown = [case for case in cases if case not in self._case_devices]
        self._case_devices.update(dict.fromkeys(unknown))
        self._case_devices.update(self.reader.case_devices(unknown))

    def is_begun_here(self, case: bytes) -> bool:
        """Tell whether headquarters' own entries of a case are held from before those of its post."""
        return self._is_ours(self._first_device(case))

    def _first_device(self, case: bytes) -> bytes | None:
        if case not in self._case_devices:
            self._case_devices[case] = self.reader.case_devices([case]).get(case)
        return self._case_devices[case]

    def _is_ours(self, device: bytes | None) -> bool:
        enrolled = self.devices.get(device) if device else None
        return enrolled is not None and enrolled.post == self.headquarters


def read_registry(reader: Reader) -> Registry:
    """Return the directory as it is now."""
    devices, keys, moved = {}, {}, set()
    for row in reader.find_rows(DEVICE):
        post, key = row["post"], row["sign_key"]
        if isinstance(post, bytes) and isinstance(key, bytes):
            devices[row.id] = Enrolled(row.id, post, revocation_of(row))
            keys[row.id] = key
            if has_moved(row):
                moved.add(row.id)
    officers, roles = {}, {}
    for row in reader.find_rows(OFFICER):
        officers[row.id] = row["disabled"] is True
        roles[row.id] = frozenset(map(str, held)) if isinstance(held := row["roles"], frozenset) else frozenset()
    own = [row.id for row in reader.find_rows(POST) if row["code"] == HEADQUARTERS_CODE]
    return Registry(reader, devices, keys, officers, own[0] if own else b"", moved, roles)


def revocation_of(device: Row) -> dict[bytes, int] | None:
    """Return, by log, from which entry on a device is not believed; None where it is not revoked."""
    revoked = device["revoked_from"]
    return read_revocation(map(str, revoked)) if isinstance(revoked, frozenset) else None


def get_post(reader: Reader, code: str) -> Row:
    """Return the row of the post with this code; raises UserError `unknown-post` where there is none."""
    for row in reader.find_rows(POST):
        if str(row["code"]).casefold() == code.strip().casefold():
            return row
    raise UserError("unknown-post", _("There is no post with the code “{post}”. Add it first."), post=code[:20])


def get_officer(reader: Reader, login: str) -> Row:
    """Return the row of the officer with this login; raises UserError `unknown-officer` where there is none."""
    row = find_officer(reader, login)
    if row is None:
        raise UserError("unknown-officer", _("There is no officer with the login name “{login}”."), login=login[:40])
    return row


def find_officer(reader: Reader, login: str) -> Row | None:
    """Return the row of the officer with this login, None where there is none."""
    wanted = login.strip().casefold()
    found = [row for row in reader.find_rows(OFFICER) if str(row["login"]).casefold() == wanted]
    return found[0] if found else None

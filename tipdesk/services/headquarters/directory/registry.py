"""The directory as headquarters' verbs read it: devices, posts, officers, and whose case a case is.

The row id of a Device is the device's id, that of an Officer the officer's id, so that both can be told before they
are known.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.desk import Reader
from tipdesk.services.directory.case_posts import has_moved, post_when_begun
from tipdesk.services.directory.handovers import HANDOVER, find_waiting, post_handed_to, posts_offered
from tipdesk.services.directory.shares import SHARE, is_live
from tipdesk.services.remembered.office import TO_FORGET
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
        """Return the post in charge of a case: that which accepted it last, else the one that began it; None for none.

        A post began it whose device was the first to write to it. What headquarters itself wrote does not count, nor
        what posts did that got the case from others: after a restore their entries may come back before those of the
        post that began it. Where the device was moved since, the case is still its former post's.
        """
        if case not in self._case_posts:
            handed = post_handed_to(self.reader, case, self._handovers.get(case, ()))
            self._case_posts[case] = handed or self._begun_at(case)
        return self._case_posts[case]

    def _begun_at(self, case: bytes) -> bytes | None:
        device = self._first_device(case)
        if device is not None and self._is_others(device, case):
            others = [one for one in self.devices if self._is_others(one, case)]
            device = self.reader.case_devices([case], besides=others).get(case)
        return self._post_then(case, device) if device else None

    def posts_of_case(self, case: bytes) -> frozenset[bytes] | None:
        """Return the posts that hold a case: the one in charge, and its guests; None of a case that is unknown."""
        own, shares = self.post_of_case(case), self.shares_of(case)
        if own is None and not shares:
            return None
        return frozenset(post for post in (own, *(post for post, lives in shares.items() if lives)) if post)

    def shares_of(self, case: bytes) -> Mapping[bytes, bool]:
        """Return the posts that are or were guests of a case, or in charge of it, and whether they are guests now."""
        guests, handed = self._guests(case), self._handovers.get(case)
        begun = self._begun_at(case) if handed else None
        return {begun: False, **guests} if begun and begun != self.post_of_case(case) else guests

    def may_write(self, author: Enrolled, case: bytes) -> bool:
        """Tell whether a device may write in a case: it holds it, or has not said yet that it has forgotten it.

        While no post in charge is known, any post may be it, but for one with which the case was only shared.
        """
        if author.post in (self.posts_of_case(case) or ()) or self.is_owed(author, case):
            return True
        return self.post_of_case(case) is None and author.post not in self.shares_of(case)

    def is_owed(self, device: Enrolled, case: bytes) -> bool:
        """Tell whether a device is to forget a case and has not said that it has."""
        return (case, device.device) in self._owed

    def _guests(self, case: bytes) -> Mapping[bytes, bool]:
        """Return the posts with which a case was shared or to which it was offered, and whether that goes on."""
        handovers, shares = self._handovers.get(case), self._shares.get(case, {})
        if not handovers:
            return shares
        waiting = posts_offered(find_waiting(self.reader, case, handovers))
        return {post: shares.get(post, False) or post in waiting for post in (*shares, *posts_offered(handovers))}

    @cached_property
    def _handovers(self) -> Mapping[bytes, Sequence[Row]]:
        found: dict[bytes, list[Row]] = {}
        for row in self.reader.find_rows(HANDOVER):
            if row.case is not None:
                found.setdefault(row.case, []).append(row)
        return found

    @cached_property
    def _shares(self) -> Mapping[bytes, Mapping[bytes, bool]]:
        found: dict[bytes, dict[bytes, bool]] = {}
        for row in self.reader.find_rows(SHARE):
            if row.case is not None and isinstance(post := row["with_post"], bytes) and row["began"] is not None:
                posts = found.setdefault(row.case, {})
                posts[post] = posts.get(post, False) or is_live(row)
        return found

    @cached_property
    def _owed(self) -> Collection[tuple[bytes, bytes]]:
        return {(one.case, one.device) for one in TO_FORGET.get(self.reader) if not one.done_at}

    @cached_property
    def _forgot(self) -> Collection[tuple[bytes, bytes]]:
        return {(one.case, one.device) for one in TO_FORGET.get(self.reader)}

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

    def is_begun_by_others(self, case: bytes) -> bool:
        """Tell whether entries of headquarters, or of a share, are held from before those of the post in charge."""
        device = self._first_device(case)
        return device is not None and self._is_others(device, case)

    def _first_device(self, case: bytes) -> bytes | None:
        if case not in self._case_devices:
            self._case_devices[case] = self.reader.case_devices([case]).get(case)
        return self._case_devices[case]

    def _is_others(self, device: bytes, case: bytes) -> bool:
        """Tell whether a device is headquarters', or of a post that got the case from others."""
        enrolled = self.devices.get(device)
        post = enrolled.post if enrolled is not None else b""
        return post == self.headquarters or post in self._guests(case) or (case, device) in self._forgot


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

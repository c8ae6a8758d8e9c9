"""Headquarters answers an enrolment request in one deed: a new post where there is none yet, then the grant.

Nothing is written before the digits that the post read out were found to be those of the key in the request.
"""

from collections.abc import Collection
from dataclasses import dataclass

from tipdesk.services.headquarters.add_post import add_post
from tipdesk.services.headquarters.enrol_device import enrol_device
from tipdesk.services.headquarters.read_enrolment import read_enrolment
from tipdesk.services.results import Changed
from tipdesk.services.sync.keys import LinkDesk


@dataclass(frozen=True)
class NewPost:
    """A post that is added with its first PC. `kind`: of the list `post_kind`."""

    code: str
    name: str
    kind: str | None = None


@dataclass(frozen=True)
class Granted:
    """The grant for a device, to be brought to it."""

    device: bytes
    grant: bytes
    changed: Changed


def answer_request(
    desk: LinkDesk,
    document: bytes,
    fingerprint: str,
    post: str | NewPost,
    roles: Collection[str] = (),
    existing: str | None = None,
) -> Granted:
    """Return the grant. `post`: its code, or a post to add. Errors of `add_post` and `enrol_device`."""
    if isinstance(post, NewPost):
        asking = read_enrolment(desk, document)
        if desk.keys.same_fingerprint(fingerprint, asking.fingerprint):
            add_post(desk, post.code, post.name, post.kind)
        post = post.code
    device, grant = enrol_device(desk, document, post, fingerprint, roles, existing)
    return Granted(device, grant, Changed(frozenset({"Post", "Officer", "Device"})))

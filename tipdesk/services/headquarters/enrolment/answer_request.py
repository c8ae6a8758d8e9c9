"""Headquarters answers an enrolment request in one deed: a new post where there is none yet, then the grant.

Nothing is written before the digits that the post read out were found to be those of the key in the request.
"""

from collections.abc import Collection
from dataclasses import dataclass

from tipdesk.services.headquarters.directory.add_post import NewPost
from tipdesk.services.headquarters.enrolment.enrol_device import enrol_device
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.results import Changed


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
    *,
    move: bool = False,
) -> Granted:
    """Return the grant. `post`: its code, or a post to add. Errors of `enrol_device`."""
    device, grant = enrol_device(desk, document, post, fingerprint, roles, existing, move=move)
    return Granted(device, grant, Changed(frozenset({"Post", "Officer", "Device"})))

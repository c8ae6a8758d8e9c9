"""What an unlock attends to before anybody works: the file that a locked PC knows, the key that reports are sealed to.

Promises that after it the locked window can do its deeds again. What the parts do to the store is services'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tipdesk.adapters.store.store import Store
    from tipdesk.services.desk import UnitOfWork
    from tipdesk.services.sync.keys import LinkDesk

REPORT_IDENTITY: Final = "report-identity"
"""The setting with the private half of the store's own key pair, as an age identity."""


def attend(store: Store, desk: LinkDesk) -> None:
    """Do all of it. Distrust `outside-altered`."""
    check_outside(store, desk)


def give_report_key(work: UnitOfWork) -> None:
    """Give a store the key pair that a report without login is sealed to, unless it has one."""
    from tipdesk.adapters.keys.age_recipients import format_identity, generate_identity
    from tipdesk.services.locked.describe_outside import REPORT_RECIPIENT

    if work.get_setting(REPORT_IDENTITY) is None:
        identity = generate_identity()
        work.put_setting(REPORT_IDENTITY, format_identity(identity).encode())
        work.put_setting(REPORT_RECIPIENT, str(identity.recipient).encode())


def check_outside(store: Store, desk: LinkDesk) -> None:
    """Compare the `outside` file with the store; one that is older or missing is written anew."""
    file = store.outside_file
    found = file.read() if file else None
    with desk.read() as reader:
        is_whole = reader.get_setting(REPORT_IDENTITY) is not None
        is_current = file is None or file.is_current(reader, found)
    if not is_whole:
        with desk.work() as work:
            give_report_key(work)
    elif file is not None and not is_current:
        with desk.work() as work:
            file.prepare(work)
            file.write(file.describe(work))

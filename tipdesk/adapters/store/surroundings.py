"""What a store needs from outside itself, in one place; `homes` fills it in, and tests do it for theirs.

It names Protocols and callables alone, so that the store knows nothing of those who implement them.
"""

from dataclasses import dataclass

from tipdesk.adapters.store.head_file import Sign, Verify
from tipdesk.adapters.store.outside_file import Describe
from tipdesk.adapters.store.queries import Rank
from tipdesk.adapters.store.unit_of_work import Route
from tipdesk.services.desk import Clock, Ids
from tipdesk.sync.envelope import Verifier


@dataclass(frozen=True)
class Surroundings:
    """What a store needs from outside: time, randomness, the device's signature, and the code book's order of codes.

    `route` is called with what was applied before each commit (headquarters' down-logs). `describe` returns what a
    locked PC may know, as a signed document; without it no such file is written. `verify_by` checks signatures of other
    keys than the device's.
    """

    clock: Clock
    ids: Ids
    sign: Sign
    verify: Verify
    rank: Rank = lambda _list, _code: -1
    route: Route | None = None
    describe: Describe | None = None
    verify_by: Verifier = lambda _key, _message, _signature: False

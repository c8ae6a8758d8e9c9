"""Who may not see a case and who was let in, for those who decide about it.

The page "Who may see this case" shows it. It is an audited look.
"""

from dataclasses import dataclass
from functools import partial

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.deeds import Deed
from tipdesk.services.access.deciding import ACCESS, EXCLUSION, permit_deed
from tipdesk.services.desk import Desk
from tipdesk.services.look import looking


@dataclass(frozen=True)
class CaseAccess:
    """The rows of access that are in force in a case.

    `excluded` are rows of Exclusion; `served` and `emergencies` are rows of AccessGrant. `can_serve` says whether the
    officer may serve the case to others.
    """

    excluded: tuple[Row, ...]
    served: tuple[Row, ...]
    emergencies: tuple[Row, ...]
    can_serve: bool


def find_access(desk: Desk, case: bytes) -> CaseAccess:
    """Return who is excluded from a case and who was let in, as an audited look.

    Raises UserError `not-allowed` where the officer may not exclude anybody from it, and `no-such-case`.
    """
    with looking(desk, case, permit=partial(permit_deed, wanted=Deed.EXCLUDE)) as eyes:
        grants = eyes.reader.find_rows(ACCESS, case=case)
        return CaseAccess(
            excluded=tuple(eyes.reader.find_rows(EXCLUSION, case=case)),
            served=tuple(grant for grant in grants if grant["kind"] == "served"),
            emergencies=tuple(grant for grant in grants if grant["kind"] != "served"),
            can_serve=eyes.may(Deed.SERVE),
        )

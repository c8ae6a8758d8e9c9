"""Who may not see a case and who was let in, for those who decide about it: the page “Who may see this case”."""

from dataclasses import dataclass
from functools import partial

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.deeds import Deed
from tipdesk.services.access.deciding import ACCESS, EXCLUSION, permit_deed
from tipdesk.services.desk import Desk
from tipdesk.services.look import looking


@dataclass(frozen=True)
class CaseAccess:
    """The rows that stand. `excluded`: of Exclusion; `served` and `emergencies`: of AccessGrant."""

    excluded: tuple[Row, ...]
    served: tuple[Row, ...]
    emergencies: tuple[Row, ...]
    can_serve: bool


def find_access(desk: Desk, case: bytes) -> CaseAccess:
    """Return who is excluded and who was let in, as an audited look. UserError `not-allowed`, `no-such-case`."""
    with looking(desk, case, permit=partial(permit_deed, wanted=Deed.EXCLUDE)) as eyes:
        grants = eyes.reader.find_rows(ACCESS, case=case)
        return CaseAccess(
            excluded=tuple(eyes.reader.find_rows(EXCLUSION, case=case)),
            served=tuple(grant for grant in grants if grant["kind"] == "served"),
            emergencies=tuple(grant for grant in grants if grant["kind"] != "served"),
            can_serve=eyes.may(Deed.SERVE),
        )

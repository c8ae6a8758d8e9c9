"""Who may open a home on Windows, by the texts in which Windows tells the rights of its files."""

from __future__ import annotations

import pytest

from tipdesk.adapters.system.windows_rights import closed_rights, is_open_to_others

OWN = "S-1-5-21-1004336348-1177238915-682003330-1001"
OTHER = "S-1-5-21-1004336348-1177238915-682003330-1002"
FIRST = "S-1-5-21-1004336348-1177238915-682003330-500"
CLOSED = {
    "as Python makes a folder": "D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;OW)",
    "as an account's own folders are": f"O:{OWN}D:(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;FA;;;{OWN})",
    "with those who are kept out": f"O:{OWN}D:AI(D;;FA;;;WD)(A;;FA;;;{OWN})",
    "the first administrator's": f"O:{FIRST}D:P(A;OICI;FA;;;LA)(A;OICI;FA;;;SY)",
    "another account's that lets us in": f"O:{OTHER}D:P(A;;FA;;;{OTHER})(A;;FA;;;{OWN})S:(AU;SA;FA;;;WD)",
}
OPEN = {
    "below the disk's top": "O:BAD:AI(A;OICIID;FA;;;BA)(A;OICIID;0x1200a9;;;BU)(A;ID;0x1301bf;;;AU)",
    "to everybody": f"O:{OWN}D:P(A;OICI;FA;;;{OWN})(A;;0x1200a9;;;WD)",
    "to another account": f"O:{OWN}D:P(A;;FA;;;{OWN})(A;;FR;;;{OTHER})",
    "to a condition": f"O:{OWN}D:P(A;;FA;;;{OWN})(XA;;FR;;;BU;(Member_of {{SID(BU)}}))",
    "to programs in boxes": f"O:{OWN}D:P(A;;FA;;;{OWN})(A;;0x1200a9;;;AC)",
    "with no rights at all, as a stick has them": f"O:{OWN}D:NO_ACCESS_CONTROL",
    "with nothing said": "",
}


@pytest.mark.parametrize("rights", CLOSED.values(), ids=CLOSED)
def test_the_few_may_open_it(rights: str) -> None:
    """Its account, ours, the system and the administrators: a home is closed where nobody else has a right."""
    assert not is_open_to_others(rights, FIRST if "LA" in rights else OWN)


@pytest.mark.parametrize("rights", OPEN.values(), ids=OPEN)
def test_others_may_open_it(rights: str) -> None:
    """Any right of anybody else makes it open, also to read alone, and so does a disk that keeps no rights."""
    assert is_open_to_others(rights, OWN)


@pytest.mark.parametrize("rights", [*CLOSED.values(), *OPEN.values()])
@pytest.mark.parametrize("is_folder", [True, False])
def test_what_is_closed_is_judged_closed(rights: str, *, is_folder: bool) -> None:
    """The rights that are given leave the owner in, take nothing from above, and pass the judgement themselves."""
    given = closed_rights(rights, OWN, is_folder=is_folder)
    assert given.startswith("D:P(")
    owner = rights.removeprefix("O:").partition("D:")[0] or OWN
    assert not is_open_to_others(f"O:{owner}{given}", OWN)
    assert f";;;{OWN})" in given
    assert ("OICI" in given) is is_folder

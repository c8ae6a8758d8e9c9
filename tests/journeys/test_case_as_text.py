"""What a person at a terminal reads of a case."""

from tests.journeys.runner import World
from tests.journeys.test_command_contract import printed
from tests.journeys.worlds import recorded


def test_a_case_is_read_as_text(fresh: World) -> None:
    """Without --json a person reads labels and answers, not codes and ids; what happened only where it is asked for."""
    reference = recorded(fresh.post, fresh.folder)
    status, out, _err = printed(fresh.post, "case", "show", reference)
    assert status == 0
    assert out.startswith(f"{reference}  Blue heron 12\n\nCase\n")
    for line in ("    Family name: Inventedperson", "    Date of birth: Apr 2009", "  Text: Invented for a test."):
        assert line in out.splitlines()
    assert "potential_victim" not in out
    assert "{" not in out
    assert "History" not in out
    _status, told, _err = printed(fresh.post, "case", "show", reference, "--history")
    assert told.startswith(out)
    assert "Who and where: officer1" in told

"""Code lists as values: parsing, labels, ranks, and headquarters' rows laid over the packaged ones."""

import pytest

from tipdesk.domain.codes import COLUMNS, RESERVED, CodeBook, CodeList, CodeRow, parse_code_list
from tipdesk.domain.errors import UserError

HEADER = ",".join(COLUMNS) + "\n"


def line(code: str, label: str, order: str = "10", *, fr: str = "", htcds: str = "", status: str = "") -> str:
    """One line of a code list file."""
    return f"{code},{label},{fr},,,{order},{htcds},,,,,{status},\n"


RISK = parse_code_list("risk", HEADER + line("high", "High", "20", fr="Élevé") + line("low", "Low", "10", htcds="L"))
ANSWERS = parse_code_list("reserved", HEADER + "".join(line(code, code.upper()) for code in RESERVED))
BOOK = CodeBook({"risk": RISK, "reserved": ANSWERS})


def test_codes_come_in_their_order() -> None:
    """The order column decides, not the order of the lines, and it is the rank."""
    assert [code.code for code in RISK] == ["low", "high"]
    assert (BOOK.rank("risk", "low"), BOOK.rank("risk", "high")) == (0, 1)


def test_unknown_code_is_shown_as_it_is() -> None:
    """A code of a later release, or of a list this program lacks, is shown rather than lost."""
    assert BOOK.label_of("risk", "volcanic") == "volcanic"
    assert BOOK.label_of("no_such_list", "x1") == "x1"
    assert not BOOK.is_known("risk", "volcanic")
    assert BOOK.rank("risk", "volcanic") == -1


def test_label_falls_back_to_english() -> None:
    """A language without a label shows the English one."""
    assert BOOK.label_of("risk", "high", "fr") == "Élevé"
    assert BOOK.label_of("risk", "low", "fr") == "Low"
    assert BOOK.label_of("risk", "high", "acf") == "High"


@pytest.mark.parametrize("code", RESERVED)
def test_reserved_answers_stand_in_every_list(code: str) -> None:
    """The four reserved answers are known to each list, have a label, and outrank nothing."""
    assert BOOK.is_known("risk", code)
    assert BOOK.label_of("risk", code) == code.upper()
    assert BOOK.rank("risk", code) == -1


def test_list_own_meaning_comes_before_the_reserved_one() -> None:
    """A list that means something of its own by a reserved word ("refused" entry) shows its own label."""
    own = parse_code_list("outcome", HEADER + line("refused", "Refused entry"))
    assert CodeBook({"outcome": own, "reserved": ANSWERS}).label_of("outcome", "refused") == "Refused entry"


def test_missing_list_is_refused_by_name() -> None:
    """Asking for a list that does not exist names it."""
    with pytest.raises(UserError, match="no_such_list") as refusal:
        BOOK.list_of("no_such_list")
    assert refusal.value.code == "code-list-unknown"


def test_overlay_wins_part_by_part() -> None:
    """Headquarters' label and order win; the mapping and labels it left empty stay as packaged."""
    laid = BOOK.overlay([CodeRow("risk", "low", label="Slight", order=90)])
    assert laid.label_of("risk", "low") == "Slight"
    assert laid.rank("risk", "low") == 1
    low = laid.find("risk", "low")
    assert low is not None
    assert low.mappings["htcds"] == "L"
    assert laid.label_of("risk", "high", "fr") == "Élevé"


def test_overlay_leaves_the_base_alone() -> None:
    """A book is a value: laying rows over it makes another book."""
    BOOK.overlay([CodeRow("risk", "low", label="Slight")])
    assert BOOK.label_of("risk", "low") == "Low"


def test_overlay_adds_codes_and_lists() -> None:
    """A code or a whole list that only headquarters has becomes known; a new code comes last."""
    laid = BOOK.overlay([CodeRow("risk", "extreme", label="Extreme"), CodeRow("berths", "b1", label="Berth 1")])
    assert [code.code for code in laid.list_of("risk")] == ["low", "high", "extreme"]
    assert laid.label_of("berths", "b1") == "Berth 1"
    assert laid.names() == ("berths", "reserved", "risk")
    assert len(laid.lists) == 3


def test_later_row_wins() -> None:
    """Of two rows for one code the later one holds."""
    laid = BOOK.overlay([CodeRow("risk", "low", label="A"), CodeRow("risk", "low", label="B")])
    assert laid.label_of("risk", "low") == "B"


def test_retired_code_is_shown_but_not_offered() -> None:
    """Retiring takes a code from the choices and from nothing else, and can be taken back."""
    retired = BOOK.overlay([CodeRow("risk", "high", status="retired")])
    assert [code.code for code in retired.list_of("risk").offered()] == ["low"]
    assert retired.label_of("risk", "high") == "High"
    assert retired.is_known("risk", "high")
    again = retired.overlay([CodeRow("risk", "high", status="")])
    assert len(again.list_of("risk").offered()) == 2


def test_a_mapping_without_target_is_none() -> None:
    """A code that a standard has no value for maps to nothing."""
    high = BOOK.find("risk", "high")
    assert high is not None
    assert "htcds" not in high.mappings


def test_quoted_cells_and_line_ends_are_read() -> None:
    """Commas in quotes, CRLF line ends and a cell over two lines are plain CSV."""
    text = (HEADER + 'a,"One, two",,,,1,,,,,"over\ntwo",,\n').replace("\n", "\r\n")
    assert [code.label for code in parse_code_list("x", text)] == ["One, two"]


def test_equal_lists_are_equal() -> None:
    """Lists are compared by value."""
    assert CodeList("risk", tuple(reversed(RISK.codes))) == RISK


@pytest.mark.parametrize(
    ("refusal", "text", "number"),
    [
        ("code-list-columns", "code,label\na,A\n", 1),
        ("code-list-columns", "", 1),
        ("code-list-cells", HEADER + line("a", "A") + "b,B\n", 3),
        ("code-list-empty", HEADER + line("", "A"), 2),
        ("code-list-empty", HEADER + line("a", ""), 2),
        ("code-list-empty", HEADER + line(" a", "A"), 2),
        ("code-list-order", HEADER + line("a", "A", "first"), 2),
        ("code-list-order", HEADER + line("a", "A", "-1"), 2),
        ("code-list-order", HEADER + line("a", "A", "9" * 5000), 2),
        ("code-list-status", HEADER + line("a", "A", status="maybe"), 2),
        ("code-list-twice", HEADER + line("a", "A") + line("b", "B") + line("a", "C"), 4),
        ("code-list-csv", HEADER + 'a,"A"x,,,,1,,,,,,,\n', 2),
    ],
)
def test_bad_file_is_refused_with_its_line(refusal: str, text: str, number: int) -> None:
    """Whoever edits a list is told the list, the line and what is amiss."""
    with pytest.raises(UserError) as raised:
        parse_code_list("sample", text)
    assert raised.value.code == refusal
    assert f"ine {number} of the code list sample" in raised.value.text()

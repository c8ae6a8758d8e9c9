"""The script that a person runs on a real Windows PC, read as PowerShell reads it, since no PowerShell is here.

Promises that it is one script: whole, in letters that every code page has, of words that Windows PowerShell 5.1 knows,
with no variable that nothing has set. Leaves what it finds to the PC on which it runs.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "installer" / "windows" / "acceptance.ps1"
PAIRS = {"(": ")", "[": "]", "{": "}"}
KNOWN = frozenset({
    "ConvertTo-Json", "Get-Acl", "Get-ChildItem", "Get-CimInstance", "Get-Command", "Get-Content", "Get-Date",
    "Get-FileHash", "Get-Item", "Get-ItemProperty", "Get-MpComputerStatus", "Get-Process", "Join-Path", "New-Item",
    "New-Object", "Read-Host", "Remove-Item", "Remove-Job", "Resolve-Path", "Set-StrictMode", "Sort-Object",
    "Split-Path", "Start-Job", "Start-Sleep", "Stop-Job", "Test-Path", "Where-Object", "Write-Host",
})  # fmt: skip
SHORT = re.compile(r"(?:^|[|;{(=\s])(ls|dir|cat|echo|rm|cp|mv|gc|gi|gci|sort|select|where|[%?])\s", re.MULTILINE)
GIVEN = frozenset({"_", "matches", "null", "psscriptroot", "erroractionpreference", "true", "false"})
SETTINGS = (
    r"\$(?:script:)?(\w+)\s*\+?=(?!=)",
    r"foreach \(\$(\w+) in",
    r"\[(?:string|bool|switch|scriptblock|[\w.]+Process)(?:\[\])?\]\$(\w+)",
    r"param\(\$(\w+)\)",
)
"""The ways in which the script gives a variable its value."""
OUTSIDE = re.compile(r"#[^\n]*|'[^']*'|\"|[(\[{]|[)\]}]|[^#'\"(\[{)\]}]+")
INSIDE = re.compile(r"`.|\$\(|\$[\w:]+|\"|[^`$\"]+|\$", re.DOTALL)


class Read:
    """A script as PowerShell reads it: `code` without comments and texts, and the brackets that are still `open`.

    What stands in a text after a dollar is code, and is kept. Raises ValueError where a bracket closes another one.
    """

    def __init__(self, text: str) -> None:
        self.open = list[str]()
        kept, at = list[str](), 0
        while at < len(text):
            is_text = self.open[-1:] == ['"']
            found = (INSIDE if is_text else OUTSIDE).match(text, at)
            if found is None:
                raise ValueError(text[at : at + 20])
            at = found.end()
            kept.append(self._inside(found[0]) if is_text else self._outside(found[0]))
        self.code = "".join(kept)

    def _inside(self, part: str) -> str:
        if part == '"':
            self.open.pop()
        elif part == "$(":
            self.open.append("(")
        return part if part[0] in '$"' else " "

    def _outside(self, part: str) -> str:
        if part == '"' or part in PAIRS:
            self.open.append(part)
        elif part in PAIRS.values() and PAIRS.get(self.open.pop() if self.open else "") != part:
            raise ValueError(part)
        return "" if part[0] in "#'" else part


@pytest.fixture(scope="module")
def code() -> str:
    """The script as PowerShell runs it."""
    return Read(SCRIPT.read_text(encoding="ascii")).code


def test_its_letters_are_those_of_every_code_page() -> None:
    """ASCII alone, as PowerShell 5.1 reads a file without a mark; lines end as Windows ends them."""
    content = SCRIPT.read_bytes()
    assert content.isascii()
    assert content.count(b"\r\n") == content.count(b"\n") == content.count(b"\r")
    assert content.endswith(b"\r\n")
    assert max(map(len, content.splitlines())) <= 120


def test_every_bracket_and_quote_is_closed() -> None:
    """Brackets close in the order in which they were opened, also inside texts."""
    assert Read(SCRIPT.read_text(encoding="ascii")).open == []


@pytest.mark.parametrize("damage", ["}", "(", '"', "if ($a) { [int]$b ) }", '"$(Get-Date"'])
def test_what_is_not_closed_is_noticed(damage: str) -> None:
    """The control: one bracket or quote too many or too few is found."""
    try:
        rest = Read(damage).open
    except ValueError:
        return
    assert rest


def test_every_word_is_one_that_powershell_knows(code: str) -> None:
    """Each command is one of PowerShell 5.1 or of the script, which uses every one of its own; none is a short name."""
    own = set(re.findall(r"(?m)^function ([A-Z]\w+-\w+)", code))
    used = set(re.findall(r"(?<![\w$-])([A-Z][a-z]+-[A-Z]\w+)", code))
    assert used - own - KNOWN == set()
    assert own
    for name in own:
        assert len(re.findall(rf"(?<![\w-]){name}(?![\w-])", code)) > 1, name
    assert SHORT.findall(code) == []


def test_every_variable_was_set(code: str) -> None:
    """Whatever is read was set somewhere, is a parameter, or is PowerShell's own: it runs in strict mode."""
    names = {name.lower() for name in re.findall(r"\$(?:script:)?(\w+)\b(?!:)", code)}
    assigned = {name.lower() for way in SETTINGS for name in re.findall(way, code)}
    assert {"setup", "found", "process"} <= assigned & names
    assert sorted(names - assigned - GIVEN) == []


def test_each_matter_is_gone_through() -> None:
    """Nothing that README calls to be tried on Windows is without its step."""
    steps = set(re.findall(r'(?:Check|Result|Answer|Demo\)?) "([a-z0-9$-]+)"', SCRIPT.read_text(encoding="ascii")))
    wanted = """
        install version files-whole start-$time version-in-a-window console-$page non-ascii-folder long-path device-name
        onedrive-refused home-closed held-for-moments held-for-long stick no-home-on-a-stick server scale-$scale
        contrast narrator capture update-in-use session-lock sleep removed removal-keeps-homes no-way-back
        update-keeps-homes
    """
    assert set(wanted.split()) - steps == set()

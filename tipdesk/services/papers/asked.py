"""What is asked for when papers are printed. It stands apart from what makes them, which is loaded when one is made."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """What is asked for.

    `row` is of which row; without it, of the only one there is, or with `every` of all. `language` is the code of one;
    without it, that of the person for what is told to them, and otherwise that of the program. `identity` asks for
    names, `whole` for the sheet that stays with us, and `blank` for a form to fill in by hand.
    """

    row: bytes | None = None
    every: bool = False
    language: str = ""
    copy_number: int = 1
    identity: bool = False
    whole: bool = False
    blank: bool = False

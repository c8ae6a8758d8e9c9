"""One row of a sheet as it stands on the screen: what is saved, and over it what was typed and is not."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(eq=False)
class SheetEntry:
    """One row.

    `typed` has the words of cells that are not saved, `refused` why a cell was not, both by the name of its column.
    `problem` says why the row as a whole was not saved. A row that `is_gone` was put into the trash meanwhile.
    """

    key: str
    typed: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    problem: str = ""
    is_saving: bool = False
    is_gone: bool = False

    @property
    def is_saved(self) -> bool:
        """Tell whether the row stands in the store."""
        raise NotImplementedError

    @property
    def waits(self) -> bool:
        """Tell whether something was typed that no save has been tried with."""
        return bool(self.typed.keys() - self.refused.keys())

    @property
    def is_blank(self) -> bool:
        """Tell whether the row holds nothing yet."""
        return not self.is_saved and not self.typed

    def type(self, column: str, words: str) -> None:
        """Put words into a cell; what was wrong with the earlier ones is over."""
        self.typed[column] = words
        self.refused.pop(column, None)
        self.problem = ""

    def forget(self, column: str) -> None:
        """Take what was typed out of a cell, which shows again what is saved."""
        self.typed.pop(column, None)
        self.refused.pop(column, None)

    def settle(self, sent: Mapping[str, str], refused: Mapping[str, str]) -> None:
        """Take over what became of the cells; what was typed while the row was being saved stays typed."""
        for name, words in sent.items():
            if self.typed.get(name) == words and name not in refused:
                self.forget(name)
            elif self.typed.get(name) == words:
                self.refused[name] = refused[name]

"""The packaged code lists (`resources/codes/*.csv`) as a `CodeBook`.

This module promises a book at once: the folder is read now, each list when it is first asked for, then kept.
Headquarters' rows are laid over it by whoever reads the directory (`CodeBook.overlay`).
"""

from collections.abc import Iterator, Mapping

from tipdesk.adapters.system import resources
from tipdesk.domain.codes import CodeBook, CodeList, parse_code_list

_FOLDER = "codes"
_SUFFIX = ".csv"


class _PackagedLists(Mapping[str, CodeList]):
    """Lists by name, parsed when first asked for. Two threads may each parse a list; both get equal values."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files
        self._parsed: dict[str, CodeList] = {}

    def __getitem__(self, name: str) -> CodeList:
        if name not in self._parsed:
            self._parsed[name] = parse_code_list(name, resources.read_text(self._files[name]))
        return self._parsed[name]

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def load_code_book() -> CodeBook:
    """Return the book of all packaged lists, without headquarters' rows. Trouble when the program lacks the folder."""
    files = {
        file.removeprefix(f"{_FOLDER}/").removesuffix(_SUFFIX): file
        for file in resources.list_names(_FOLDER)
        if file.endswith(_SUFFIX)
    }
    return CodeBook(_PackagedLists(files))

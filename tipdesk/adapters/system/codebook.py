"""The packaged code lists (`resources/codes/*.csv`) as a `CodeBook`.

The book is there at once: the folder is read now, and each list when it is first asked for, and then kept. Labels in a
language that a list has no column for come from the catalogue of texts, in the context "codes/<list>". Headquarters'
rows are laid over it by whoever reads the directory (`CodeBook.overlay`). What the program calls ids of its own
(`rules/own_lists`) is found in it too, and is no list that anybody is offered.
"""

from collections.abc import Iterator, Mapping
from functools import partial

from tipdesk.adapters.system import resources
from tipdesk.domain.codes import Code, CodeBook, CodeList, parse_code_list
from tipdesk.services.voice import ENGLISH, language, translated, translated_within

_FOLDER = "codes"
_SUFFIX = ".csv"


class _PackagedLists(Mapping[str, CodeList]):
    """The packaged lists by name, each parsed when first asked for.

    Two threads may each parse a list; both get equal values.
    """

    def __init__(self, files: Mapping[str, str], spoken: str) -> None:
        self._files, self._language = files, spoken
        self._parsed: dict[str, CodeList] = {}

    def __getitem__(self, name: str) -> CodeList:
        if name not in self._parsed:
            self._parsed[name] = self._read(name) if name in self._files else self._own(name)
        return self._parsed[name]

    def _read(self, name: str) -> CodeList:
        read = parse_code_list(name, resources.read_text(self._files[name]))
        if self._language == ENGLISH:
            return read
        return read.labelled(self._language, partial(translated_within, f"codes/{name}"))

    def _own(self, name: str) -> CodeList:
        from tipdesk.domain.rules.own_lists import OWN_LISTS

        codes = (Code(one, label) for one, label in OWN_LISTS[name]())
        return CodeList(name, tuple(codes)).labelled(self._language, translated)

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def load_code_book() -> CodeBook:
    """Return the book of all packaged lists, without headquarters' rows, in the language that the program speaks.

    Raises Trouble `resource-missing` when the program lacks the folder.
    """
    files = {
        file.removeprefix(f"{_FOLDER}/").removesuffix(_SUFFIX): file
        for file in resources.list_names(_FOLDER)
        if file.endswith(_SUFFIX)
    }
    spoken = language()
    return CodeBook(_PackagedLists(files, spoken), spoken)

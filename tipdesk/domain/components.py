"""What others wrote and TIPdesk carries: libraries, fonts, icons, code lists, each with its licence, and their file.

The file is made with a package, or at set-up, from what is installed (`installer/packages/notices.py`). People read it
as it stands, and the program reads the same file: a paragraph for each component, of fields as in an e-mail's head,
where what goes on over several lines is set in by a space and an empty line is a single dot.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

_DOTS = re.compile(r"\.*")
_FIRST = "Component"


@dataclass(frozen=True)
class Component:
    """One thing that others wrote.

    `licence` is an SPDX expression and `copyright` says who holds it, a line each. `within` is the component that
    brings this one along, "" for one that stands by itself. `system` is "Linux" or "Windows" where only that package
    has it. `note` says what its licence asks for and how TIPdesk answers, and `text` is the licence in full.
    """

    name: str
    version: str = ""
    licence: str = ""
    copyright: str = ""
    within: str = ""
    system: str = ""
    note: str = ""
    text: str = ""


_HEADS = {one.name: _FIRST if one.name == "name" else one.name.capitalize() for one in fields(Component)}
"""What each field is called in the file, in the order in which it stands there."""


def components_text(components: Iterable[Component]) -> str:
    """Return the paragraphs of the components, in the order given, as `read_components` reads them."""
    return "\n".join(_paragraph(one) for one in components)


def read_components(text: str) -> tuple[Component, ...]:
    """Return the components of a file; paragraphs that name none, such as the introduction, are passed over."""
    paragraphs = re.split(r"\n\n+", text)
    return tuple(
        Component(**dict(_fields(paragraph))) for paragraph in paragraphs if paragraph.startswith(f"{_FIRST}:")
    )


def _paragraph(component: Component) -> str:
    values = ((head, str(getattr(component, name))) for name, head in _HEADS.items())
    return "".join(f"{head}:{_set_in(value)}\n" for head, value in values if value)


def _set_in(value: str) -> str:
    """Return a value as it stands behind its head: one line beside it, several below it, each set in.

    A line of dots alone gets one more, so that the dot that stands for an empty line is no other line's.
    """
    if "\n" not in value and _DOTS.fullmatch(value) is None:
        return f" {value}"
    return "".join(f"\n {line}{'.' if _DOTS.fullmatch(line) else ''}" for line in value.split("\n"))


def _fields(paragraph: str) -> Iterator[tuple[str, str]]:
    names = {head: name for name, head in _HEADS.items()}
    for found in re.finditer(r"^(\w+):((?: .*)?)((?:\n .*)*)$", paragraph, re.MULTILINE):
        head, beside, below = found[1], found[2], found[3]
        lines = [line[1:-1] if _DOTS.fullmatch(line[1:]) else line[1:] for line in below.split("\n")[1:]]
        if head in names:
            yield names[head], "\n".join(lines) if below else beside[1:]


def find_components(components: Iterable[Component], words: str) -> list[Component]:
    """Return the components that have, for each of the words, one that begins so: in name, licence or holder."""
    asked = words.casefold().split()
    return [one for one in components if all(_has(one, part) for part in asked)]


def _has(component: Component, part: str) -> bool:
    told = (component.name, component.version, component.licence, component.within, component.copyright)
    return re.search(rf"(?<!\w){re.escape(part)}", " ".join(told).casefold()) is not None

"""The one catalogue of texts: collected from the source, kept as one file a language, compiled for the program.

Every text that is marked in the source, and every label of a code list, is in `resources/translations/tipdesk.pot`, and
the program reads only compiled catalogues. A language is a folder with `LC_MESSAGES/tipdesk.po` in it, named by its
code; nothing else lists languages. What counts as a text is decided in `texts`, and the pseudo-language is made by
`pseudo`. People translate, and the program reads the catalogues.

Papers for people are printed in languages that the program need not speak: the texts of those papers alone stand in
`LC_MESSAGES/papers.po` of such a language. A test names what one lacks.
"""

from __future__ import annotations

from installer import environment

FOLDER = environment.ROOT / "resources" / "translations"
TEMPLATE = FOLDER / "tipdesk.pot"
DOMAIN, PAPERS = "tipdesk", "papers"


def extract() -> None:
    """Collect the texts of the source into the template. Raises SetUpError when the source cannot be read."""
    environment.run_program(environment.module("installer.texts", "collect"), "the texts could not be collected")


def update() -> None:
    """Bring new texts of the template into each language's file, and mark those whose English changed."""
    if _has_languages():
        files = ("-D", DOMAIN, "-i", str(TEMPLATE), "-d", str(FOLDER))
        _babel("update", *files, "--previous", "--ignore-pot-creation-date", "-w", "120")


def compile_all() -> None:
    """Compile each language's file into the form that gettext reads, and make the pseudo-language beside them."""
    for domain in (DOMAIN, PAPERS):
        if _has_languages(domain):
            _babel("compile", "-D", domain, "-d", str(FOLDER))
    environment.run_program(environment.module("installer.pseudo"), "the pseudo-language could not be made")


def _has_languages(domain: str = DOMAIN) -> bool:
    return any(FOLDER.glob(f"*/LC_MESSAGES/{domain}.po"))


def _babel(*words: str) -> None:
    environment.run_program(
        environment.module("babel.messages.frontend", "--quiet", *words), f"babel {words[0]} failed"
    )

"""The one catalogue of texts: collected from the source, kept as one file a language, compiled for the program.

Promises that every text marked with `_` or asked for with gettext is in `resources/translations/tipdesk.pot`, and that
the program reads only compiled catalogues. Leaves translating to people, and reading the catalogues to the program.
"""

from __future__ import annotations

from installer import environment

FOLDER = environment.ROOT / "resources" / "translations"
TEMPLATE = FOLDER / "tipdesk.pot"
DOMAIN = "tipdesk"
KEYWORDS = ("_", "gettext", "ngettext:1,2", "pgettext:1c,2")


def extract() -> None:
    """Collect the texts of the source into the template. Raises SetUpError when the source cannot be read."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    keywords = [word for keyword in KEYWORDS for word in ("-k", keyword)]
    # Line numbers change with every edit, so places name the file alone: a smaller change to read.
    layout = ["--no-default-keywords", "--add-location=file", "--sort-by-file", "-w", "120", "-c", "Translators:"]
    labels = ["--project", "TIPdesk", "--copyright-holder", "The TIPdesk maintainers"]
    _babel("extract", "-F", "pyproject.toml", *keywords, *layout, *labels, "-o", str(TEMPLATE), ".")


def update() -> None:
    """Bring new texts of the template into each language's file, and mark those whose English changed."""
    if _has_languages():
        _babel(
            "update",
            "-D",
            DOMAIN,
            "-i",
            str(TEMPLATE),
            "-d",
            str(FOLDER),
            "--previous",
            "--ignore-pot-creation-date",
            "-w",
            "120",
        )


def compile_all() -> None:
    """Compile each language's file into the form that gettext reads."""
    if _has_languages():
        _babel("compile", "-D", DOMAIN, "-d", str(FOLDER))


def _has_languages() -> bool:
    return any(FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def _babel(*words: str) -> None:
    environment.run_program(
        environment.module("babel.messages.frontend", "--quiet", *words), f"babel {words[0]} failed"
    )

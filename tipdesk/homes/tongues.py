"""The languages in which papers for people are printed: that of the program, English, and those with a catalogue."""

from functools import partial

from tipdesk.adapters.system.catalogue import find_paper_languages, is_reviewed, load_papers
from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.documents.tongue import Tongue
from tipdesk.services.voice import ENGLISH, language, said_by, translated


def tongue_of(code: str = "") -> Tongue:
    """Return a language by its code; without one, that of the program.

    Raises UserError `no-paper-language` where papers cannot be printed in it.
    """
    if code in ("", language()):
        return Tongue(language(), translated)
    if code == ENGLISH:
        return Tongue(ENGLISH, str)
    known = find_paper_languages()
    if code not in known:
        sentence = _("This paper is not printed in “{language}”. It is printed in: {known}.")
        raise UserError("no-paper-language", sentence, language=code[:20], known=", ".join(known))
    catalogue = load_papers(code)
    return Tongue(code, partial(said_by, catalogue), is_draft=not is_reviewed(catalogue))

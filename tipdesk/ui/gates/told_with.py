"""What is said of a save that stands past a rule: it is kept all the same, and whoever saved it hears why at once."""

from tipdesk.services.results import Changed
from tipdesk.ui.translate import _


def told_with(words: str, changed: Changed) -> str:
    """Return what is said of a save, and after it the sentence of each rule past which it stands."""
    looks = [_("Look: {sentence}").format(sentence=one.text(_)) for one in changed.warned]
    return " ".join([f"{words.rstrip('.')}.", *looks]) if looks else words

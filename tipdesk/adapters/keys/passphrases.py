"""What a passphrase must be, how it is spelt for the key derivation, and six words made by the machine.

The same letters typed on another keyboard or system give the same bytes (NFKC), and nothing of a refused passphrase
appears in the refusal. `throttle` sees to it that passphrases cannot be tried at will.
"""

import re
import secrets
import unicodedata
from collections.abc import Collection
from typing import Final

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _, counted

MINIMUM_CHARACTERS: Final = 15
MAXIMUM_CHARACTERS: Final = 1024
MINIMUM_SCORE: Final = 3
GENERATED_WORDS: Final = 6
_TOO_SHORT: Final = counted(
    "A passphrase needs at least {minimum} character; six words are easiest.",
    "A passphrase needs at least {minimum} characters; six words are easiest.",
)
_TOO_LONG: Final = counted(
    "A passphrase has at most {maximum} character.", "A passphrase has at most {maximum} characters."
)

_ESTIMATOR_CHARACTERS: Final = 72  # zxcvbn refuses to look at more, and more could only be stronger
_BLOCKED: Final = frozenset(
    re.sub(r"\W", "", phrase)
    for phrase in (
        "correct horse battery staple",
        "the quick brown fox jumps over the lazy dog",
        "to be or not to be that is the question",
        "our father who art in heaven hallowed be thy name",
        "the lord is my shepherd i shall not want",
        "in the beginning god created the heaven and the earth",
        "for god so loved the world that he gave his only son",
        "twinkle twinkle little star how i wonder what you are",
        "happy birthday to you happy birthday to you",
        "may the force be with you always",
        "let me in please let me in now",
        "this is my password do not tell",
        "my very long secret passphrase here",
        "one two three four five six seven",
        "sons and daughters of saint lucia love the land that gave us birth",
        "the land the people the light",
        "simply beautiful saint lucia",
        "all in one one for all all for one",
        "royal saint lucia police force",
        "to serve and to protect the people",
    )
)


def normalise(passphrase: str) -> bytes:
    """Return the bytes of a passphrase that go into Argon2id: NFKC as UTF-8."""
    return unicodedata.normalize("NFKC", passphrase).encode()


def six_words() -> str:
    """Return six random words with spaces between them: 60 bits, and easy to learn.

    The 1,024 words are those of SLIP-39, none longer than eight letters and no two alike in their first four.
    """
    from shamir_mnemonic.wordlist import WORDLIST

    return " ".join(secrets.choice(WORDLIST) for _each in range(GENERATED_WORDS))


def check_passphrase(passphrase: str, site_words: Collection[str] = ()) -> None:
    """Raise UserError `weak-passphrase` for a weak passphrase, with the reason and never the words.

    A passphrase needs fifteen characters, and an estimate of strength (zxcvbn 3 of 4) that six different words always
    reach. `site_words` are the names of the post and its officers and the like. A phrase of these alone is refused; in
    a longer one they are allowed and count as known.
    """
    text = unicodedata.normalize("NFKC", passphrase)
    if len(text) < MINIMUM_CHARACTERS:
        raise UserError(
            "weak-passphrase",
            _TOO_SHORT.of(MINIMUM_CHARACTERS),
            minimum=MINIMUM_CHARACTERS,
        )
    if len(text) > MAXIMUM_CHARACTERS:
        raise UserError("weak-passphrase", _TOO_LONG.of(MAXIMUM_CHARACTERS), maximum=MAXIMUM_CHARACTERS)
    if _is_known(text, site_words):
        raise UserError("weak-passphrase", _("This phrase is one that others would try. Choose words of your own."))
    if _score(text, site_words) < MINIMUM_SCORE:
        raise UserError(
            "weak-passphrase", _("This passphrase is easy to guess. Add words that do not belong together.")
        )


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", text.casefold()) if word]


def _local_words(site_words: Collection[str]) -> set[str]:
    return {word for phrase in site_words for word in _words(unicodedata.normalize("NFKC", phrase))}


def _is_known(text: str, site_words: Collection[str]) -> bool:
    words, local = _words(text), _local_words(site_words)
    return "".join(words) in _BLOCKED or all(word in local or word.isdecimal() for word in words)


def _score(text: str, site_words: Collection[str]) -> int:
    from zxcvbn import zxcvbn

    return int(zxcvbn(text[:_ESTIMATOR_CHARACTERS], user_inputs=sorted(_local_words(site_words)))["score"])

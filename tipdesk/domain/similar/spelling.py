"""How words are made comparable: small letters without accents, and what they sound like in several languages.

Names reach a post by ear, from a paper in another script, or from memory. So a word is compared as it is spelled, and
as it sounds: without vowels after the first letter, double letters and silent ones, and with letters that English,
Spanish, French, Creole and the romanisations of Chinese, Hindi, Nepali and Arabic write for one another made the same.
Sounds only say where to look; `comparing` goes back to the spelling. Who changes a rule here writes a migration that
fills the store's index anew (`adapters/store/likenesses`), since it holds the sounds of all people.
"""

import re
from functools import lru_cache

from tipdesk.domain.folding import WORD, fold

_REMEMBERED = 20_000

PARTICLES = frozenset(
    "al bin bint da das de del della den der des di do dos du e el ibn la las le les los van von y".split()  # noqa: SIM905 - words of a language, to be read as such
    + "dr jr junior miss mr mrs ms senior sr".split()  # noqa: SIM905 - as above
)
"""Words of a name that are left out as often as they are written; a name that has no other word keeps them."""

_WRITTEN_OUT = {
    "jn": "jean",
    "jne": "jeanne",
    "ma": "maria",
    "md": "mohamed",
    "mohd": "mohamed",
    "st": "saint",
    "ste": "saint",
    "sainte": "saint",
    "wm": "william",
}
"""What short forms stand for that are written rather than said, as "Jn Baptiste" and "St Rose" in Saint Lucia."""

_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("^x(?=im|av)", "j"),  # Ximenez and Jimenez, Xavier and Javier
        ("^x(?=[aiou])|^hs", "s"),  # Xu and Hsu, Xiang and Hsiang
        ("^(wr|kn|gn|ps|pf)", r""),
        ("tsch|sch|tch|cz|zh|ch|sh", "s"),  # Chantal and Shantal, Zhang and Chang, Shrestha and Sresta
        ("^q(?=i|u[ae]n)", "s"),  # Qian and Chien
        ("ph", "f"),
        ("gh(?=t|$)", ""),
        ("c(?=[eiy])", "s"),  # Cesar and Sesar
        ("ck|qu|[cq]", "k"),
        ("x", "ks"),
        ("g(?=[eiy])", "j"),  # Gimenez and Jimenez
        ("(t|d)z|ts|z", "s"),  # Gonzalez and Gonsales
        ("dj|^y(?=[aeou])", "j"),  # Djamila and Jamila, Yusuf and Jusuf
        ("(?<=[aeo])w(?=[^aeiou]|$)", ""),  # Chowdhury and Chaudhari
        ("w", "v"),
        ("b", "v"),  # Vasquez and Basques
        ("h", ""),
        ("n(?=[gk]$)|m(?=[fp])", "n"),
        ("g$", ""),  # Singh and Sing and Sin
    )
)
_AFTER_THE_FIRST = re.compile("(?<=.)[aeiouy]")
_DOUBLE = re.compile(r"(.)\1+")
_FIRST = str.maketrans({"y": "i", "e": "i", "o": "u"})


def name_words(text: str) -> tuple[str, ...]:
    """Return the words of a name without particles, short forms written out; "Mc" belongs to the word after it."""
    joined = re.sub(r"\b(mc|mac|o) (?=\w)", r"\1", " ".join(WORD.findall(fold(text))))
    words = tuple(dict.fromkeys(_WRITTEN_OUT.get(word, word) for word in joined.split()))
    return tuple(word for word in words if word not in PARTICLES) or words


@lru_cache(maxsize=_REMEMBERED)
def sound_of(word: str) -> str:
    """Return what a folded word sounds like: equal for words that are written for one another."""
    sound = word
    for pattern, instead in _SOUNDS:
        sound = pattern.sub(instead, sound)
    sound = _AFTER_THE_FIRST.sub("", _DOUBLE.sub(r"\1", sound))
    return _DOUBLE.sub(r"\1", sound[:1].translate(_FIRST) + sound[1:]) or word

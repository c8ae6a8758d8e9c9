"""Strong passphrases pass, guessable ones are refused with a reason that does not repeat them."""

import pytest

from tipdesk.adapters.keys.passphrases import check_passphrase, normalise, six_words
from tipdesk.domain.errors import UserError

SITE_WORDS = ("Vieux Fort", "Marine Unit", "officer1")


@pytest.mark.parametrize(
    "passphrase",
    [
        "correct horse battery staple lamp river",
        "tango-umber-dusk-94-kite",
        "the heron at vieux fort eats mangoes",
        "vieux fort lamp river heron",
        "kM7#qd9!vTz2&wLp",
        "marinemarine lamps",
        "marine q7#kfW2p",
        "vieux fort marine unit officer1 lamp",
        "a" * 67 + "d6OcZ",
        ("six small words that are mine " * 35)[:1024],
    ],
)
def test_a_strong_passphrase_passes(passphrase: str) -> None:
    """Six words, unlikely letters, or a phrase that merely contains a site word are accepted."""
    check_passphrase(passphrase, SITE_WORDS)


@pytest.mark.parametrize(
    "passphrase",
    [
        "",
        "kM7#qd9!vTz2&w",
        "word" + "x" * 1021,
        ("six small words that are mine " * 35)[:1025],
        "aaaaaaaaaaaaaaaaaaaa",
        "password12345678",
        "qwertyuiopasdfgh",
        "word word word word word word word",
        "Correct-Horse-Battery-Staple",
        "To be, or not to be, that is the question!",
        "The land, the people, the light",
        "Vieux Fort Marine Unit 2026",
        "officer1marine1",
        "vieuxvieuxmarine1",
        "a" * 67 + "d6Oc",
        "...............................",
    ],
)
def test_a_weak_passphrase_is_refused_without_repeating_it(passphrase: str) -> None:
    """Short, repeated, famous, keyboard and site-word phrases are refused; the refusal does not contain them."""
    with pytest.raises(UserError) as refusal:
        check_passphrase(passphrase, SITE_WORDS)
    assert refusal.value.code == "weak-passphrase"
    assert set(refusal.value.values) <= {"minimum", "maximum"}
    assert not passphrase or passphrase not in refusal.value.text()


def test_six_words_pass_and_differ() -> None:
    """The generator's phrases are six words, accepted as they are, and new each time."""
    phrases = {six_words() for _each in range(50)}
    assert len(phrases) == 50
    for phrase in phrases:
        assert len(phrase.split(" ")) == 6
        assert "".join(phrase.split(" ")).isalpha()


def test_the_same_letters_give_the_same_bytes() -> None:
    """Composed, decomposed and full-width spellings of a passphrase are one."""
    assert normalise("caf\u00e9 lamp") == normalise("cafe\u0301 lamp") == normalise("\uff43\uff41\uff46\u00e9 lamp")
    assert normalise("Lamp") != normalise("lamp")

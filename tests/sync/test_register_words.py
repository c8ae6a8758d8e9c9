"""The eight words of the shift register: what they name, what of a mistake is noticed, and what is said about it."""

import hashlib
import random

import pytest

from tipdesk.adapters.keys.word_list import word_list
from tipdesk.domain.errors import UserError
from tipdesk.sync.register_words import WORDS, Landmark, find_seq, from_words, landmark_of, to_words

LIST = word_list()
HASHES = {seq: hashlib.sha256(b"%d" % seq).digest() for seq in range(1, 300)}


def test_words_name_their_entry() -> None:
    """Eight words lead back to the one entry of the chain that they were made of."""
    for seq, hashed in HASHES.items():
        words = to_words(landmark_of(seq, hashed), LIST)
        assert len(words) == WORDS
        place = from_words(" ".join(words), LIST)
        assert find_seq(place, 299, HASHES.get) == seq


def test_words_say_what_was_agreed() -> None:
    """The number modulo 2^20 and the first fifty bits of the hash, ten bits a word, then the checksum of the seven."""
    hashed = bytes.fromhex("0123456789abcdef" + "ff" * 24)
    far = 2**19 + 7
    place = Landmark(far, int.from_bytes(hashed, "big") >> 206)
    assert landmark_of(2**20 + far, hashed) == place
    bits = f"{far:020b}{place.start:050b}"
    parts = [int(bits[start : start + 10], 2) for start in range(0, 70, 10)]
    checksum = sum(weight * part for weight, part in zip((3, 5, 7, 9, 11, 13, 15), parts, strict=True)) % 1024
    assert to_words(place, LIST) == tuple(LIST[part] for part in (*parts, checksum))


def test_words_beyond_a_million_entries() -> None:
    """The sequence number is told modulo 2^20; the hash says which of the candidates it is."""
    far = 3 * 2**20 + 5
    hashed = hashlib.sha256(b"far").digest()
    place = from_words(" ".join(to_words(landmark_of(far, hashed), LIST)), LIST)
    assert place.seq == 5
    assert find_seq(place, far, lambda seq: hashed if seq == far else HASHES[5]) == far
    assert find_seq(place, far - 1, lambda seq: hashed if seq == far else HASHES[5]) is None


def test_another_chain_does_not_hold_the_words() -> None:
    """The same sequence number with another hash, or an entry that is not there any more, is not found."""
    place = landmark_of(40, HASHES[40])
    assert find_seq(place, 39, HASHES.get) is None
    assert find_seq(place, 299, lambda seq: bytes(32) if seq == 40 else HASHES.get(seq)) is None


def test_any_one_wrong_word_is_noticed() -> None:
    """Each of the eight words, replaced by any of a hundred others of the list, is refused."""
    dice = random.Random(7)
    words = list(to_words(landmark_of(99, HASHES[99]), LIST))
    for number in range(WORDS):
        for other in dice.sample([word for word in LIST if word != words[number]], 100):
            with pytest.raises(UserError):
                from_words(" ".join([*words[:number], other, *words[number + 1 :]]), LIST)


def test_a_word_of_no_list_is_named() -> None:
    """A slip of the pen is named with its place; too few words are counted."""
    words = list(to_words(landmark_of(99, HASHES[99]), LIST))
    with pytest.raises(UserError) as refused:
        from_words(" ".join([*words[:3], "zzzzebra", *words[4:]]), LIST)
    assert refused.value.text() == "Word 4, “zzzzebra”, is not one of the words. Look once more."
    with pytest.raises(UserError, match="these are 7"):
        from_words(" ".join(words[:-1]), LIST)


def test_every_word_of_no_list_is_shown() -> None:
    """The sentence names the first, each has a problem of its own; a long one is cut, lest a text be shown again."""
    words = list(to_words(landmark_of(99, HASHES[99]), LIST))
    with pytest.raises(UserError) as refused:
        from_words(" ".join([*words[:2], "zzzebraabcdefg", *words[3:7], "qqq"]), LIST)
    refusal = refused.value
    assert (refusal.code, refusal.text()) == (
        "bad-words",
        "Word 3, “zzzebraabcde”, is not one of the words. Look once more.",
    )
    assert [(problem.path, problem.text()) for problem in refusal.fields] == [
        ("words[3]", "Word 3, “zzzebraabcde”, is not one of the words."),
        ("words[8]", "Word 8, “qqq”, is not one of the words."),
    ]


def test_a_hurried_hand_is_read() -> None:
    """Capitals, commas and words cut after four letters say the same."""
    place = landmark_of(7, HASHES[7])
    words = to_words(place, LIST)
    assert from_words(", ".join(words).upper(), LIST) == place
    assert from_words("  ".join(word[:4] for word in words), LIST) == place
    with pytest.raises(UserError):
        from_words(" ".join([words[0][:4] + "xyz", *words[1:]]), LIST)


def test_words_differ_from_entry_to_entry() -> None:
    """No two of the first entries have the same words, nor all words alike."""
    assert len({to_words(landmark_of(seq, hashed), LIST) for seq, hashed in HASHES.items()}) == len(HASHES)
    assert to_words(Landmark(0, 0), LIST) == (LIST[0],) * WORDS

"""Two of three custodians bring the secret back; fewer, strangers or mistyped words do not."""

import hashlib
from itertools import combinations, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shamir_mnemonic.wordlist import WORDLIST

from tipdesk.adapters.keys.recovery import Recovery, check_share, combine, make_recovery, split
from tipdesk.domain.errors import UserError


@settings(max_examples=10, deadline=None)
@given(secret=st.binary(min_size=32, max_size=32))
def test_any_two_or_three_shares_bring_the_secret_back(secret: bytes) -> None:
    """Every choice of two shares or three, in any order, gives the secret."""
    shares = split(secret)
    for count in (2, 3):
        for chosen in permutations(shares, count):
            assert combine(chosen) == secret


def test_one_share_or_the_same_twice_is_too_few() -> None:
    """A custodian alone gets nowhere, nor by typing the share twice."""
    for share in split(make_recovery().secret):
        for shares in ((share,), (share, share), ()):
            with pytest.raises(UserError) as refusal:
                combine(shares)
            assert refusal.value.code == "too-few-shares"


def test_spacing_and_case_do_not_matter() -> None:
    """Shares typed in capitals, over several lines, are read."""
    secret = make_recovery().secret
    one, two, _three = split(secret)
    assert combine([one.upper(), "\n  ".join(two.split())]) == secret


def refused(*shares: str) -> dict[str, object]:
    """Return what the refusal of these shares says."""
    with pytest.raises(UserError) as refusal:
        combine(shares)
    assert refusal.value.code == "bad-share"
    return dict(refusal.value.values)


def test_the_one_wrong_word_is_named_by_its_place() -> None:
    """At every place a swapped or unknown word is refused with its number, and never repeated."""
    one, two, _three = split(make_recovery().secret)
    words = two.split()
    for place, right in enumerate(words):
        for wrong in ("academic", "zero", "tipdesk"):
            if wrong != right:
                typed = " ".join([*words[:place], wrong, *words[place + 1 :]])
                assert refused(one, typed) == {"place": 2, "word": place + 1}


def test_several_wrong_words_are_said_without_a_place() -> None:
    """Where no single word explains the checksum no place is invented; a swapped pair is two wrong words."""
    one, _two, _three = split(make_recovery().secret)
    words = one.split()
    at = next(place for place in range(32) if words[place] != words[place + 1])
    swapped = [*words[:at], words[at + 1], words[at], *words[at + 2 :]]
    assert refused(" ".join(swapped)) == {"place": 1}


@pytest.mark.parametrize("pair", [(30, 31), (31, 32), (30, 32)])
def test_two_wrong_words_among_the_last_three_are_not_taken_for_one(pair: tuple[int, int]) -> None:
    """The check words are told apart to the bit: whichever bit of either is wrong, no place is invented."""
    words = split(make_recovery().secret)[0].split()
    for bits in product((0, 9), repeat=2):
        typed = list(words)
        for place, bit in zip(pair, bits, strict=True):
            typed[place] = WORDLIST[WORDLIST.index(words[place]) ^ 1 << bit]
        assert refused(" ".join(typed)) == {"place": 1}


def test_two_wrong_words_side_by_side_are_not_taken_for_one() -> None:
    """The last bit of one word is not the first of the next: with both words wrong no place is invented."""
    words = split(make_recovery().secret)[0].split()
    for at in range(29):
        typed = list(words)
        for place, bits in ((at, 1), (at + 1, 8)):
            typed[place] = WORDLIST[WORDLIST.index(words[place]) ^ bits]
        assert refused(" ".join(typed)) == {"place": 1}


def test_a_share_of_another_length_is_told_so() -> None:
    """Missing words are counted, also where nothing was typed at all."""
    one, two, _three = split(make_recovery().secret)
    for count in (0, 1, 32):
        typed = " ".join(two.split()[:count])
        assert refused(one, typed) == {"place": 2, "count": count, "needed": 33}


def test_shares_are_read_as_they_stand_on_paper() -> None:
    """Numbers before the words, full stops, capitals and the sentences above them do not matter."""
    secret = make_recovery().secret
    one, two, _three = split(secret)
    numbered = "\r\n".join(f"{number}. {word}" for number, word in enumerate(one.split(), start=1))
    file = f"TIPdesk recovery share 2 of 3 for Invented.\nKeep them apart.\n\n{two.upper()}\n"
    assert combine((numbered, file)) == secret
    for share in (numbered, file):
        check_share(share, 1)


def test_shares_of_two_secrets_do_not_combine() -> None:
    """Shares of different splits are refused, the same card of both too, also as a third beside a good pair."""
    ours, theirs = split(make_recovery().secret), split(make_recovery().secret)
    for shares in (
        (ours[0], theirs[1]),
        (ours[0], theirs[0]),
        (ours[0], ours[1], theirs[2]),
        (ours[0], ours[1], theirs[1]),
        (ours[0], ours[0], theirs[0]),
    ):
        with pytest.raises(UserError) as refusal:
            combine(shares)
        assert refusal.value.code == "shares-mismatch"


def test_both_keys_derive_from_the_secret_alone() -> None:
    """The same secret gives the same root and recovery keys, which differ from each other and from the secret."""
    recovery = make_recovery()
    again = Recovery(recovery.secret)
    assert (again.root, again.identity) == (recovery.root, recovery.identity)
    assert len({recovery.secret, recovery.root.seed, recovery.identity.secret}) == 3
    assert repr(recovery.secret) not in repr(recovery)


def test_the_derivation_is_frozen() -> None:
    """Shares on paper must give the same two keys for ever."""
    recipient = str(Recovery(bytes(32)).identity.recipient)
    assert (
        hashlib.sha256(recipient.encode()).hexdigest()
        == "6790af8b3efadf82916563f0f987d24e4a229277bec285a6b920ba0831a4af90"
    )
    assert Recovery(bytes(32)).root.public.hex() == "49831e9b1cdc386acb873f8eaacbfd56fe1d2dace4165416bb9c37b3978f5dcd"


def test_splits_differ_and_need_32_bytes() -> None:
    """Each split is new, so old cards cannot be mixed with new ones; another length is our own mistake."""
    secret = make_recovery().secret
    assert set(split(secret)).isdisjoint(split(secret))
    with pytest.raises(ValueError, match="32 bytes"):
        split(bytes(16))


def test_pairs_of_shares_have_33_words() -> None:
    """A share is 33 words, as the printed card expects."""
    shares = split(make_recovery().secret)
    assert [len(share.split()) for share in shares] == [33, 33, 33]
    assert all(one != two for one, two in combinations(shares, 2))


def test_one_card_is_checked_alone() -> None:
    """A card is refused as soon as it is typed wrong, by its own number, and taken where it is right."""
    card = split(make_recovery().secret)[1]
    check_share(card.upper(), 3)
    words = card.split()
    with pytest.raises(UserError) as refusal:
        check_share(" ".join(["academic" if words[0] != "academic" else "zero", *words[1:]]), 3)
    assert (refusal.value.code, refusal.value.values["place"], refusal.value.values["word"]) == ("bad-share", 3, 1)

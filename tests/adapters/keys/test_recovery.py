"""Two of three custodians bring the secret back; fewer, strangers or mistyped words do not."""

import hashlib
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tipdesk.adapters.keys.recovery import Recovery, combine, make_recovery, split
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


def test_a_wrong_word_is_named_by_place_and_never_repeated() -> None:
    """A swapped, foreign or missing word is refused, saying which share and not what it said."""
    one, two, _three = split(make_recovery().secret)
    words = two.split()
    last = "academic" if words[-1] != "academic" else "zero"
    for bad in ([*words[:-1], last], [*words[:-1], "tipdesk"], words[:-1], [], ["academic"]):
        with pytest.raises(UserError) as refusal:
            combine((one, " ".join(bad)))
        assert refusal.value.code == "bad-share"
        assert refusal.value.values == {"place": 2}


def test_shares_of_two_secrets_do_not_combine() -> None:
    """Shares of different splits are refused, also as a third beside a good pair."""
    ours, theirs = split(make_recovery().secret), split(make_recovery().secret)
    for shares in ((ours[0], theirs[1]), (ours[0], ours[1], theirs[2])):
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

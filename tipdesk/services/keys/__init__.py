"""Who holds which key, where it lies sealed, who can open it, and what renews it.

Everything that TIPdesk keeps secret hangs on a short chain: a passphrase opens an officer's keys, these open the key
of the store, and inside the store lie the keys of the device and of the cases. This page names each link. The keys
themselves are made and used by `adapters/keys`; what follows is what people do with them.

The officer's passphrase
    is in nobody's store. It opens the officer's slot, in the file `slots` beside the store: the officer's own two key
    pairs, and with these the store's key. `unlock` has what stands around it: the one-time code that headquarters
    reads out on a night shift, the PIN of the covered screen, wrong tries and how long a PC may lie idle. A new
    passphrase renews it.
The officer's keys, one to sign with and one that others seal to
    are made on each PC anew and never leave it. Their private halves lie in the slot; at work they are behind
    `Desk.officer_keys` (`services/officer_ring`). Their public halves go to headquarters, which compares the digits
    and writes them to the directory; `officers` registers, withdraws and finds them, and knows whose key was whose
    when. They are renewed when a passphrase is reset or recovered; former ones stay known, since what they signed must
    be checked for ever.
The store's key
    encrypts everything on this PC. It is sealed to each officer's slot and to recovery, so that an officer, or two
    custodians, open the store. It is renewed when an officer is removed from the PC (`officers/withdraw_officer` notes
    it; the deed is done on the closed home).
The device's keys
    lie inside the store, and are behind `LinkDesk.keys`. The device signs with them whatever leaves it, and opens what
    headquarters sends down. The digits of its signing key are compared aloud when the PC is enrolled. They last as
    long as the installation; headquarters can revoke them.
A case's keys
    seal what a case keeps from everybody but a few. Each lies in the case itself, once for each holder, sealed to that
    officer's key on each of their PCs, to headquarters' case unit, and to recovery. Who gives a key to somebody signs
    for it, and a key that nobody signed who could have is never passed on. `cases` says who is to hold them, whom
    to believe and what the officer here can open; sealing and opening of answers is `services/sealing`. The next
    answer makes a new key when somebody was removed or disabled.
The case unit's key
    is shared by the coordinators at headquarters. Its private half lies in headquarters' register, sealed to each
    member and to recovery; members let others in. A rotation renews it. (`services/headquarters/keys`.)
Headquarters' own keys, the "office"
    sign what headquarters says and open what posts send. They lie in headquarters' store. Their public halves stand in
    a keyset, which every post holds and which a root key has signed. A rotation renews them; the former ones are kept
    until every PC holds the new keyset, then dropped. `office` is what both ends do about them: a post takes a newer
    keyset of the root that it has pinned, and stops where another root is shown until people have compared the digits.
The root key and the recovery key
    exist nowhere but on three cards of three custodians, of which two bring them back for a moment. The root signs
    keysets; recovery opens the store's key of any PC, the case unit's key and every case's key. New cards renew them.

Signatures of officers under what is written are `services/signatures`, the far end of all of this
`services/headquarters/keys`.
"""

"""Keys: what opens the store, signs a bundle, seals it, and brings everything back after a loss.

`age` seals and opens containers, `signing` signs and verifies, `vault` keeps the slots file beside the store, and
`recovery` makes the secret that exists only as shares. `primitives` is the one door to the cryptographic library:
nothing cryptographic is written here, only put together as the age specification, HPKE (RFC 9180) and SLIP-39 say.
"""

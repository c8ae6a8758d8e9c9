"""What goes up to headquarters: the entries that it has not receipted, as signed and sealed bundles.

An entry may be held here for some minutes, so that its author can withdraw it; what was withdrawn goes as a head
without a body. `make_bundles` packs, signs and seals what is left. Handing bundles over is the carrier's.
"""

"""What goes up to headquarters: the entries that it has not receipted, as signed and sealed bundles.

An entry may be held here for some minutes, so that its author can withdraw it; of one that was withdrawn only the head
goes, without its body. `make_bundles` packs, signs and seals what is left, and a carrier hands the bundles over.
"""

"""The outside world: disks, keys, wires, paper.

Each package implements Protocols that `services` or `sync` declare, and translates its libraries' exceptions into
the three families at the door. Packages here never import each other; `homes` and `bootstrap` join them.
"""

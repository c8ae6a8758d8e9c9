"""The outside world: disks, keys, wires, paper.

Each package implements Protocols that `services` or `sync` declare, and turns its libraries' exceptions into UserError,
Trouble or Distrust where they arise. Packages here never import each other; `homes` and `bootstrap` join them.
"""

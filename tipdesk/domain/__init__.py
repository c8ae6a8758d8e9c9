"""The lowest floor: what a case is, which values it holds, and the rules that the law and the service set for it.

It imports the standard library alone and reads no clock and no disk, so that every rule here can be tested with plain
values. All other floors may import it; it imports none of them.
"""

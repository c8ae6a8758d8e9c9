"""The command line: the same services without a window. One file a group; each command calls one service and prints.

Its names, options, exit statuses and JSON keys are a contract that scripts and servers rely on; more may be added,
nothing that stands may change.
"""

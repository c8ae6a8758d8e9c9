"""The command line: the same services as in the window, without a window.

There is one file for each group of commands, and each command calls one service and prints what it returns. Names,
options, exit statuses and JSON keys are a contract that scripts and servers rely on: more may be added, and nothing
that stands may change.
"""

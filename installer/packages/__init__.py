"""Makes what people install, from a clone of the source: one folder with the program, and packages of that folder.

Decision: a package is made of one commit and says so. Nothing of the machine that makes it gets in: times are the
commit's, names are sorted and no path is kept, so that two people who build one commit have the same bytes and either
can check the other. `contents` says what goes in, `collection` makes the folder, and each kind of package has a file of
its own beside them.
"""

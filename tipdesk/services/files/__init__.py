"""What people do with the files of a case: take one in, see which there are, open one, export one.

The bytes lie sealed in the file store of the home, and the row of a file, with its key, in the case. Bytes are taken in
before their row is written, and leave only after the audit row of the look is.
"""

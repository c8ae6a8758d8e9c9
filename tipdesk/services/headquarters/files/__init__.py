"""Files at headquarters: parts that come up, what headquarters lacks and says of it, and parts that go down.

A part is taken in only where a live row of a case of the device's post names its file; a file goes down only to the
PCs of the post whose case it is. Which parts have come lies in the folder of files and nowhere else.
"""

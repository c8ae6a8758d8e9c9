"""What every post reads of the directory that headquarters writes: people, posts, PCs and telephone numbers.

It finds names, duty numbers and the officers to whom a case can be given, joins the several ids under which one officer
is known, and tells whose a case is when its PC has moved since. Writing the directory is `headquarters/directory`.
"""

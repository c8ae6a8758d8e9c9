"""Sealing what a case says, so that only the holders of its keys read it, and opening it for those who hold them.

Every entry of a case passes `write_case` on its way to the log. When a case is raised to "these people only", what it
said openly before is written again, sealed, and the open words are deleted. Who holds which key is `services/keys`.
"""

"""Sealing: what of a case only the holders of its keys read, who they are, and how their keys reach them."""

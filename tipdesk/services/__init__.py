"""Floor 2: what people do.

One verb, one file, one public function `verb(desk, …)`; no library beyond the standard one.
"""

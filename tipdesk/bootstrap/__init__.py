"""The only package that knows every part: it joins homes, adapters, screens and the server.

It holds wiring alone. What is done to a home stands in `homes`, what a page shows in `ui`, and what the server answers
in `hq`. Importers name the module they mean, so that the unlock window does not load the rest.
"""

"""Documents: frozen models of what pages say, masked for the officer who prints, and the verbs that make them."""

"""Documents about a case: the case file, exports, certificates, sheets for a worry on paper and recovery cards.

A verb here builds a frozen model of what the paper says, already masked for the officer; a printer of
`adapters/documents` turns the model into the bytes of a file.
"""

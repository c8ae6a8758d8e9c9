"""The far end of the https carrier: application, spool, server and its TLS.

It moves bytes between sockets, spool files and the `Inbox`; what headquarters does with them is in
`services/headquarters`. It needs the extra `hq`, and nothing here is imported before a server starts.
"""

"""A post joins headquarters: its request, the grant that answers it, and the address that it is reached at."""

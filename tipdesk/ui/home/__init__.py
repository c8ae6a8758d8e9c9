"""The first page: three buttons, whom to ring at this hour, and what headquarters has not received yet."""

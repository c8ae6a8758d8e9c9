"""The numbers to ring at this hour, as a card that several pages show."""

"""What goes up to headquarters: what is held back for now, withdrawn before it went, packed, signed and sealed."""

"""What a locked PC may do: show whom to ring, keep a report for later, send what was sealed for sending."""

"""What was tried, measured, compared and concluded."""

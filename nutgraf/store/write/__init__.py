"""What changes do to the tables."""

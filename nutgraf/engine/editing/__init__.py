"""What editors decide, and what follows."""

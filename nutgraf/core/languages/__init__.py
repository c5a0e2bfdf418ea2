"""What each language contributes: words and names as data."""

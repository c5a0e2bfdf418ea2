"""What is remembered of recent articles and open stories, and how it is found again."""

"""The posts of a live blog, with their times."""

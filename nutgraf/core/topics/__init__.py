"""An editor's topics: their files, their keywords in a text, and the tags that follow."""

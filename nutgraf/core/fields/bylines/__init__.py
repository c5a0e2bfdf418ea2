"""Who wrote an article: names out of bylines, wherever they are printed."""

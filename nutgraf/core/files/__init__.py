"""Articles as files that other programs wrote: published records, JSON pages, rows, text saved from a page."""

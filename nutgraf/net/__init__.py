"""The only network and archive I/O: fetching and WARC files."""

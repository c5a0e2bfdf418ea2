"""Formats of the web as they come in: addresses, dates, encodings, XML, JSON, YAML, robots.txt, harmless fields."""

"""Pure decisions over many items: what is a copy, what is a story."""

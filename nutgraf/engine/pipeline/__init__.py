"""From a capture to changes: ``prepare``, a pure map, and ``decide``, a pure fold over the window."""

"""``nutgraf run``: rounds of collecting what sources list, in an order that no answer’s time can change."""

"""Who only took over whose text."""

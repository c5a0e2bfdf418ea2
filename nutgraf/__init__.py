"""A self-hosted news story engine: what is the story, who had it first, who copied it, what was changed afterwards."""

__version__ = "0.1.0"

"""Rendering stories and articles for the public; pure, but for one writer."""

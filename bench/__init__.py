"""Measuring nutgraf: accuracy against floors, training scripts."""

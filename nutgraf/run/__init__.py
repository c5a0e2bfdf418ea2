"""Driving the engine: the live loop and batches."""

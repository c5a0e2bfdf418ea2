"""Collecting commands: run (from the network) and import (from files)."""

"""Linting of many scripts: each by itself, so that the order and the process do not matter."""

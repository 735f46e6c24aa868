"""A result as one HTML file: `render` makes it of a result document."""

from __future__ import annotations

from signal_dsl.report.render import render

__all__ = ["render"]

"""Tree to text: scripts in one style, which docs/style.md describes. Only this package knows how text is laid out."""

from signal_dsl.formatting.format import LINE_LENGTH, format_source, style_edits
from signal_dsl.formatting.in_style import in_style

__all__ = ["LINE_LENGTH", "format_source", "in_style", "style_edits"]

"""Tree to text: scripts in one style, which docs/style.md describes. Only this package knows how text is laid out.

`format` formats scripts; `in_style` tells at a glance of most of them that nothing is to be done, so that `lint` need
not import the rest.
"""

# Columns of a line. A signal for a future's ticker takes eighty before its condition has begun.
LINE_LENGTH = 120

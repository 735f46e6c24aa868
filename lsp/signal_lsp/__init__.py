"""The Signal DSL language server.

It is thin: one file a feature, which converts positions and answers. What it knows about the language comes from
`signal_dsl.ide` and below, so that the editor and the command line never disagree.

    start         the process: answers `initialize` at once, then loads the rest
    channel       messages on the wire
    protocol      pygls, with this server's own reading and writing
    server        documents, folders, catalogs, and who answers what
    features/     one file a feature of LSP
"""

from signal_dsl._version import __version__

__all__ = ["__version__"]

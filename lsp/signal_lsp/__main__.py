"""`python -m signal_lsp` is the language server on standard input and output."""

import sys

from signal_lsp.start import main

sys.exit(main())

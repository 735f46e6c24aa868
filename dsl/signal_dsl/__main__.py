"""`python -m signal_dsl` is the command `signal-dsl`."""

import sys

from signal_dsl.cli.main import main

sys.exit(main())

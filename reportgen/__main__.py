"""`python -m reportgen`: the command line, also where its script is not on the path."""

import sys

from reportgen.cli.main import main

sys.exit(main())

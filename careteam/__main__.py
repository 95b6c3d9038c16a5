"""`python -m careteam`: see `careteam.cli`."""

import sys

from careteam.cli import main

sys.exit(main())

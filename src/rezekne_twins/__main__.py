"""`python -m rezekne_twins` is the command `rezekne-twins`."""

import sys

from rezekne_twins.cli import main

sys.exit(main())

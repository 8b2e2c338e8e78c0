"""What pytest leaves alone: the programs that write the samples import fontTools, that nobody else needs.

Properties have no deadline: on a busy machine the first example, which compiles patterns, takes longer
than any.
"""

import pandas  # noqa: F401  # commands keep it from being imported: tests that call them look at tables with it
from hypothesis import settings

settings.register_profile("busy", deadline=None)
settings.load_profile("busy")

collect_ignore = ["samples"]

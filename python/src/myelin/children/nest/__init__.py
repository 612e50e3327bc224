"""What ``import nest`` finds in processes that a script on Myelin starts: Myelin, as in the script.

A Python of another installation, which the script chose to start, finds its own ``nest``.
"""

import os
import sys

del sys.modules["nest"]
if os.environ.get("MYELIN_PREFIX", sys.prefix) == sys.prefix:
    from myelin import alias

    alias.install()
else:
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sys.path[:] = [p for p in sys.path if os.path.abspath(p) != here]
import nest  # noqa: E402, F401

"""What NESTML's own package ``pynestml`` offers to scripts, for models that run on Myelin.

Texts are checked and kept as they are: Myelin reads them when they are installed. No code in C++ is
made, so options that concern such code have no effect.
"""

__version__ = "8.2.0"

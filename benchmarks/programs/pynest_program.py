"""Measures one program of the table: runs unchanged on NEST and on Myelin."""

from program import Program, main  # isort: skip

import classics
import families
import learning
from rows import ROWS

RESOLUTION = {"eprop": 1.0}
MOST = {"eprop": learning.PIECES - 1, "structural": 2}

if __name__ == "__main__":
    builds = classics.BUILDS | families.BUILDS | learning.BUILDS
    main(
        {
            name: Program(builds[name], row.piece, RESOLUTION.get(name, 0.1), MOST.get(name))
            for name, row in ROWS.items()
        }
    )

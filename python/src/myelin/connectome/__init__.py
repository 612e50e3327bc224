"""Connectomes: a table of who connects to whom becomes a network.

    from myelin import connectome

    fly = connectome.read("Connectivity_783.parquet", "Completeness_783.csv")
    brain = fly.build()
    brain.drive(fly.ids(cell_type="sugar"), 150.0)
    trial = brain.trial(1000.0, seed=1)
    trial.rates()                # a dictionary of arrays: id, rate

Cells are called by their own ids, numbers of 64 bits. CSV needs nothing else; Parquet and Feather
need pyarrow (``pip install pyarrow``). Tables of pandas or pyarrow, and dictionaries of
arrays, are taken, too.
"""

from __future__ import annotations

from . import columns
from .brain import Brain, Trial
from .edges import Connectome, read
from .synthetic import synthetic

__all__ = ["Brain", "Connectome", "Trial", "columns", "read", "synthetic"]

"""Whole brain of a fly as point neurons, after Shiu et al. (2024, doi:10.1038/s41586-024-07763-9).

    python -m myelin fly_brain.py --edges Connectivity_783.parquet --cells Completeness_783.csv --drive ID ID

The authors' tables are to be had at github.com/philshiu/Drosophila_brain_model, FlyWire's own (v783) at
codex.flywire.ai, those of the male CNS at male-cns.janelia.org. Without tables, a small brain is made at random;
``--full`` makes one of FlyWire's size.
"""

import argparse
import time

from myelin import connectome

words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
words.add_argument("--edges", help="table of edges: Parquet, Feather or CSV")
words.add_argument("--cells", help="table of cells, likewise")
words.add_argument("--drive", type=int, nargs="*", default=[], help="ids of cells to drive; 20 if none is given")
words.add_argument("--silence", type=int, nargs="*", default=[], help="ids of cells to silence")
words.add_argument("--rate", type=float, default=150.0, help="rate of the drive (spikes/s)")
words.add_argument("--trials", type=int, default=3)
words.add_argument("--simtime", type=float, default=1000.0, help="duration of a trial (ms)")
words.add_argument("--full", action="store_true", help="make a brain of FlyWire's size")
given = words.parse_args()

begin = time.perf_counter()
if given.edges:
    fly = connectome.read(given.edges, given.cells)
else:
    fly = connectome.synthetic() if given.full else connectome.synthetic(2000, 100_000)
print(f"{fly!r}, read in {time.perf_counter() - begin:.2f} s")

begin = time.perf_counter()
brain = fly.build()
brain.drive(given.drive or fly.cells[:20], given.rate)
if given.silence:
    brain.silence(given.silence)
print(f"built in {time.perf_counter() - begin:.2f} s")

for seed in range(1, given.trials + 1):
    begin = time.perf_counter()
    trial = brain.trial(given.simtime, seed)
    print(f"{trial!r}, simulated in {time.perf_counter() - begin:.2f} s")
    trial.write(f"fly_brain-{seed}.csv")
rates = trial.rates()
fastest = rates["rate"].argsort()[::-1][:10]
print("the fastest cells:")
for k in fastest:
    print(f"  {rates['id'][k]}  {rates['rate'][k]:6.1f} spikes/s")

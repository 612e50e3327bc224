"""What the peers' scripts have in common: their arguments, and the line of JSON they print."""

import argparse
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """One process: how it is to simulate."""

    threads: int
    simtime: float  # ms, simulated twice
    seed: int


@dataclass(frozen=True)
class Figures:
    """What one process took."""

    version: str
    synapses: int
    compile_s: float | None  # generating and compiling code, where that comes before the network
    build_s: float  # creating and connecting the network
    first_s: float  # wall time of the first `simtime`, in seconds per simulated second
    steady_s: float  # the same of the second
    peak_rss_mb: float
    rate_ex: float  # spikes/s, in the first `simtime`
    rate_in: float


def main(simulator: str, networks: Mapping[str, Callable[[Run], Figures]]) -> None:
    """Measures the network that the command line names and prints its figures."""
    parser = argparse.ArgumentParser(description=f"Measures a network in {simulator}.")
    parser.add_argument("network", choices=networks)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--simtime", type=float, default=1000.0, help="ms")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    figures = networks[given.network](Run(given.threads, given.simtime, given.seed))
    head = {"network": given.network, "simulator": simulator, "threads": given.threads}
    print(json.dumps(head | {"simtime_ms": given.simtime} | asdict(figures)), flush=True)


def peak_memory(status: Path = Path("/proc/self/status")) -> float:
    """The most memory a process has held [MB], from its status as Linux tells it."""
    for line in status.read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise RuntimeError(f"{status} does not tell VmHWM")

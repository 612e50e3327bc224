"""Figures of peers that were better built than the packages measured here, or are published.

Times are in seconds, those of simulation per simulated second; where the source gives a range, it
is the better end.
"""

NEST_NATIVE = "NEST 3.10, built with -O3 -march=native"
BRIAN = "Brian 2.5.1, standalone"
WHERE = "measured by the project on two cores of its own kind"

QUOTED: list[dict[str, str | float]] = [
    {
        "network": "brunel_alpha",
        "simulator": NEST_NATIVE,
        "threads": 2,
        "build_s": 1.4,
        "first_s": 5.0,
        "steady_s": 5.0,
        "peak_rss_mb": 814,
        "source": WHERE,
    },
    {
        "network": "cuba_stdp",
        "simulator": NEST_NATIVE,
        "threads": 2,
        "build_s": 1.5,
        "first_s": 4.5,
        "steady_s": 4.5,
        "peak_rss_mb": 1200,
        "source": WHERE,
    },
    {
        "network": "cuba",
        "simulator": BRIAN,
        "threads": 1,
        "build_s": 5.0,
        "first_s": 0.05,
        "steady_s": 0.05,
        "source": WHERE,
    },
    {
        "network": "microcircuit",
        "simulator": NEST_NATIVE,
        "threads": 2,
        "build_s": 2.0,
        "first_s": 5.2,
        "steady_s": 5.2,
        "peak_rss_mb": 676,
        "source": WHERE,
    },
]

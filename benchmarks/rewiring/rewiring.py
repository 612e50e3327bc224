"""A network that is rewired every 100 ms: runs unchanged on NEST and on Myelin.

    rewiring.py NEURONS SYNAPSES_OF_EACH UPDATES

Half of the neurons gain synaptic elements all the time, the others lose them, so that at each update many synapses go
and others come. Prints the wall time of an update [ms]: that of 100 ms with one less that of 100 ms without.
"""

import sys
import time

import nest

INTERVAL = 100.0  # ms


def elements(synapses, rate):
    kind = {"growth_curve": "linear", "growth_rate": rate, "z": synapses + 0.5}
    return {"synaptic_elements": {"axonal": kind, "dendritic": kind}}


def timed(ms):
    begin = time.perf_counter()
    nest.Simulate(ms)
    return (time.perf_counter() - begin) * 1000


def main():
    neurons, synapses, updates = (int(word) for word in sys.argv[1:4])
    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.rng_seed = 1
    nest.structural_plasticity_update_interval = INTERVAL
    nest.CopyModel("static_synapse", "growing_synapse", {"weight": 0.01, "delay": 1.0})
    nest.structural_plasticity_synapses = {
        "growing": {
            "synapse_model": "growing_synapse",
            "pre_synaptic_element": "axonal",
            "post_synaptic_element": "dendritic",
        }
    }
    gaining = nest.Create("iaf_psc_alpha", neurons // 2, elements(synapses, 0.011))
    losing = nest.Create("iaf_psc_alpha", neurons - neurons // 2, elements(synapses, -0.01))
    noise = nest.Create("poisson_generator", params={"rate": 12000.0})
    nest.Connect(noise, gaining + losing, syn_spec={"weight": 20.0, "delay": 1.0})
    nest.EnableStructuralPlasticity()
    first = timed(INTERVAL)
    made = nest.num_connections
    with_updates = timed(updates * INTERVAL) / updates
    nest.DisableStructuralPlasticity()
    without = timed(updates * INTERVAL) / updates
    print(
        f"{neurons} neurons: {made - neurons} synapses made in {first:.0f} ms; an update takes {with_updates - without:.1f} ms,"
        f" 100 ms without one {without:.1f} ms"
    )


if __name__ == "__main__":
    main()

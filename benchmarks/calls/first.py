"""The first network of a process, whole: imports, two neurons, a generator, a recorder, one simulated second. Runs
unchanged on NEST and on Myelin."""

import nest

neurons = nest.Create("iaf_psc_alpha", 2)
generator = nest.Create("poisson_generator", params={"rate": 8e3})
recorder = nest.Create("spike_recorder")
nest.Connect(generator, neurons, syn_spec={"weight": 20.0})
nest.Connect(neurons[0], neurons[1])
nest.Connect(neurons, recorder)
nest.Simulate(1000.0)
assert recorder.n_events > 0

/// What the Python package calls through JPype: a coarse interface to [myelin.Simulator], of few
/// methods that each serve many nodes or synapses.
///
/// Arrays cross in one copy, parameters as two arrays, names and values, in one call; nothing
/// crosses element by element. A crossing costs a microsecond or two, so a call of PyNEST crosses
/// once where it can: nodes with consecutive ids cross as two numbers, and what a script repeats
/// (rules, specifications of synapses, names) is kept as Java objects.
///
/// ```
///   nest.Create(...)            nodes.py        ids are a range, or an array; a node is not an object in Java
///   nest.Connect(...)           connect.py      Rule and Synapse: checked, then made as Java values
///   nest.random.normal(...)     parameters.py   an expression; crosses as words in postfix notation (Formula), drawn by the engine
///   nest.Simulate(...)          simulation.py   Java runs in a thread of its own, Python waits 50 ms at a time: Ctrl-C, progress;
///                                               what takes no longer than that (Pace) runs at once
///   nest.resolution             kernel.py       attributes of the module are properties of its class
/// ```
///
/// Modules of the package import each other in one direction, which a test checks; a module sees
/// those to its right:
///
/// ```
///   connect -> synapses, models -> nodes -> records, catalogue -> values -> parameters -> state -> errors
/// ```
///
/// There is one network in a process, as scripts expect (`state.py`); it is made when it is first
/// needed, and thrown away by ResetKernel. Defaults and copies of models are values in Java
/// (`Presets`); what Python knows about models and connection rules it reads from their
/// declarations, which cross as one text (`Catalogue`). `alias.py` makes `import nest` mean this
/// package, only in what the runner runs. Python checks what NEST checks and the engine has no name
/// for, and translates the rest by `BadInput.Kind`. Myelin does not copy NEST where that loses or
/// hides data: a multimeter's last samples are there at once, a second `Simulate` goes on with a
/// recorder's file.
@org.jspecify.annotations.NullMarked
package myelin.pynest;

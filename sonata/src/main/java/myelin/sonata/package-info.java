/// Networks of point neurons in SONATA's format (Dai et al. 2020,
/// https://doi.org/10.1371/journal.pcbi.1007696).
///
/// [SonataNetwork] is what users see. Configurations in JSON are read by [Config], types of nodes
/// and edges in CSV by [TypeTable], numbers in HDF5 by [Hdf] and [Column]; [NodePopulation],
/// [EdgePopulation] and [SpikeTrains] know what SONATA's files hold and check it, [EdgeConnector]
/// makes the synapses, [Recording] what is recorded, and [Output] writes that.
///
/// All files are checked as a whole before there is any node. Edges are read in slabs, once to be
/// checked and once to be connected, so that memory is needed for the synapses alone. Nothing in a
/// file is run: expressions such as `target_query` are not looked at.
///
/// This is a module of its own, since it is the only one that needs a library for HDF5 (jHDF, in
/// pure Java, with five libraries of its own): who reads no such files does without them. Python's
/// `nest.SonataNetwork` calls the same classes, so that there is one reader, and Python needs
/// neither h5py nor pandas.
package myelin.sonata;

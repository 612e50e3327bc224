/// Connectomes: tables of who connects to whom become networks.
///
/// [Connectome] reads tables in CSV ([CsvTable], [EdgeColumns], [Transmitters]) and keeps what is
/// known of the cells; [Brain] is a network built of one, whose cells are driven and silenced by
/// their ids ([CellIds]), trial by trial ([Trial]); [FlyNeuron] is the neuron of Shiu et al.
/// (2024).
///
/// Tables in Parquet or Arrow are read from Python only (`myelin.connectome`): the readers for Java
/// that are kept well bring Hadoop or Netty with them, which is out of proportion here.
package myelin.connectome;

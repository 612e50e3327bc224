/// What a model does, drawn from simulations of it.
///
/// ```
///   Pictures    all pictures of a model, by its Family
///   NeuronPictures, RatePictures, StimulatorPictures, SynapsePictures   what is simulated
///   Lists       two receptors, where there are as many as the elements of a list
///   Scene       a small network with its meters
///   Drawing     traces with marks for spikes, of few Points
///   Picture     a figure with its words
/// ```
///
/// The same models give the same pictures.
package myelin.cli.pictures;

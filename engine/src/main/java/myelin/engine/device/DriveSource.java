package myelin.engine.device;

import myelin.engine.declare.Receptor;
import myelin.engine.input.Drive;

/// A device that drives neurons: it adds to the input of a block, step by step.
public interface DriveSource {

  /// Node id.
  int id();

  /// What it adds to the lanes of a block, times their weights.
  Drive drive(Drive.Lanes lanes);

  /// The channel on which it acts by a connection of this weight; negative if on none.
  int channel(Receptor receptor, double weight);

  /// Tells it the ids of nodes that have been connected to it.
  void connected(int[] ids);
}

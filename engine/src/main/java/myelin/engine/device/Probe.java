package myelin.engine.device;

import myelin.engine.neuron.Block;
import myelin.engine.neuron.Sampler;

/// Samples one multimeter's quantities from the lanes of one block. Each target has a cell of its
/// own in the multimeter's page of the slice, so that parts write without waiting for each other
/// and rows come out in order.
public final class Probe implements Sampler {

  private final Multimeter meter;
  private final int[] lane;
  private final int[] row;
  private final int[] recordable;

  /// Samples the lanes of a block into the rows of the multimeter's pages.
  public Probe(Multimeter meter, int[] lane, int[] row, int[] recordable) {
    this.meter = meter;
    this.lane = lane;
    this.row = row;
    this.recordable = recordable;
  }

  @Override
  public void sample(Block block, long step) {
    if (!meter.due(step)) return;
    double[] page = meter.page(step);
    int width = recordable.length;
    for (int k = 0; k < lane.length; k++) {
      for (int r = 0; r < width; r++) {
        page[row[k] * width + r] = block.read(recordable[r], lane[k]);
      }
    }
  }
}

package myelin.engine.kernel;

import java.util.ArrayList;
import java.util.List;
import myelin.engine.base.Ranks;
import myelin.engine.wiring.Wiring;

/// What each rank may change alone, and all take up together when they next make the same call:
/// single synapses and couplings, and what else is [#add]ed.
public final class OwnChanges {

  /// Bits of what a rank has changed, above those of [Wiring#changed].
  private static final long COUPLINGS = 1L << Wiring.CHANGES;

  private static final long FURTHER = COUPLINGS << 1;

  private final Kernel kernel;
  private final List<Part> further = new ArrayList<>();

  OwnChanges(Kernel kernel) {
    this.kernel = kernel;
  }

  /// Something that a rank may change alone.
  public interface Part {
    /// Whether this rank has.
    boolean any();

    /// Tells others, and hears from them; all ranks call it at the same time.
    void takeUp();
  }

  /// Adds something that a rank may change alone; all ranks add the same.
  public void add(Part part) {
    further.add(part);
  }

  /// Takes up what ranks have changed; all call it at the same time.
  public void takeUp() {
    Ranks ranks = kernel.ranks();
    if (ranks.isAlone()) return; // then nothing waits but for tables, which are built
    long own = kernel.wiring.changed();
    if (kernel.couplings.hasChanged()) own |= COUPLINGS;
    for (int k = 0; k < further.size(); k++) if (further.get(k).any()) own |= FURTHER << k;
    long any = ranks.any(own)[0];
    kernel.wiring.takeUp(any);
    if ((any & COUPLINGS) != 0) kernel.couplings.changed();
    for (int k = 0; k < further.size(); k++) {
      if ((any & FURTHER << k) != 0) further.get(k).takeUp();
    }
  }
}

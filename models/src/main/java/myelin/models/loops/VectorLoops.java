package myelin.models.loops;

import java.util.List;

/// The loops on vectors that there are on this machine, each of the interface by which its model
/// asks for it ([VectorLoop]). They have the same results, to the bit, as the plain loops, which
/// are there in any case.
///
/// A module that is not part of every Java implements this.
public interface VectorLoops {

  /// One of each interface for which vectors are quicker than the plain loop: all, or less where
  /// vectors are short.
  List<?> all();
}

package myelin.models.loops;

import java.util.List;

/// The loops on vectors that this machine has, each with the interface by which its model asks for
/// it ([VectorLoop]). Their results are the same, to the bit, as those of the plain loops, which
/// always exist.
///
/// This is implemented by a module that not every Java has.
public interface VectorLoops {

  /// One loop of each interface for which vectors are quicker than the plain loop: all interfaces,
  /// or fewer where vectors are short.
  List<?> all();
}

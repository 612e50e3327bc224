package myelin.value;

import java.util.Arrays;
import java.util.stream.Stream;

/// The name of a parameter that holds quantities, or of what is recorded, with what it measures.
///
/// @param name NEST's name
/// @param <D> what it measures; `Dimension` where that depends on the model
@SuppressWarnings("UnusedTypeParameter") // it is for the compiler to compare
public record QuantityParameter<D extends Dimension>(String name) {

  /// The names of one or more parameters.
  public static String[] names(QuantityParameter<?> first, QuantityParameter<?>... more) {
    return Stream.concat(Stream.of(first), Arrays.stream(more))
        .map(QuantityParameter::name)
        .toArray(String[]::new);
  }
}

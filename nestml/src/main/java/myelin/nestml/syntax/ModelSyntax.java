package myelin.nestml.syntax;

import java.util.List;
import myelin.nestml.text.Place;

/// A model as it is written.
///
/// @param place the place of its name
/// @param docstring the comment directly above it, without the `#`; empty if there is none
/// @param text the lines of the model, with the comment above
public record ModelSyntax(
    Place place, String name, String docstring, List<Block> blocks, String text) {

  /// Copies the list.
  public ModelSyntax {
    blocks = List.copyOf(blocks);
  }
}

package myelin.cli.pictures;

import myelin.analysis.Figure;

/// A figure with what it shows, in words.
///
/// @param caption plain text
public record Picture(Figure<?> figure, String caption) {

  /// The width of pictures: so letters are about as large as those of a page that shows them.
  static final int WIDTH = 480;

  static final int HEIGHT = 260;
}

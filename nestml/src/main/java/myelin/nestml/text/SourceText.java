package myelin.nestml.text;

import java.util.List;

/// A text, and the name of its file for messages.
public final class SourceText {

  private final String name;
  private final String content;
  private final List<String> lines;

  /// The text `content` of the file `name`. Its line ends may be those of any system.
  public SourceText(String name, String content) {
    this.name = name;
    String unix = content.replace("\r\n", "\n").replace('\r', '\n');
    this.content = unix.startsWith("\uFEFF") ? unix.substring(1) : unix;
    lines = List.of(this.content.split("\n", -1));
  }

  /// The name of the file.
  public String name() {
    return name;
  }

  /// The whole text, with Unix line ends.
  public String content() {
    return content;
  }

  /// The lines, without their ends.
  public List<String> lines() {
    return lines;
  }

  /// A line, counted from 1; empty outside the text.
  public String line(int number) {
    return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
  }
}

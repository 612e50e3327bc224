package myelin.nestml.model;

/// How many elements a vector has.
public sealed interface Size {

  /// A number that stands in the text.
  record Fixed(int elements) implements Size {
    @Override
    public String toString() {
      return String.valueOf(elements);
    }
  }

  /// The value of an integer among the parameters or internals.
  record ValueOf(String name) implements Size {
    @Override
    public String toString() {
      return name;
    }
  }

  /// The length of a parameter that is a list.
  record LengthOf(String list) implements Size {
    @Override
    public String toString() {
      return "size(" + list + ")";
    }
  }
}

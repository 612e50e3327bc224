package myelin.engine.input;

/// Spikes of one weight that arrive in a step at the neurons of a block, as numbers of spikes: a
/// model whose step multiplies them itself saves an array that is written and read. See
/// [Input#counts].
public final class Counts {

  private byte[] numbers = {};
  private int first;
  private double weight;

  /// No spikes.
  public Counts() {}

  void show(byte[] numbers, int first, double weight) {
    this.numbers = numbers;
    this.first = first;
    this.weight = weight;
  }

  /// Numbers of spikes; that of lane `i` is at [#first] `+ i`.
  public byte[] numbers() {
    return numbers;
  }

  /// Where the block's numbers begin.
  public int first() {
    return first;
  }

  /// What a spike weighs. A number times the weight plus 0.0 is the input: no spikes give 0, not
  /// -0.
  public double weight() {
    return weight;
  }
}

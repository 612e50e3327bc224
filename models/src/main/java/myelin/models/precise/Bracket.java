package myelin.models.precise;

/// Finds where a function rises or falls through zero, between two places where it has different
/// signs: by regula falsi in the form called Illinois (Dowell and Jarratt 1971,
/// doi:10.1007/BF01934364), in which the value at an end that stays is halved, and by bisection
/// where that is slow.
///
/// ```
///   bracket.open(0, f(0), h, f(h));
///   while (bracket.isOpen()) bracket.narrow(f(bracket.guess()));
///   bracket.guess()
/// ```
final class Bracket {

  private static final int MOST_GUESSES = 100;

  /// From this guess on, every second one is in the middle.
  private static final int PATIENCE = 20;

  private double low;
  private double fLow;
  private double high;
  private double fHigh;
  private double guess;
  private int guesses;
  private int stayed;
  private boolean open;

  Bracket() {}

  /// Begins between `low` and `high`, where the function has the values `fLow` and `fHigh`.
  void open(double low, double fLow, double high, double fHigh) {
    this.low = low;
    this.fLow = fLow;
    this.high = high;
    this.fHigh = fHigh;
    guesses = 0;
    stayed = 0;
    open = true;
    if (fLow == 0) settle(low);
    else if (fHigh == 0) settle(high);
    else choose();
  }

  private void settle(double place) {
    guess = place;
    open = false;
  }

  /// Whether [#guess] can be improved.
  boolean isOpen() {
    return open;
  }

  /// Where the zero is, as far as is known.
  double guess() {
    return guess;
  }

  /// Takes the value `f` of the function at [#guess].
  void narrow(double f) {
    if (f == 0) {
      settle(guess);
      return;
    }
    if (f > 0 == fHigh > 0) {
      high = guess;
      fHigh = f;
      if (stayed > 0) fLow /= 2;
      stayed = 1;
    } else {
      low = guess;
      fLow = f;
      if (stayed < 0) fHigh /= 2;
      stayed = -1;
    }
    choose();
  }

  private void choose() {
    double middle = low + (high - low) / 2;
    if (!(middle > low && middle < high) || ++guesses > MOST_GUESSES) {
      settle(high);
      return;
    }
    double secant = low - fLow * ((high - low) / (fHigh - fLow));
    boolean inside = secant > low && secant < high;
    guess = inside && (guesses < PATIENCE || guesses % 2 == 0) ? secant : middle;
  }
}

package myelin.engine.coupling;

import myelin.engine.base.Ranks;

/// Exchanges the signals of coupled neurons between ranks.
///
/// @param ranks the processes that share the network
/// @param places the places of the signals of each rank, see [Couplings]
@SuppressWarnings("ArrayRecordComponent") // never compared
record SignalExchange(Ranks ranks, int[][] places) {

  /// Exchanges what was sent in a slice, and bits; returns those that any rank has told.
  ///
  /// @param sent the signals, `stride` numbers for each place, of which `n` are of this slice
  /// @param failed the bits with which a rank tells that it has failed: if one does, there are no
  ///   signals
  long sent(double[] sent, int stride, int n, long told, long failed) {
    int[] own = (told & failed) == 0 ? places[ranks.rank()] : new int[0];
    long[] words = new long[1 + n * own.length];
    int at = 1;
    words[0] = told;
    for (int p : own) {
      for (int k = 0; k < n; k++) words[at++] = Double.doubleToRawLongBits(sent[p * stride + k]);
    }
    Ranks.Gathered all = ranks.gather(words, at);
    long any = 0;
    for (int r = 0; r < ranks.size(); r++) any |= all.words()[all.from()[r]];
    if ((any & failed) != 0) return any;
    for (int r = 0; r < ranks.size(); r++) {
      at = all.from()[r] + 1;
      for (int p : places[r]) {
        for (int k = 0; k < n; k++) {
          sent[p * stride + k] = Double.longBitsToDouble(all.words()[at++]);
        }
      }
    }
    return any;
  }

  /// Exchanges the signals at the end of a slice, and what was sent in it to couplings with a
  /// delay.
  void ends(double[] end, LateSignals late, long begin, int lags) {
    int n = late.used() ? lags : 0;
    int[] own = places[ranks.rank()];
    long[] words = new long[(1 + n) * own.length];
    int at = 0;
    for (int p : own) {
      words[at++] = Double.doubleToRawLongBits(end[p]);
      for (int lag = 0; lag < n; lag++) {
        words[at++] = Double.doubleToRawLongBits(late.at(begin + lag, p));
      }
    }
    Ranks.Gathered all = ranks.gather(words, at);
    for (int r = 0; r < ranks.size(); r++) {
      at = all.from()[r];
      for (int p : places[r]) {
        end[p] = Double.longBitsToDouble(all.words()[at++]);
        for (int lag = 0; lag < n; lag++) {
          late.put(begin + lag, p, Double.longBitsToDouble(all.words()[at++]));
        }
      }
    }
  }
}

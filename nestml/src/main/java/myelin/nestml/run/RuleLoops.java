package myelin.nestml.run;

import java.util.Arrays;
import myelin.engine.device.CollectedSpikes;
import myelin.engine.plastic.PostSpikes;
import myelin.engine.plastic.SourceTrace;

/// The loops over the synapses of a source.
///
/// This class is a pattern: for each text a hidden class is made that has these loops, and methods
/// compiled from the text in place of those at the end. So each text has loops of its own, into
/// which HotSpot can inline its methods.
final class RuleLoops extends TextRule {

  private int[] ends = {};
  private int next;

  /// For each spike of a target that a synapse of a row hears: which synapse, and where the spike
  /// is kept.
  private int[] hearing = {};

  private int[] places = {};

  /// Synapses of a row that have heard all spikes of their targets.
  private int[] done = {};

  /// For each trace of the source, what is left of it at the spikes that are heard.
  private final double[][] factors;

  /// For each trace of the target, what is left of it at a spike of the source.
  private final double[][] left;

  /// Whether synapses of a row can be visited together; see [#visitTogether].
  private final boolean together;

  /// How many numbers of a kept spike the array of newest spikes leaves out.
  private int skipped;

  RuleLoops(RuleProgram program) {
    super(program);
    boolean plain = hears && !hearsThird && !passes && !sends && !sourceFirst && !program.draws();
    plain &= told.length == 0;
    for (int k : targetsAtPost) plain &= targetJump[k] != 0;
    together = plain;
    factors = new double[source.length][0];
    left = new double[target.length][0];
  }

  @Override
  protected void spike(int from, int to, int row, long since, long until) {
    visit(from, to, row, since, until, true);
  }

  @Override
  protected void sweep(int from, int to, int row, long since, long until) {
    visit(from, to, row, since, until, false);
  }

  private void visit(int from, int to, int row, long since, long until, boolean spike) {
    begin(from, to, row, now() - until);
    if (!hears && !hearsThird) {
      visitDeaf(from, to, row, since, until);
      return;
    }
    int n = to - from;
    if (ends.length < n) ends = new int[2 * n];
    targets(from, to, ends);
    boolean plain = spike && !hearsThird && !passes && !sends && told.length == 0;
    PostSpikes posts = posts();
    if (together && spike && alike) {
      visitTogether(posts, from, n, row, since, until);
      return;
    }
    double[] newest = posts.newestSpikes();
    int width = PostSpikes.NEWEST * posts.width();
    boolean found = false;
    for (int i = from; i < to; i++) {
      int end = ends[i - from];
      turnTo(i);
      if (!plain || newest[width * end] > since) {
        visitOne(posts, i, end, row, since, until, spike);
        found = false;
        continue;
      }
      if (!found || !alike) {
        findSource(sourcesAtPre, i, row, until - since);
        at(now(), until - since);
      }
      found = true;
      findTarget(posts, end, until);
      pre(i);
    }
  }

  /// Visits the synapses of a row together. How many spikes a target has fired differs at random
  /// from synapse to synapse, so the processor would mispredict the end of a loop over the spikes
  /// of one synapse most of the time. Therefore all spikes that the synapses of a row hear are
  /// listed first, without a branch; then there is one loop over these spikes, and one over
  /// synapses. Synapses that hear more than the newest spikes are visited one by one.
  private void visitTogether(PostSpikes posts, int from, int n, int row, long since, long until) {
    if (done.length < n) {
      done = new int[2 * n];
      hearing = new int[PostSpikes.NEWEST * 2 * n];
      places = new int[hearing.length];
    }
    int visited = 0;
    int heard = 0;
    int width = posts.width();
    int oldest = (PostSpikes.NEWEST - 1) * width;
    double[] kept = posts.newestSpikes();
    double begin = since;
    double end = until;
    for (int k = 0; k < n; k++) {
      int newest = (oldest + width) * ends[k];
      if (kept[newest] >= end || kept[newest + oldest] > begin) {
        turnTo(from + k);
        visitOne(posts, from + k, ends[k], row, since, until, true);
        continue;
      }
      done[visited++] = k;
      for (int at = newest + oldest - width; at >= newest; at -= width) {
        hearing[heard] = from + k;
        places[heard] = at;
        heard += (int) (Double.doubleToRawLongBits(begin - kept[at]) >>> (Long.SIZE - 1));
      }
    }
    postAll(kept, heard, row, since, now() - until);
    preAll(posts, from, visited, row, since, until);
  }

  /// Lets synapses hear the spikes that are listed.
  private void postAll(double[] kept, int heard, int row, long since, long delay) {
    int[] columns = values().columns();
    for (int k : sourcesAtPost) {
      if (factors[k].length < heard) factors[k] = new double[hearing.length];
      values().source(k, kept, places, heard, since, factors[k]);
      decay(traces[k], factors[k], heard, row);
    }
    double[][] found = factors;
    for (int q = 0; q < heard; q++) {
      int i = hearing[q];
      int at = places[q];
      long s = (long) kept[at];
      at(s + delay, s - since);
      for (int k : sourcesAtPost) source[k] = found[k][q];
      for (int k : targetsAtPost) target[k] = kept[at + columns[k] - 2] - targetJump[k];
      post(i);
    }
  }

  /// Turns the factors by which a trace has decayed into its values.
  private void decay(SourceTrace trace, double[] factor, int heard, int row) {
    if (trace.shared()) {
      double value = heard > 0 ? trace.at(hearing[0], row) : 0;
      for (int q = 0; q < heard; q++) factor[q] = value * factor[q];
    } else {
      for (int q = 0; q < heard; q++) factor[q] = trace.at(hearing[q], row) * factor[q];
    }
  }

  /// Handles the spike of the source in the synapses that have heard all spikes of their targets.
  private void preAll(PostSpikes posts, int from, int visited, int row, long since, long until) {
    if (visited == 0) return;
    int[] columns = values().columns();
    for (int k : targetsAtPre) {
      if (left[k].length < visited) left[k] = new double[done.length];
      posts.before(ends, done, visited, until, columns[k], left[k]);
    }
    boolean shared = areShared(sourcesAtPre);
    findSource(sourcesAtPre, from + done[0], row, until - since);
    at(now(), until - since);
    for (int q = 0; q < visited; q++) {
      int i = from + done[q];
      if (!shared) findSource(sourcesAtPre, i, row, until - since);
      for (int k : targetsAtPre) target[k] = left[k][q];
      pre(i);
    }
  }

  /// Visits synapses that hear their source only.
  private void visitDeaf(int from, int to, int row, long since, long until) {
    if (alike && told.length == 0 && areShared(sourcesAtPre)) {
      visitDeafAlike(from, to, row, since, until);
      return;
    }
    for (int i = from; i < to; i++) {
      turnTo(i);
      go(i, until - since, now());
      if (sends) sent[i] = unsent;
      findSource(sourcesAtPre, i, row, until - since);
      pre(i);
    }
  }

  /// The same where what has passed is the same for all.
  private void visitDeafAlike(int from, int to, int row, long since, long until) {
    if (passes) pass(until - since, now());
    else at(now(), until - since);
    findSource(sourcesAtPre, from, row, until - since);
    alike(from, to);
  }

  private boolean areShared(int[] which) {
    boolean shared = true;
    for (int k : which) shared &= traces[k].shared();
    return shared;
  }

  /// Brings synapse `i` onto neuron `n` up to date, by the spikes that the target has fired since.
  private void visitOne(
      PostSpikes posts, int i, int n, int row, long since, long until, boolean spike) {
    long now = now();
    long delay = now - until;
    long t = since + delay;
    if (hearsThird) next = third().after(Math.max(swept(), t));
    // the newest spikes if no others are heard, else all; `at` begins at the oldest that is heard
    int forward = -posts.width();
    int end = PostSpikes.NEWEST * n * -forward + forward;
    double[] kept = posts.newestSpikes();
    int at = end - PostSpikes.NEWEST * forward;
    if (kept[at] <= since) {
      while (at != end && kept[at] <= since) at += forward;
      skipped = 2;
    } else {
      kept = posts.kept(n);
      forward = posts.stride();
      end = forward * posts.size(n);
      at = end;
      while (at > 0 && kept[at - forward] > since) at -= forward;
      skipped = 0;
    }
    int coincident = -1;
    for (; at != end && kept[at] <= until; at += forward) {
      long s = (long) kept[at] + delay;
      if (s == now) {
        if (coincident < 0) coincident = at;
        if (spike && sourceFirst) break;
      }
      if (hearsThird) t = hearThird(posts, i, n, row, since, t, s);
      go(i, s - t, s);
      if (at == coincident) putBy(i);
      findSource(sourcesAtPost, i, row, s - since - delay);
      findTarget(posts, n, kept, at);
      lookBack(i, s);
      post(i);
      t = s;
    }
    if (hearsThird) t = hearThird(posts, i, n, row, since, t, now);
    go(i, now - t, now);
    if (!spike) return;
    if (sends) sent[i] = unsent;
    findSource(sourcesAtPre, i, row, now - since - delay);
    findTarget(posts, n, until);
    if (coincident < 0 || sourceFirst) pre(i);
    else preAfterPost(i);
    if (coincident < 0 || !sourceFirst) return;
    findSource(sourcesAtPost, i, row, now - since - delay);
    growSource();
    for (; at != end && kept[at] <= until; at += forward) {
      go(i, 0, now);
      findTarget(posts, n, kept, at);
      lookBack(i, now);
      post(i);
    }
  }

  private void go(int i, long steps, long t) {
    if (told.length > 0) {
      goWithTarget(i, steps, t);
    } else if (passes) {
      pass(steps, t);
      advance(i);
    } else {
      at(t, steps);
    }
  }

  /// The same where variables of the target are read: at step `t` as they are then, and before, if
  /// they are read as time passes, at the beginning of each step.
  private void goWithTarget(int i, long steps, long t) {
    if (passes && program().stepwise()) {
      for (long s = t - steps; s < t; s++) {
        look(i, s);
        pass(1, s + 1);
        advance(i);
      }
    } else if (passes) {
      pass(steps, t);
      advance(i);
    }
    at(t, steps);
    look(i, t);
  }

  /// Looks up the variables of the target as they are at step `t`.
  private void look(int i, long t) {
    double[] found = told;
    for (int k = 0; k < found.length; k++) found[k] = history(k, i).upTo(lane(i), t);
  }

  /// Looks up those that are read as they were when the target fired, whose spike reaches the
  /// synapse at step `t`.
  private void lookBack(int i, long t) {
    double[] found = told;
    for (int k = 0; k < found.length; k++) {
      if (program().told()[k]) found[k] = history(k, i).upTo(lane(i), t - delaySteps());
    }
  }

  /// Looks up the source's traces, `steps` after its last spike.
  private void findSource(int[] which, int i, int row, long steps) {
    double[] found = source;
    for (int k : which) {
      found[k] = traces[k].at(i, row) * values().source(k, steps);
    }
  }

  /// Looks up the target's traces just before the spike that is kept at a place.
  private void findTarget(PostSpikes posts, int n, double[] kept, int at) {
    double[] found = target;
    int[] columns = values().columns();
    for (int k : targetsAtPost) {
      found[k] =
          targetJump[k] != 0
              ? kept[at + columns[k] - skipped] - targetJump[k]
              : posts.beforeSpike(n, age(posts, n, at), columns[k]);
    }
  }

  /// The age of the spike that is kept at a place.
  private int age(PostSpikes posts, int n, int at) {
    if (skipped > 0) return at / posts.width() - PostSpikes.NEWEST * n;
    return posts.size(n) - 1 - at / posts.stride();
  }

  /// Looks up the target's traces just before step `until`.
  private void findTarget(PostSpikes posts, int n, long until) {
    double[] found = target;
    int[] columns = values().columns();
    for (int k : targetsAtPre) found[k] = posts.before(n, until, columns[k]);
  }

  /// Looks up all traces just before step `until`, which is `steps` after the source's last spike.
  private void findAll(PostSpikes posts, int i, int n, int row, long steps, long until) {
    for (int k = 0; k < source.length; k++) {
      source[k] = traces[k].at(i, row) * values().source(k, steps);
    }
    int[] columns = values().columns();
    for (int k = 0; k < target.length; k++) target[k] = posts.before(n, until, columns[k]);
  }

  /// Handles the spikes of the third node up to step `to`; returns the step of the last.
  private long hearThird(PostSpikes posts, int i, int n, int row, long since, long from, long to) {
    CollectedSpikes third = third();
    long delay = delaySteps();
    long t = from;
    for (; next < third.size() && third.step(next) <= to; next++) {
      long s = third.step(next);
      go(i, s - t, s);
      findAll(posts, i, n, row, s - since - delay, s - delay);
      for (int k = third.times(next); k > 0; k--) third(i);
      t = s;
    }
    return t;
  }

  /// Visits synapses for all of which the same time has passed and the same is left of the source's
  /// past. Most texts have a loop in place of this one that does not look for arrays again for each
  /// synapse.
  void alike(int from, int to) {
    if (sends) Arrays.fill(sent, from, to, unsent);
    for (int i = from; i < to; i++) {
      turnTo(i);
      if (passes) advance(i);
      pre(i);
    }
  }

  // The methods below are replaced, and do nothing here.

  /// Lets time pass.
  void advance(int i) {}

  /// Handles a spike of the target.
  void post(int i) {}

  /// Handles a spike of the source.
  void pre(int i) {}

  /// Handles a spike of the source after a coincident one of the target.
  void preAfterPost(int i) {}

  /// Handles a spike of the third node.
  void third(int i) {}

  @Override
  protected void slopes(int system, int i, double[][] y, double[][] dy) {}
}

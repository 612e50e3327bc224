package myelin.nestml.run;

import myelin.engine.device.CollectedSpikes;
import myelin.engine.plastic.PostSpikes;

/// The loops over the synapses of a source.
///
/// This class is a pattern: of each text a hidden class is made that has these loops, and in place
/// of the methods at the end those that are compiled from the text. So each text has loops of its
/// own, in which HotSpot puts together what belongs together.
final class RuleLoops extends TextRule {

  private int[] ends = {};
  private int next;

  /// Numbers of a spike that are left out where its newest spikes are looked at.
  private int skipped;

  RuleLoops(RuleProgram program) {
    super(program);
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
    begin(from, row, now() - until);
    if (!hears && !hearsThird) {
      visitDeaf(from, to, row, since, until);
      return;
    }
    int n = to - from;
    if (ends.length < n) ends = new int[2 * n];
    targets(from, to, ends);
    boolean plain = spike && !hearsThird && !passes && !sends;
    PostSpikes posts = posts();
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

  /// Synapses that hear their source only.
  private void visitDeaf(int from, int to, int row, long since, long until) {
    for (int i = from; i < to; i++) {
      turnTo(i);
      go(i, until - since, now());
      if (sends) sent[i] = unsent;
      findSource(sourcesAtPre, i, row, until - since);
      pre(i);
    }
  }

  /// Brings synapse `i` onto neuron `n` up to date, through what the target has fired since.
  private void visitOne(
      PostSpikes posts, int i, int n, int row, long since, long until, boolean spike) {
    long now = now();
    long delay = now - until;
    long t = since + delay;
    if (hearsThird) next = third().after(Math.max(swept(), t));
    // the newest spikes, if no more are heard, else all; `at` goes from the oldest that is heard
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
      post(i);
    }
  }

  private void go(int i, long steps, long t) {
    if (passes) {
      pass(steps, t);
      advance(i);
    } else {
      at(t, steps);
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

  /// Looks up the target's traces just before a step.
  private void findTarget(PostSpikes posts, int n, long until) {
    double[] found = target;
    int[] columns = values().columns();
    for (int k : targetsAtPre) found[k] = posts.before(n, until, columns[k]);
  }

  /// Looks up all traces just before a step, `steps` after the source's last spike.
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

  // What follows is replaced, and does nothing here.

  /// Time passes.
  void advance(int i) {}

  /// A spike of the target.
  void post(int i) {}

  /// A spike of the source.
  void pre(int i) {}

  /// The same after a coincident one of the target.
  void preAfterPost(int i) {}

  /// A spike of the third node.
  void third(int i) {}

  @Override
  protected void slopes(int system, int i, double[][] y, double[][] dy) {}
}

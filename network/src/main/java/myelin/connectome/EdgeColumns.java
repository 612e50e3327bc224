package myelin.connectome;

import java.util.List;
import java.util.Optional;
import myelin.engine.base.BadInput;

/// The names of the columns of a table of edges; empty where there is no such column.
///
/// @param pre ids of the presynaptic cells
/// @param post ids of the postsynaptic cells
/// @param count numbers of synapses; where it is empty, each edge is one
/// @param sign a sign, 1 or -1, or the transmitter; where it is empty, counts have signs, or the
///   cells have transmitters
/// @param delay delays (ms)
public record EdgeColumns(String pre, String post, String count, String sign, String delay) {

  private static final List<String> PRE =
      List.of(
          "pre",
          "pre_id",
          "pre_root_id",
          "pre_pt_root_id",
          "Presynaptic_ID",
          "body_pre",
          "bodyId_pre",
          "source");

  private static final List<String> COUNT =
      List.of(
          "Excitatory x Connectivity",
          "signed_count",
          "syn_count",
          "synapses",
          "count",
          "Connectivity",
          "weight",
          "n_syn");

  private static final List<String> SIGN =
      List.of("sign", "Excitatory", "nt_type", "transmitter", "neurotransmitter");

  /// The columns of a table by the names that public tables use: those of FlyWire and Codex, of
  /// neuPrint, and of Shiu et al.
  ///
  /// @throws BadInput if there is none of sources or targets
  public static EdgeColumns of(String file, List<String> names) {
    String pre = find(PRE, names).orElseThrow(() -> missing(file, "sources", PRE, names));
    String after =
        pre.equals("source") ? "target" : pre.replace("pre", "post").replace("Pre", "Post");
    String post =
        find(List.of(after), names)
            .orElseThrow(() -> missing(file, "targets", List.of(after), names));
    String count = find(COUNT, names).orElse("");
    boolean signed = count.equals(COUNT.get(0)) || count.equals(COUNT.get(1));
    String sign = signed ? "" : find(SIGN, names).orElse("");
    return new EdgeColumns(pre, post, count, sign, find(List.of("delay"), names).orElse(""));
  }

  private static Optional<String> find(List<String> known, List<String> names) {
    return known.stream().filter(names::contains).findFirst();
  }

  private static BadInput missing(
      String file, String what, List<String> known, List<String> names) {
    return new BadInput(
        BadInput.Kind.FILE,
        "%s: none of the columns %s has the ids of %s; known names are %s. Name it yourself"
            .formatted(file, names, what, known));
  }

  /// Whether a column is among them.
  boolean has(String name) {
    return !name.isEmpty() && all().contains(name);
  }

  /// Refuses one column in two roles.
  void requireApart(String file) {
    List<String> roles = List.of("pre", "post", "count", "sign", "delay");
    for (int k = 0; k < roles.size(); k++) {
      int first = all().indexOf(all().get(k));
      if (first == k || all().get(k).isEmpty()) continue;
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s: column '%s' is asked for both as %s and as %s; each needs a column of its own"
              .formatted(file, all().get(k), roles.get(first), roles.get(k)));
    }
  }

  private List<String> all() {
    return List.of(pre, post, count, sign, delay);
  }
}

package myelin.names;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Recordable;

/// A name that models have for a parameter or a recordable, and all that they say of it.
final class DeclaredName {

  /// Where there are more models than this, only the first are listed.
  private static final int LISTED = 3;

  private enum Kind {
    QUANTITY,
    FLAG,
    TEXT,
    MAPS
  }

  private final String name;
  private final Kind kind;
  private final Set<Unit> units = EnumSet.noneOf(Unit.class);

  /// The models by what the name means in them.
  private final Map<String, List<String>> meanings = new LinkedHashMap<>();

  private DeclaredName(String name, Kind kind) {
    this.name = name;
    this.kind = kind;
  }

  /// All names of some models, in alphabetical order, whether letters are large or small.
  ///
  /// @throws IllegalStateException if a name has values of different types
  static Collection<DeclaredName> of(List<Model> models) {
    Map<String, DeclaredName> names =
        new TreeMap<>(
            String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.<String>naturalOrder()));
    DeclaredName frozen = new DeclaredName(Model.FROZEN.name(), Kind.FLAG);
    frozen.meanings.put(Model.FROZEN.meaning(), List.of());
    names.put(frozen.name, frozen);
    for (Model model : models) {
      for (ParameterSpec p : model.parameters()) {
        if (p.kind() == ParameterSpec.Kind.NODE) continue;
        declared(names, model, p.name(), kind(p)).means(p.meaning(), p.unit(), model);
      }
      for (Recordable r : model.recordables()) {
        if (model.parameter(r.name()).isPresent()) continue;
        declared(names, model, r.name(), Kind.QUANTITY).means(r.meaning(), r.unit(), model);
      }
    }
    return names.values();
  }

  private static DeclaredName declared(
      Map<String, DeclaredName> names, Model model, String name, Kind kind) {
    DeclaredName declared = names.computeIfAbsent(name, n -> new DeclaredName(n, kind));
    if (declared.kind == kind) return declared;
    throw new IllegalStateException(
        "%s: the name %s stands for a %s, but in other models for a %s"
            .formatted(model, name, kind, declared.kind));
  }

  private static Kind kind(ParameterSpec p) {
    return switch (p.kind()) {
      case FLAG -> Kind.FLAG;
      case TEXT, TEXTS -> Kind.TEXT;
      case MAPS -> Kind.MAPS;
      case REAL, INTEGER, REALS, INTEGERS -> Kind.QUANTITY;
      case NODE -> throw new IllegalStateException(p.name() + " is set by a method of its own");
    };
  }

  private void means(String meaning, Unit unit, Model model) {
    units.add(unit);
    String all = unit.symbol().isEmpty() ? meaning : "%s (%s)".formatted(meaning, unit.symbol());
    meanings.computeIfAbsent(all, m -> new ArrayList<>()).add(model.name());
  }

  String name() {
    return name;
  }

  /// The Java type of the name.
  String type() {
    return switch (kind) {
      case FLAG -> "FlagParameter";
      case TEXT -> "TextParameter";
      case MAPS -> "MapsParameter";
      case QUANTITY -> "QuantityParameter<%s>".formatted(dimension());
    };
  }

  /// The classes of the network's packages that its type needs.
  List<String> imports() {
    if (kind != Kind.QUANTITY) return List.of("value." + type());
    String dimension = dimension().equals("Dimension") ? "" : "." + dimension();
    return List.of("value.QuantityParameter", "value.Dimension" + dimension);
  }

  /// The narrowest dimension that all its quantities have.
  private String dimension() {
    if (units.size() == 1) return dimension(units.iterator().next());
    Set<Unit> weights = EnumSet.of(Unit.WEIGHT, Unit.MV, Unit.PA, Unit.NS, Unit.NONE);
    boolean weight = units.contains(Unit.WEIGHT) && weights.containsAll(units);
    return weight ? dimension(Unit.WEIGHT) : "Dimension";
  }

  private static String dimension(Unit unit) {
    return switch (unit) {
      case MS -> "Time";
      case MV -> "Voltage";
      case PA -> "Current";
      case PF -> "Capacitance";
      case NS -> "Conductance";
      case HZ -> "Frequency";
      case DEG -> "Angle";
      case UM -> "Length";
      case WEIGHT -> "Weight";
      case NONE -> "Scalar";
    };
  }

  /// What it means; where models differ, with the models of each meaning.
  String meaning() {
    List<String> all = new ArrayList<>();
    meanings.forEach((meaning, models) -> {
      String text = meanings.size() == 1 ? meaning : meaning + ": " + list(models);
      all.add(NamesWriter.sentence(text));
    });
    return String.join(" ", all);
  }

  private static String list(List<String> models) {
    if (models.size() <= LISTED) return String.join(", ", models);
    return "%s and %d more"
        .formatted(String.join(", ", models.subList(0, LISTED)), models.size() - LISTED);
  }
}

package myelin.conformance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A record compares its arrays by identity unless it says otherwise, so that two of the same
/// numbers differ. So records that hold arrays, or other such records, declare `equals` and
/// `hashCode` themselves; only those may leave it that nobody compares: no user sees them, no code
/// asks them, and they are in no set, no key of a map and no record that is compared.
class RecordsTest {

  /// The packages that users program against.
  private static final Set<String> SEEN =
      Set.of(
          "myelin",
          "myelin.analysis",
          "myelin.connect",
          "myelin.connectome",
          "myelin.growth",
          "myelin.node",
          "myelin.space",
          "myelin.value");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(l -> !l.contains("/conformance/"))
          .importPackages("myelin");

  /// Those that can be loaded without the module of vectors.
  private static final List<Class<?>> ALL =
      CLASSES.stream()
          .filter(c -> !c.getPackageName().startsWith("myelin.vector"))
          .<Class<?>>map(JavaClass::reflect)
          .toList();

  @Test
  void recordsThatAreComparedCompareTheirArrays() {
    Set<Class<?>> bad = byIdentity();
    assertThat(bad).isNotEmpty();
    Set<String> compared = new TreeSet<>();
    for (Class<?> record : bad) if (isSeen(record)) compared.add(record.getName() + " is seen");
    for (JavaClass c : CLASSES) {
      for (JavaMethodCall call : c.getMethodCallsFromSelf()) {
        boolean asks = Set.of("equals", "hashCode").contains(call.getName());
        if (!asks || bad.stream().noneMatch(b -> call.getTargetOwner().isEquivalentTo(b))) continue;
        compared.add("%s is asked by %s".formatted(call.getTargetOwner().getName(), c.getName()));
      }
    }
    for (Class<?> c : ALL) {
      for (Field field : c.getDeclaredFields()) {
        key(field.getGenericType(), bad)
            .forEach(b -> compared.add("%s is a key in %s".formatted(b.getName(), field)));
      }
    }
    assertThat(compared).isEmpty();
  }

  @Test
  void whoDeclaresOneDeclaresBoth() {
    assertThat(ALL.stream().filter(c -> declares(c, "equals") != declares(c, "hashCode")))
        .isEmpty();
  }

  /// Records that compare arrays by identity, themselves or in other records.
  private static Set<Class<?>> byIdentity() {
    Set<Class<?>> bad = new HashSet<>();
    int before = -1;
    while (before < bad.size()) {
      before = bad.size();
      for (Class<?> c : ALL) {
        if (!c.isRecord() || declares(c, "equals")) continue;
        for (RecordComponent part : c.getRecordComponents()) {
          if (holds(part.getGenericType(), bad)) bad.add(c);
        }
      }
    }
    return bad;
  }

  private static boolean declares(Class<?> c, String method) {
    return Arrays.stream(c.getDeclaredMethods()).anyMatch(m -> m.getName().equals(method))
        && !(c.isRecord() && isGenerated(c, method));
  }

  /// Whether the compiler has written a method of a record, which then asks `ObjectMethods`.
  private static boolean isGenerated(Class<?> c, String method) {
    return CLASSES.get(c).getMethods().stream()
        .filter(m -> m.getName().equals(method) && m.getOwner().isEquivalentTo(c))
        .allMatch(m -> m.getAccessesFromSelf().isEmpty());
  }

  private static boolean holds(Type type, Set<Class<?>> bad) {
    return switch (type) {
      case Class<?> c -> c.isArray() || bad.stream().anyMatch(b -> b == c || isOne(b, c));
      case GenericArrayType _ -> true;
      case ParameterizedType p ->
          holds(p.getRawType(), bad)
              || Arrays.stream(p.getActualTypeArguments()).anyMatch(t -> holds(t, bad));
      default -> false;
    };
  }

  /// Whether a record is one of the things that an interface of ours stands for.
  private static boolean isOne(Class<?> record, Class<?> c) {
    return c.isInterface() && c.getName().startsWith("myelin.") && c.isAssignableFrom(record);
  }

  private static Set<Class<?>> key(Type type, Set<Class<?>> bad) {
    if (!(type instanceof ParameterizedType p) || !(p.getRawType() instanceof Class<?> raw)) {
      return Set.of();
    }
    if (!Set.class.isAssignableFrom(raw) && !Map.class.isAssignableFrom(raw)) return Set.of();
    Type key = p.getActualTypeArguments()[0];
    return bad.stream().filter(b -> b == key).collect(Collectors.toSet());
  }

  /// Whether users have such records in hand, by their name or as what they do.
  private static boolean isSeen(Class<?> c) {
    if (!SEEN.contains(c.getPackageName())) return false;
    if (CLASSES.get(c).getModifiers().contains(JavaModifier.PUBLIC)) return true;
    return Arrays.stream(c.getInterfaces())
        .anyMatch(i -> SEEN.contains(i.getPackageName()) && Modifier.isPublic(i.getModifiers()));
  }
}

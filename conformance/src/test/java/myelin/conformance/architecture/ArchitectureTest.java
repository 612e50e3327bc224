package myelin.conformance.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who may depend on whom: the network on models, models on the engine, the engine on nothing;
/// analysis stands alone; nothing depends on the command line.
class ArchitectureTest {

  private static final int LONGEST_FILE = 400;

  private static final long MOST_IN_A_PACKAGE = 19;

  /// The packages of the network, from the top down.
  private static final List<String> NETWORK =
      List.of(
          "myelin.sonata",
          "myelin.connectome",
          "myelin",
          "myelin.growth",
          "myelin.live",
          "myelin.connect",
          "myelin.connect.recipe",
          "myelin.node",
          "myelin.parameter",
          "myelin.record",
          "myelin.space",
          "myelin.value");

  /// The packages of the engine, from the top down.
  private static final List<String> ROOMS =
      List.of(
          "myelin.engine.kernel",
          "myelin.engine.growth",
          "myelin.engine.coupling",
          "myelin.engine.wiring",
          "myelin.engine.plastic",
          "myelin.engine.table",
          "myelin.engine.nodes",
          "myelin.engine.device",
          "myelin.engine.neuron",
          "myelin.engine.past",
          "myelin.engine.input",
          "myelin.engine.declare",
          "myelin.engine.checkpoint",
          "myelin.engine.random",
          "myelin.engine.math",
          "myelin.engine.base");

  /// The packages of NESTML, from the top down.
  private static final List<String> NESTML =
      List.of(
          "myelin.nestml.compile",
          "myelin.nestml.code",
          "myelin.nestml.run",
          "myelin.nestml.integrate",
          "myelin.nestml.reference",
          "myelin.nestml.equations",
          "myelin.nestml.check",
          "myelin.nestml.model",
          "myelin.nestml.parse",
          "myelin.nestml.syntax",
          "myelin.nestml.unit",
          "myelin.nestml.text");

  private static final String ENGINE = "myelin.engine..";
  private static final String LANGUAGE = "myelin.nestml..";
  private static final String MODELS = "myelin.models..";
  private static final String ANALYSIS = "myelin.analysis..";
  private static final String CLI = "myelin.cli..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(l -> !l.contains("/conformance/"))
          .importPackages("myelin");

  @Test
  void theClassesAreThere() {
    for (String part :
        List.of(
            "myelin",
            "myelin.engine.kernel",
            "myelin.models",
            "myelin.nestml.syntax",
            "myelin.analysis")) {
      assertThat(CLASSES.containPackage(part)).as(part).isTrue();
    }
  }

  @Test
  void theEngineDependsOnNothingButTheBaseOfJava() {
    classes()
        .that()
        .resideInAPackage(ENGINE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ENGINE,
            "java.lang..",
            "java.util..",
            "java.io..",
            "java.nio..",
            "java.math..",
            "java.time..",
            "java.text..",
            "org.jspecify.annotations..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(ENGINE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.logging..", "java.util.prefs..", "java.lang.management..")
        .check(CLASSES);
  }

  /// A room uses those below it only. The order is that of `engine/src/main/java/module-info.java`,
  /// of NESTML's, and of the network's `package-info.java`.
  @Test
  void roomsUseThoseBelowThemOnly() {
    for (List<String> rooms : List.of(ROOMS, NETWORK, NESTML)) {
      for (int upper = 1; upper < rooms.size(); upper++) {
        noClasses()
            .that()
            .resideInAPackage(rooms.get(upper))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(rooms.subList(0, upper).toArray(String[]::new))
            .check(CLASSES);
      }
    }
  }

  @Test
  void allPackagesOfEngineAndNetworkAreRooms() {
    classes()
        .that()
        .resideInAPackage(ENGINE)
        .should()
        .resideInAnyPackage(ROOMS.toArray(String[]::new))
        .check(CLASSES);
    classes()
        .that(
            resideOutsideOfPackages(
                ENGINE,
                LANGUAGE,
                MODELS,
                ANALYSIS,
                CLI,
                "myelin.vector..",
                "myelin.mpi..",
                "myelin.pynest.."))
        .should()
        .resideInAnyPackage(NETWORK.toArray(String[]::new))
        .check(CLASSES);
  }

  /// Except for the packages that compile and run texts.
  @Test
  void theLanguageUsesOfTheEngineItsBaseOnly() {
    classes()
        .that(
            resideInAPackage(LANGUAGE)
                .and(
                    resideOutsideOfPackages(
                        "myelin.nestml.compile",
                        "myelin.nestml.code",
                        "myelin.nestml.integrate",
                        "myelin.nestml.run")))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            LANGUAGE, "myelin.engine.base", "java.lang..", "java.util..", "org.jspecify..")
        .andShould()
        .resideInAnyPackage(NESTML.toArray(String[]::new))
        .check(CLASSES);
  }

  /// Packages of all modules, each as a whole.
  @Test
  void packagesAreFreeOfCycles() {
    SliceAssignment packages =
        new SliceAssignment() {
          @Override
          public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(javaClass.getPackageName());
          }

          @Override
          public String getDescription() {
            return "packages";
          }
        };
    slices().assignedFrom(packages).should().beFreeOfCycles().check(CLASSES);
  }

  /// The packages of all modules, those of the tests apart.
  @Test
  void packagesAreSmall() {
    Map<String, Long> sizes =
        CLASSES.stream()
            .filter(c -> c.isTopLevelClass() && !c.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertThat(sizes)
        .containsKeys(
            Stream.of(ROOMS, NETWORK, NESTML).flatMap(List::stream).toArray(String[]::new));
    sizes.forEach((name, size) -> assertThat(size).as(name).isBetween(1L, MOST_IN_A_PACKAGE));
  }

  @Test
  void theEngineOpensNoFiles() {
    noClasses()
        .that()
        .resideInAPackage(ENGINE)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.io..", "java.nio.file..")
                .and(not(equivalentTo(IOException.class))))
        .check(CLASSES);
  }

  @Test
  void modelsDependOnTheEngineOnly() {
    noClasses()
        .that()
        .resideInAPackage(MODELS)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(ANALYSIS, CLI)
                .or(resideInAnyPackage(NETWORK.toArray(String[]::new))))
        .check(CLASSES);
  }

  @Test
  void analysisDependsOnNoOtherPart() {
    noClasses()
        .that()
        .resideInAPackage(ANALYSIS)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(ENGINE, MODELS, CLI)
                .or(resideInAnyPackage(NETWORK.toArray(String[]::new))))
        .check(CLASSES);
  }

  @Test
  void nothingDependsOnTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(CLI)
        .check(CLASSES);
  }

  @Test
  void librariesPrintNothingByThemselves() throws IOException {
    List<String> printing = new ArrayList<>();
    for (String module :
        List.of("engine", "nestml", "models", "vector", "analysis", "sonata", "pynest")) {
      for (Path file : sources(module)) {
        String text = Files.readString(file);
        boolean prints =
            text.contains("System.out")
                || text.contains("System.err")
                || text.contains("IO.println")
                || text.contains("printStackTrace");
        if (prints && !file.endsWith("Printed.java")) printing.add(file.getFileName().toString());
      }
    }
    assertThat(printing).isEmpty();
  }

  /// Imports and documentation do not count.
  @Test
  void filesAreShort() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (String module :
        List.of(
            "engine",
            "nestml",
            "models",
            "vector",
            "analysis",
            "names",
            "network",
            "sonata",
            "pynest",
            "cli",
            "examples",
            "conformance",
            "benchmarks",
            "stress")) {
      for (Path file : sources(module)) {
        long lines;
        try (Stream<String> all = Files.lines(file)) {
          lines = all.filter(l -> !l.startsWith("import ") && !l.strip().startsWith("///")).count();
        }
        if (lines >= LONGEST_FILE) tooLong.add(file.getFileName() + " has " + lines);
      }
    }
    assertThat(tooLong).isEmpty();
  }

  /// All Java files of a module beside this one.
  private static List<Path> sources(String module) throws IOException {
    Path folder = root().resolve(module).resolve("src");
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(f -> f.toString().endsWith(".java")).toList();
    }
  }

  /// The checkout: the nearest folder upwards that holds the engine.
  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("engine").resolve("src"))) folder = folder.getParent();
    return folder;
  }
}

package myelin.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import myelin.engine.base.BadInput;
import myelin.nestml.check.Checker;
import myelin.nestml.compile.TextSynapse;
import myelin.nestml.equations.EquationSystem;
import myelin.nestml.equations.Lowering;
import myelin.nestml.model.Model;
import myelin.nestml.text.Problem;
import myelin.nestml.text.Problems;
import myelin.nestml.text.SourceText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Checks models that are written in NESTML, and shows how they are understood.
@Command(
    name = "check",
    description = "Checks models written in NESTML, and shows how they are understood.")
final class CheckCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "FILE.nestml", description = "The text.")
  private Path file = Path.of("");

  private CheckCommand() {}

  @Override
  public Integer call() throws IOException {
    Problems problems = new Problems(new SourceText(file.toString(), read(file)));
    List<Model> models = Checker.models(problems);
    List<EquationSystem> systems = new ArrayList<>();
    if (!problems.hasErrors()) {
      for (Model model : models) systems.add(Lowering.of(model, problems));
    }
    List<Problem> found = problems.all();
    for (Problem p : found) System.err.println(p);
    long errors = found.stream().filter(Problem::isError).count();
    if (errors > 0) {
      System.err.printf("myelin: %s in %s%n", errors == 1 ? "1 error" : errors + " errors", file);
      return Failure.WRONG_INPUT;
    }
    if (!found.isEmpty()) System.err.println();
    for (EquationSystem system : systems) requireUsable(system);
    for (EquationSystem system : systems) System.out.print(CheckedText.of(system));
    return 0;
  }

  /// Refuses a synapse with features that synapses cannot have.
  private void requireUsable(EquationSystem system) {
    if (!system.model().synapse()) return;
    try {
      TextSynapse.of(system, "");
    } catch (BadInput e) {
      throw new BadInput(e.kind(), file + ": " + e.getMessage(), e);
    }
  }

  private static String read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new BadInput(BadInput.Kind.FILE, file + " is a folder; name a file");
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new BadInput(BadInput.Kind.FILE, file + " is not text in UTF-8", e);
    }
  }
}

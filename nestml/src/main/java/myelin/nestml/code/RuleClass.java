package myelin.nestml.code;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import myelin.nestml.code.Code.Kind;
import myelin.nestml.run.RuleMaker;

/// Writes the class of a model's rules: the loops of the pattern, and methods for one synapse that
/// are made from the text.
///
/// @param methods what these methods do
/// @param where the places of variables
public record RuleClass(Methods methods, Where where) {

  private static final MethodTypeDesc ONE = MethodTypeDesc.of(CD_void, CD_int);
  private static final MethodTypeDesc SLOPES =
      MethodTypeDesc.of(CD_void, CD_int, CD_int, BlockClass.ROWS, BlockClass.ROWS);
  private static final Set<String> REPLACED =
      Set.of("advance", "post", "pre", "preAfterPost", "third", "slopes");

  /// The method with the loop that [RowLoop] writes where it can.
  private static final String ALIKE = "alike";

  /// What is done for one synapse.
  ///
  /// @param advance as time passes
  /// @param pre at a spike of the source
  /// @param post at a spike of the target
  /// @param third at a spike of a third node
  /// @param sends whether a spike arrives with another weight than the synapse's, or does not
  public record Methods(
      List<Effect> advance,
      List<Effect> pre,
      List<Effect> post,
      List<Effect> third,
      boolean sends,
      List<Loops.Equations> systems,
      List<BlockClass.FunctionCode> functions) {}

  /// The places of variables.
  ///
  /// @param delay place of the delay among the state variables; negative if there is none
  /// @param apart places of variables whose values a spike of the source reads as they were before
  ///   a coincident spike of the target
  /// @param sources places of traces of the source's spikes
  /// @param targets places of traces of the target's spikes
  /// @param pre place of the source's spikes among the inputs
  /// @param told places of the target's variables among the inputs
  public record Where(
      int delay,
      int[] apart,
      int[] sources,
      int[] targets,
      int pre,
      int post,
      int third,
      int[] told) {}

  public byte[] bytes() {
    ClassModel pattern = ClassFile.of().parse(RuleMaker.pattern());
    ClassDesc self = pattern.thisClass().asSymbol();
    RowLoop loop =
        new RowLoop(self, methods.advance(), methods.pre(), methods.sends(), this::isOwn);
    Set<String> replaced = new HashSet<>(REPLACED);
    if (loop.isPossible()) replaced.add(ALIKE);
    ClassTransform without =
        ClassTransform.dropping(
            e -> e instanceof MethodModel m && replaced.contains(m.methodName().stringValue()));
    return ClassFile.of()
        .transformClass(
            pattern, without.andThen(ClassTransform.endHandler(c -> write(c, self, loop))));
  }

  /// Whether an element is a variable that each synapse has for itself.
  private boolean isOwn(Code.Element e) {
    return e.group() == Code.Group.STATE
        && e.index() != where.delay()
        && Stream.of(where.sources(), where.targets())
            .flatMapToInt(Arrays::stream)
            .noneMatch(k -> k == e.index());
  }

  private void write(ClassBuilder c, ClassDesc self, RowLoop loop) {
    Fields passing = new Fields(self, "f", -1, false);
    Fields firing = new Fields(self, "c", where.pre(), false);
    if (loop.isPossible()) loop.write(c, ALIKE, passing, firing);
    method(c, self, "advance", methods.advance(), passing);
    method(c, self, "pre", methods.pre(), firing);
    method(c, self, "preAfterPost", methods.pre(), new Fields(self, "c", where.pre(), true));
    method(c, self, "post", methods.post(), new Fields(self, "c", where.post(), false));
    method(c, self, "third", methods.third(), new Fields(self, "c", where.third(), false));
    for (BlockClass.FunctionCode f : methods.functions()) {
      BlockClass.function(c, self, f, new Fields(self, "c", -1, false));
    }
    c.withMethodBody(
        "slopes",
        SLOPES,
        ClassFile.ACC_PROTECTED,
        out -> {
          BlockClass.cases(
              out,
              1,
              methods.systems().size(),
              (o, k) -> {
                Emitter emitter =
                    new Emitter(o, self, new Fields(self, "f", -1, false), 2, o.newLabel(), null);
                List<Code> slopes = methods.systems().get(k).slopes();
                for (int s = 0; s < slopes.size(); s++) {
                  o.aload(4).loadConstant(s).aaload().iconst_0();
                  emitter.value(slopes.get(s).as(Kind.REAL));
                  o.dastore();
                }
              });
          out.return_();
        });
  }

  private static void method(
      ClassBuilder c, ClassDesc self, String name, List<Effect> effects, Fields fields) {
    c.withMethodBody(
        name,
        ONE,
        ClassFile.ACC_FINAL,
        out -> {
          Label end = out.newLabel();
          new Emitter(out, self, fields, 1, end, null).effects(effects);
          out.labelBinding(end);
          out.return_();
        });
  }

  /// The fields from which a method reads numbers.
  private final class Fields implements Emitter.Arrays {
    private final ClassDesc self;
    private final String coefficients;
    private final int port;
    private final boolean afterPost;

    /// @param coefficients name of the field that has them
    /// @param port place of the input at which a spike has arrived; negative if there is none
    /// @param afterPost whether variables that are kept apart are read as they were before the
    ///   target's spike
    Fields(ClassDesc self, String coefficients, int port, boolean afterPost) {
      this.self = self;
      this.coefficients = coefficients;
      this.port = port;
      this.afterPost = afterPost;
    }

    @Override
    public void load(CodeBuilder out, Code.Element e, int lane) {
      switch (e.group()) {
        case INPUT -> {
          if (found(out, where.told(), e.index(), "told")) return;
          out.loadConstant(e.index() == port ? 1.0 : 0.0);
        }
        case COEFFICIENT ->
            out.aload(0)
                .getfield(self, coefficients, BlockClass.REALS)
                .loadConstant(e.index())
                .daload();
        case INTEGRATED -> out.aload(3).loadConstant(e.index()).aaload().iconst_0().daload();
        default -> state(out, e.index(), lane);
      }
    }

    private void state(CodeBuilder out, int index, int lane) {
      if (index == where.delay()) {
        out.aload(0).getfield(self, "delay", CD_double);
        return;
      }
      if (found(out, where.sources(), index, "source")) return;
      if (found(out, where.targets(), index, "target")) return;
      if (afterPost && found(out, where.apart(), index, "before")) return;
      out.aload(0).getfield(self, "x", BlockClass.ROWS).loadConstant(index).aaload();
      out.iload(lane).daload();
    }

    private boolean found(CodeBuilder out, int[] places, int index, String field) {
      for (int k = 0; k < places.length; k++) {
        if (places[k] != index) continue;
        out.aload(0).getfield(self, field, BlockClass.REALS).loadConstant(k).daload();
        return true;
      }
      return false;
    }

    @Override
    public void array(CodeBuilder out, Code.Element e) {
      out.aload(0).getfield(self, "x", BlockClass.ROWS).loadConstant(e.index()).aaload();
    }
  }
}

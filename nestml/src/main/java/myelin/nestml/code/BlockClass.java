package myelin.nestml.code;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import myelin.nestml.code.Code.Group;
import myelin.nestml.code.Code.Kind;
import myelin.nestml.code.LoopCode.LoopArrays;
import myelin.nestml.code.SlopesCode.Stages;
import myelin.nestml.run.Program;
import org.jspecify.annotations.Nullable;

/// Writes the class of a model's blocks. It has each loop over neurons twice: for all neurons and
/// for some of them. A loop over all neurons that uses coefficients stands there twice again: for
/// neurons that are alike, whose coefficients are read once, and for others.
public final class BlockClass {

  static final ClassDesc REALS = CD_double.arrayType();
  static final ClassDesc ROWS = REALS.arrayType();
  private static final ClassDesc INTS = CD_int.arrayType();
  private static final ClassDesc PROGRAM = ClassDesc.of(Program.class.getName());
  static final MethodTypeDesc ALL = MethodTypeDesc.of(CD_void, CD_int);
  static final MethodTypeDesc SOME = MethodTypeDesc.of(CD_void, INTS, CD_int);
  static final MethodTypeDesc SLOPES = MethodTypeDesc.of(CD_void, CD_int, ROWS, ROWS);

  private final ClassDesc self;
  private final Loops loops;
  private final List<Code> inlines;
  private final List<FunctionCode> functions;
  private final int between;

  /// A function of the model.
  ///
  /// @param arguments local variables
  /// @param result null for none
  public record FunctionCode(
      String name, List<Code.Local> arguments, @Nullable Kind result, List<Effect> body) {}

  /// @param between number of arrays of intermediate values that are used already
  public BlockClass(
      String name, Loops loops, List<Code> inlines, List<FunctionCode> functions, int between) {
    self = ClassDesc.of("myelin.nestml.run." + name);
    this.loops = loops;
    this.inlines = inlines;
    this.functions = functions;
    this.between = between;
    most = between;
  }

  private int most;

  /// Number of arrays of intermediate values; known once the class is written.
  public int between() {
    return most;
  }

  public byte[] bytes() {
    return ClassFile.of()
        .build(
            self,
            c -> {
              c.withSuperclass(Emitter.HOST).withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
              constructor(c);
              LoopMethods methods = new LoopMethods(self, this::own);
              for (int k = 0; k < loops.loops().size(); k++) {
                methods.write(c, k, loops.loops().get(k).effects(), usesCoefficients(k));
              }
              most = Math.max(most, methods.between());
              for (int k = 0; k < loops.systems().size(); k++) {
                most = Math.max(most, new SlopesCode(self, between).write(c, loops, k));
              }
              functions.forEach(f -> function(c, self, f, new DirectArrays(this::own)));
              dispatch(
                  c,
                  "loop",
                  ALL,
                  loops.loops().size(),
                  (out, k) -> {
                    Label each = out.newLabel();
                    Label after = out.newLabel();
                    boolean two = usesCoefficients(k);
                    if (two) {
                      out.aload(0).getfield(self, "alike", CD_boolean).ifeq(each);
                      out.aload(0).iload(1).invokevirtual(self, "alike_" + k, ALL).goto_(after);
                      out.labelBinding(each);
                    }
                    out.aload(0).iload(1).invokevirtual(self, "each_" + k, ALL);
                    out.labelBinding(after);
                  });
              dispatch(
                  c,
                  "loop",
                  SOME,
                  loops.loops().size(),
                  (out, k) ->
                      out.aload(0).aload(1).iload(2).invokevirtual(self, "some_" + k, SOME));
              slopes(c, "prepare", SlopesCode.PREPARE);
              slopes(c, "slopes", "");
              one(c, "prepareOne", SlopesCode.PREPARE);
              one(c, "slopesOfOne", "");
              test(c);
              inline(c);
            });
  }

  private boolean usesCoefficients(int k) {
    boolean[] found = {false};
    Rewriting.elements(
        loops.loops().get(k).effects(), e -> found[0] |= e.group() == Group.COEFFICIENT);
    return found[0];
  }

  private void constructor(ClassBuilder c) {
    c.withMethodBody(
        INIT_NAME,
        MethodTypeDesc.of(CD_void, PROGRAM),
        ClassFile.ACC_PUBLIC,
        out ->
            out.aload(0)
                .aload(1)
                .invokespecial(Emitter.HOST, INIT_NAME, MethodTypeDesc.of(CD_void, PROGRAM))
                .return_());
  }

  /// Writes one of several cases.
  @FunctionalInterface
  interface Case {
    void write(CodeBuilder out, int k);
  }

  private void dispatch(ClassBuilder c, String name, MethodTypeDesc to, int n, Case one) {
    List<ClassDesc> arguments = new ArrayList<>(List.of(CD_int));
    arguments.addAll(to.parameterList());
    c.withMethodBody(
        name,
        MethodTypeDesc.of(CD_void, arguments.toArray(ClassDesc[]::new)),
        ClassFile.ACC_PROTECTED,
        out -> {
          // locals: 1 the number, then the arguments, which are moved down to where the cases
          // expect them
          int own = out.allocateLocal(TypeKind.INT);
          out.iload(1).istore(own);
          if (to.parameterCount() == 1) out.iload(2).istore(1);
          else if (to.parameterCount() == 2) out.aload(2).astore(1).iload(3).istore(2);
          else out.iload(2).istore(1).aload(3).astore(2).aload(4).astore(3);
          cases(out, own, n, one);
          out.return_();
        });
  }

  /// Writes a switch by the number in a local variable.
  static void cases(CodeBuilder out, int number, int n, Case one) {
    Label end = out.newLabel();
    if (n > 0) {
      List<SwitchCase> labels = new ArrayList<>();
      for (int k = 0; k < n; k++) labels.add(SwitchCase.of(k, out.newLabel()));
      out.iload(number).tableswitch(end, labels);
      for (int k = 0; k < n; k++) {
        out.labelBinding(labels.get(k).target());
        one.write(out, k);
        out.goto_(end);
      }
    }
    out.labelBinding(end);
  }

  private void own(CodeBuilder out, Code.Element e) {
    String field =
        switch (e.group()) {
          case STATE -> "x";
          case COEFFICIENT -> "c";
          case INPUT -> "in";
          default -> "w";
        };
    out.aload(0).getfield(self, field, ROWS).loadConstant(e.index()).aaload();
  }

  public static Set<Code.Element> elements(Consumer<Consumer<Code.Element>> of) {
    Set<Code.Element> found = new LinkedHashSet<>();
    of.accept(found::add);
    return found;
  }

  /// A loop in which the local variable `i` counts from 0 to below the value of the local variable
  /// `n`.
  static void over(CodeBuilder out, int i, int n, Runnable body) {
    Label test = out.newLabel();
    Label begin = out.newLabel();
    out.iconst_0().istore(i).goto_(test);
    out.labelBinding(begin);
    body.run();
    out.iinc(i, 1);
    out.labelBinding(test);
    out.iload(i).iload(n).if_icmplt(begin);
  }

  private void slopes(ClassBuilder c, String name, String begin) {
    dispatch(
        c,
        name,
        SLOPES,
        loops.systems().size(),
        (out, k) -> {
          if (!new Stages(loops.systems().get(k).slopes(), between, false).isDoubtful()) {
            slopes(out, begin, k, false);
            return;
          }
          Label careful = out.newLabel();
          Label after = out.newLabel();
          out.aload(0).getfield(self, "careful", CD_boolean).ifne(careful);
          slopes(out, begin, k, false);
          out.goto_(after);
          out.labelBinding(careful);
          slopes(out, begin, k, true);
          out.labelBinding(after);
        });
  }

  private void one(ClassBuilder c, String name, String begin) {
    dispatch(
        c,
        name,
        OneLaneCode.SLOPES,
        loops.systems().size(),
        (out, k) -> {
          String own = begin + SlopesCode.nameOfOne(k);
          out.aload(0).iload(1).aload(2).aload(3).invokevirtual(self, own, OneLaneCode.SLOPES);
        });
  }

  private void slopes(CodeBuilder out, String begin, int k, boolean careful) {
    Label each = out.newLabel();
    Label after = out.newLabel();
    out.aload(0).getfield(self, "alike", CD_boolean).ifeq(each);
    slopes(out, begin + SlopesCode.name(k, true, careful));
    out.goto_(after);
    out.labelBinding(each);
    slopes(out, begin + SlopesCode.name(k, false, careful));
    out.labelBinding(after);
  }

  private void slopes(CodeBuilder out, String name) {
    out.aload(0).iload(1).aload(2).aload(3).invokevirtual(self, name, SLOPES);
  }

  /// Writes the conditions, each a method that divides lanes into those for which it holds and
  /// others.
  private void test(ClassBuilder c) {
    MethodTypeDesc divide = MethodTypeDesc.of(CD_int, INTS, CD_int, INTS, INTS);
    for (int k = 0; k < loops.tests().size(); k++) {
      Code test = loops.tests().get(k).as(Kind.TRUTH);
      c.withMethodBody("test_" + k, divide, ClassFile.ACC_FINAL, out -> divide(out, test));
    }
    c.withMethodBody(
        "test",
        MethodTypeDesc.of(CD_int, CD_int, INTS, CD_int, INTS, INTS),
        ClassFile.ACC_PROTECTED,
        out -> {
          cases(
              out,
              1,
              loops.tests().size(),
              (o, k) ->
                  o.aload(0)
                      .aload(2)
                      .iload(3)
                      .aload(4)
                      .aload(5)
                      .invokevirtual(self, "test_" + k, divide)
                      .ireturn());
          out.iconst_0().ireturn();
        });
  }

  private void divide(CodeBuilder out, Code test) {
    Set<Code.Element> used = elements(to -> Rewriting.elements(test, to));
    LoopArrays arrays = new LoopArrays(out, used, false, this::own);
    int p = out.allocateLocal(TypeKind.INT);
    int lane = out.allocateLocal(TypeKind.INT);
    int agree = out.allocateLocal(TypeKind.INT);
    out.iconst_0().istore(agree);
    over(
        out,
        p,
        2,
        () -> {
          Label no = out.newLabel();
          Label after = out.newLabel();
          out.aload(1).iload(p).iaload().istore(lane);
          new Emitter(out, self, arrays, lane, out.newLabel(), null).value(test);
          out.ifeq(no);
          out.aload(3).iload(agree).iload(lane).iastore().iinc(agree, 1).goto_(after);
          out.labelBinding(no);
          out.aload(4).iload(p).iload(agree).isub().iload(lane).iastore();
          out.labelBinding(after);
        });
    out.iload(agree).ireturn();
  }

  private void inline(ClassBuilder c) {
    c.withMethodBody(
        "inline",
        MethodTypeDesc.of(CD_double, CD_int, CD_int),
        ClassFile.ACC_PROTECTED,
        out -> {
          cases(
              out,
              1,
              inlines.size(),
              (o, k) -> {
                new Emitter(o, self, new DirectArrays(this::own), 2, o.newLabel(), null)
                    .value(inlines.get(k).as(Kind.REAL));
                o.dreturn();
              });
          out.dconst_0().dreturn();
        });
  }

  /// Writes a function of the model, as a method whose first argument is the lane.
  static void function(ClassBuilder c, ClassDesc self, FunctionCode f, Emitter.Arrays arrays) {
    List<ClassDesc> types = new ArrayList<>(List.of(CD_int));
    for (Code.Local a : f.arguments()) types.add(Emitter.type(a.kind()).upperBound());
    ClassDesc result = f.result() == null ? CD_void : Emitter.type(f.result()).upperBound();
    c.withMethodBody(
        "function_" + f.name(),
        MethodTypeDesc.of(result, types.toArray(ClassDesc[]::new)),
        ClassFile.ACC_FINAL,
        out -> {
          Label end = out.newLabel();
          Emitter emitter = new Emitter(out, self, arrays, 1, end, f.result());
          int slot = 2;
          for (Code.Local a : f.arguments()) {
            emitter.local(a.name(), slot);
            slot += Emitter.type(a.kind()).slotSize();
          }
          emitter.effects(f.body());
          out.labelBinding(end);
          if (f.result() == null) out.return_();
          else if (f.result() == Kind.REAL) out.dconst_0().dreturn();
          else if (f.result() == Kind.INTEGER) out.lconst_0().lreturn();
          else out.iconst_0().ireturn();
        });
  }
}

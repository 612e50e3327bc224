package myelin.nestml.code;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import myelin.engine.neuron.Block;
import myelin.nestml.code.ArrayFunctions.Taken;
import myelin.nestml.code.Code.Group;
import myelin.nestml.code.LoopCode.LoopArrays;

/// Writes the methods of loops over neurons: for all of them, and for some. Functions are applied
/// to whole arrays before a loop where that is possible; see [ArrayFunctions].
final class LoopMethods {

  /// A loop over fewer neurons calls functions one by one.
  private static final int FEW = Block.LANES / 4;

  private final ClassDesc self;
  private final LoopArrays.Source source;
  private int most;

  /// @param self the class that is written
  /// @param source the arrays of a block
  LoopMethods(ClassDesc self, LoopArrays.Source source) {
    this.self = self;
    this.source = source;
  }

  /// Number of arrays of intermediate values that the loops need.
  int between() {
    return most;
  }

  /// Writes the methods of loop number `k`.
  ///
  /// @param alike whether there is one for neurons whose coefficients are alike
  void write(ClassBuilder c, int k, List<Effect> effects, boolean alike) {
    for (Code.Element e : used(effects)) {
      if (e.group() == Group.BETWEEN) most = Math.max(most, e.index() + 1);
    }
    ArrayFunctions functions = new ArrayFunctions(effects);
    String before = functions.taken().isEmpty() ? "" : "functions_" + k;
    if (!before.isEmpty()) functions(c, before, functions.taken());
    if (alike) all(c, "alike_" + k, before, functions, true);
    all(c, "each_" + k, before, functions, false);
    c.withMethodBody(
        "some_" + k,
        BlockClass.SOME,
        ClassFile.ACC_FINAL,
        out -> {
          if (!before.isEmpty()) {
            Label few = out.newLabel();
            out.iload(2).loadConstant(FEW).if_icmplt(few);
            out.aload(0).loadConstant(Block.LANES).invokevirtual(self, before, BlockClass.ALL);
            some(out, functions.effects());
            out.return_();
            out.labelBinding(few);
          }
          some(out, effects);
          out.return_();
        });
  }

  private static Set<Code.Element> used(List<Effect> effects) {
    return BlockClass.elements(to -> Rewriting.elements(effects, to));
  }

  private void some(CodeBuilder out, List<Effect> effects) {
    LoopArrays arrays = new LoopArrays(out, used(effects), false, source);
    int p = out.allocateLocal(TypeKind.INT);
    int lane = out.allocateLocal(TypeKind.INT);
    BlockClass.over(
        out,
        p,
        2,
        () -> {
          out.aload(1).iload(p).iaload().istore(lane);
          body(out, arrays, lane, effects);
        });
  }

  /// Writes a method that applies functions to arrays.
  private void functions(ClassBuilder c, String name, List<Taken> functions) {
    for (Taken f : functions) {
      Code.Element to = new Code.Element(Group.BETWEEN, f.array());
      most = Math.max(most, f.array() + 1);
      plain(c, name + "_" + f.array(), "", List.of(new Effect.Assign(to, f.argument())), false);
    }
    c.withMethodBody(
        name,
        BlockClass.ALL,
        ClassFile.ACC_FINAL,
        out -> {
          for (Taken f : functions) {
            Code.Element array = new Code.Element(Group.BETWEEN, f.array());
            call(out, name + "_" + f.array());
            source.push(out, array);
            source.push(out, array);
            out.iload(1);
            MethodTypeDesc type =
                MethodTypeDesc.of(CD_void, BlockClass.REALS, BlockClass.REALS, CD_int);
            out.invokestatic(Emitter.ELEMENTARY, f.method(), type);
          }
          out.return_();
        });
  }

  /// @param before a method that is called before; empty if there is none
  private void all(
      ClassBuilder c, String name, String before, ArrayFunctions functions, boolean alike) {
    List<Effect> effects = functions.effects();
    List<Effect.Assign> apart = new LoopCode(effects).apart(functions.taken().size());
    if (apart.size() <= 1) {
      plain(c, name, before, effects, alike);
      return;
    }
    List<String> methods = new ArrayList<>();
    if (!before.isEmpty()) methods.add(before);
    for (int k = 0; k < apart.size(); k++) {
      List<Effect> one = List.of(apart.get(k));
      for (Code.Element e : used(one)) {
        if (e.group() == Group.BETWEEN) most = Math.max(most, e.index() + 1);
      }
      plain(c, name + "_" + k, "", one, alike);
      methods.add(name + "_" + k);
    }
    c.withMethodBody(
        name,
        BlockClass.ALL,
        ClassFile.ACC_FINAL,
        out -> {
          for (String method : methods) call(out, method);
          out.return_();
        });
  }

  private void call(CodeBuilder out, String method) {
    out.aload(0).iload(1).invokevirtual(self, method, BlockClass.ALL);
  }

  private void plain(
      ClassBuilder c, String name, String before, List<Effect> effects, boolean alike) {
    c.withMethodBody(
        name,
        BlockClass.ALL,
        ClassFile.ACC_FINAL,
        out -> {
          if (!before.isEmpty()) call(out, before);
          LoopArrays arrays = new LoopArrays(out, used(effects), alike, source);
          int lane = out.allocateLocal(TypeKind.INT);
          BlockClass.over(out, lane, 1, () -> body(out, arrays, lane, effects));
          out.return_();
        });
  }

  private void body(CodeBuilder out, Emitter.Arrays arrays, int lane, List<Effect> effects) {
    Label end = out.newLabel();
    new Emitter(out, self, arrays, lane, end, null).effects(effects);
    out.labelBinding(end);
  }
}

package myelin.nestml.compile;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Writes slopes: first what functions are applied to, in loops of their own, then the functions,
/// array by array, then the right sides one by one; so each loop is one that HotSpot turns into
/// vectors.
///
/// @param self the class that is written
/// @param between number of arrays for values in between that are used already
record SlopesCode(ClassDesc self, int between) {

  /// Begins the name of a method that computes what stays as it is during a step.
  static final String PREPARE = "prepare_";

  /// The method that writes slopes of system number `k`.
  ///
  /// @param alike for neurons whose coefficients are alike
  /// @param careful with branches where there are choices
  static String name(int k, boolean alike, boolean careful) {
    return (alike ? "alike" : "each") + (careful ? "CarefulSlopes_" : "Slopes_") + k;
  }

  /// Writes the methods of system number `k`, for neurons that are alike and for others, by
  /// arithmetic and with branches; returns how many arrays of values in between there are then.
  int write(ClassBuilder c, Loops loops, int k) {
    List<Code> slopes = loops.systems().get(k).slopes();
    Stages stages = new Stages(slopes, between, false);
    Stages careful = new Stages(slopes, between, true);
    for (boolean alike : new boolean[] {true, false}) {
      write(c, stages, name(k, alike, false), alike);
      if (stages.isDoubtful()) write(c, careful, name(k, alike, true), alike);
    }
    return Math.max(stages.arrays(), careful.arrays());
  }

  private void write(ClassBuilder c, Stages stages, String name, boolean alike) {
    write(c, stages, PREPARE + name, alike, true);
    write(c, stages, name, alike, false);
  }

  private void write(ClassBuilder c, Stages stages, String name, boolean alike, boolean fixed) {
    List<String> pieces = new ArrayList<>();
    for (Stages.Piece piece : stages.pieces()) {
      if (piece.fixed() != fixed) continue;
      String own = name + "_" + pieces.size();
      pieces.add(own);
      piece(c, own, piece, alike);
    }
    c.withMethodBody(
        name,
        BlockClass.SLOPES,
        ClassFile.ACC_FINAL,
        out -> {
          for (String piece : pieces) {
            out.aload(0).iload(1).aload(2).aload(3).invokevirtual(self, piece, BlockClass.SLOPES);
          }
          out.return_();
        });
  }

  private void piece(ClassBuilder c, String name, Stages.Piece piece, boolean alike) {
    c.withMethodBody(
        name,
        BlockClass.SLOPES,
        ClassFile.ACC_FINAL,
        out -> {
          if (piece.function().isPresent()) {
            int w = piece.array();
            out.aload(0).getfield(self, "w", BlockClass.ROWS).loadConstant(w).aaload();
            out.aload(0).getfield(self, "w", BlockClass.ROWS).loadConstant(w).aaload();
            out.iload(1);
            out.invokestatic(
                Emitter.ELEMENTARY,
                piece.function().get(),
                MethodTypeDesc.of(CD_void, BlockClass.REALS, BlockClass.REALS, CD_int));
            out.return_();
            return;
          }
          Set<Code.Element> used = BlockClass.elements(to -> Rewriting.elements(piece.value(), to));
          LoopArrays arrays = new LoopArrays(out, used, alike, this::seen);
          int to = out.allocateLocal(TypeKind.REFERENCE);
          if (piece.slope()) out.aload(3);
          else out.aload(0).getfield(self, "w", BlockClass.ROWS);
          out.loadConstant(piece.array()).aaload().astore(to);
          int lane = out.allocateLocal(TypeKind.INT);
          BlockClass.over(
              out,
              lane,
              1,
              () -> {
                out.aload(to).iload(lane);
                new Emitter(out, self, arrays, lane, out.newLabel(), null).value(piece.value());
                out.dastore();
              });
          out.return_();
        });
  }

  /// The arrays that slopes read.
  private void seen(CodeBuilder out, Code.Element e) {
    switch (e.group()) {
      case INTEGRATED -> out.aload(2);
      case STATE -> out.aload(0).getfield(self, "seenState", BlockClass.ROWS);
      case COEFFICIENT -> out.aload(0).getfield(self, "seenCoefficients", BlockClass.ROWS);
      case INPUT -> out.aload(0).getfield(self, "seenInput", BlockClass.ROWS);
      default -> out.aload(0).getfield(self, "w", BlockClass.ROWS);
    }
    out.loadConstant(e.index()).aaload();
  }
}

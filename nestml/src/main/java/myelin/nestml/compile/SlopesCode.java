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

  /// Writes the methods of system number `k`, for neurons that are alike and for others; returns
  /// how many arrays of values in between there are then.
  int write(ClassBuilder c, Loops loops, int k) {
    Stages stages = new Stages(loops.systems().get(k).slopes(), between);
    for (boolean alike : new boolean[] {true, false}) {
      String name = (alike ? "alikeSlopes_" : "eachSlopes_") + k;
      List<String> pieces = new ArrayList<>();
      for (Stages.Piece piece : stages.pieces()) {
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
    return stages.arrays();
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

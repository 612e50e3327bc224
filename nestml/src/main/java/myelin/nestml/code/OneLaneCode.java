package myelin.nestml.code;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/// Writes the code of slopes for one neuron, for those that take many short steps alone: the pieces
/// of [SlopesCode] one after the other, with numbers from arrays that hold those of this neuron.
///
/// @param self the class that is written
/// @param pieces the pieces, in order
record OneLaneCode(ClassDesc self, List<SlopesCode.Stages.Piece> pieces) {

  /// The lane, the integrated variables, their slopes.
  static final MethodTypeDesc SLOPES =
      MethodTypeDesc.of(CD_void, CD_int, BlockClass.REALS, BlockClass.REALS);

  private static final int LANE = 1;
  private static final int Y = 2;
  private static final int SLOPE = 3;

  /// So many pieces are one method, which stays well below the size that HotSpot compiles.
  private static final int TOGETHER = 16;

  /// Writes the methods of those pieces that depend on integrated variables, or of the others.
  void write(ClassBuilder c, String name, boolean fixed) {
    List<SlopesCode.Stages.Piece> own = pieces.stream().filter(p -> p.fixed() == fixed).toList();
    int parts = (own.size() + TOGETHER - 1) / TOGETHER;
    for (int k = 0; k < parts && parts > 1; k++) {
      int end = Math.min(own.size(), (k + 1) * TOGETHER);
      method(c, name + "_" + k, own.subList(k * TOGETHER, end));
    }
    if (parts <= 1) {
      method(c, name, own);
      return;
    }
    c.withMethodBody(
        name,
        SLOPES,
        ClassFile.ACC_FINAL,
        out -> {
          for (int k = 0; k < parts; k++) {
            out.aload(0).iload(LANE).aload(Y).aload(SLOPE);
            out.invokevirtual(self, name + "_" + k, SLOPES);
          }
          out.return_();
        });
  }

  private void method(ClassBuilder c, String name, List<SlopesCode.Stages.Piece> own) {
    c.withMethodBody(
        name,
        SLOPES,
        ClassFile.ACC_FINAL,
        out -> {
          for (SlopesCode.Stages.Piece piece : own) piece(out, piece);
          out.return_();
        });
  }

  private void piece(CodeBuilder out, SlopesCode.Stages.Piece piece) {
    if (piece.slope()) out.aload(SLOPE);
    else between(out);
    out.loadConstant(piece.array());
    if (piece.function().isPresent()) {
      between(out);
      out.loadConstant(piece.array()).daload();
      MethodTypeDesc type = MethodTypeDesc.of(CD_double, CD_double);
      out.invokestatic(Emitter.ELEMENTARY, piece.function().get(), type);
    } else {
      new Emitter(out, self, new Numbers(), LANE, out.newLabel(), null).value(piece.value());
    }
    out.dastore();
  }

  private void between(CodeBuilder out) {
    out.aload(0).getfield(self, "oneBetween", BlockClass.REALS);
  }

  /// The numbers of the neuron.
  private final class Numbers implements Emitter.Arrays {
    @Override
    public void load(CodeBuilder out, Code.Element e, int lane) {
      switch (e.group()) {
        case INTEGRATED -> out.aload(Y);
        case STATE -> out.aload(0).getfield(self, "oneState", BlockClass.REALS);
        case COEFFICIENT -> out.aload(0).getfield(self, "oneCoefficients", BlockClass.REALS);
        case INPUT -> out.aload(0).getfield(self, "oneInput", BlockClass.REALS);
        default -> between(out);
      }
      out.loadConstant(e.index()).daload();
    }

    @Override
    public void array(CodeBuilder out, Code.Element e) {
      throw new IllegalStateException("slopes assign nothing");
    }
  }
}

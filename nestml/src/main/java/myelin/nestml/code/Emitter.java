package myelin.nestml.code;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import myelin.nestml.code.Code.Kind;
import myelin.nestml.model.Builtin;
import myelin.nestml.run.Elementary;
import myelin.nestml.run.TextBlock;
import myelin.nestml.syntax.Operator;
import org.jspecify.annotations.Nullable;

/// Writes the byte code of expressions and statements about the neuron of one lane.
final class Emitter {

  static final ClassDesc HOST = ClassDesc.of(TextBlock.class.getName());
  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
  static final ClassDesc ELEMENTARY = ClassDesc.of(Elementary.class.getName());
  private static final MethodTypeDesc REAL_1 = MethodTypeDesc.of(CD_double, CD_double);
  private static final MethodTypeDesc REAL_2 = MethodTypeDesc.of(CD_double, CD_double, CD_double);
  private static final MethodTypeDesc LONG_2 = MethodTypeDesc.of(CD_long, CD_long, CD_long);
  private static final MethodTypeDesc LONG_1 = MethodTypeDesc.of(CD_long, CD_long);

  private final CodeBuilder out;
  private final ClassDesc self;
  private final Arrays arrays;

  /// The local variable that holds the lane.
  private final int lane;

  private final Map<String, Integer> locals = new HashMap<>();
  private final Label end;
  private final @Nullable Kind result;

  /// Where the elements of arrays are found.
  interface Arrays {
    /// Pushes the element of the lane.
    void load(CodeBuilder out, Code.Element element, int lane);

    /// Pushes the array.
    void array(CodeBuilder out, Code.Element element);
  }

  /// @param end where a block ends
  /// @param result of a function, null for none
  Emitter(
      CodeBuilder out, ClassDesc self, Arrays arrays, int lane, Label end, @Nullable Kind result) {
    this.out = out;
    this.self = self;
    this.arrays = arrays;
    this.lane = lane;
    this.end = end;
    this.result = result;
  }

  /// Names a local variable that exists already, such as an argument.
  void local(String name, int slot) {
    locals.put(name, slot);
  }

  void effects(List<Effect> effects) {
    effects.forEach(this::effect);
  }

  private void effect(Effect effect) {
    switch (effect) {
      case Effect.Assign a -> assign(a);
      case Effect.If i -> choose(i);
      case Effect.While w -> repeat(w);
      case Effect.Emit e -> {
        out.aload(0).iload(lane);
        value(e.strength());
        value(e.offset());
        out.invokevirtual(self, "emit", MethodTypeDesc.of(CD_void, CD_int, CD_double, CD_double));
      }
      case Effect.Integrate i ->
          out.aload(0)
              .iload(lane)
              .loadConstant(i.system())
              .invokevirtual(self, "integrate", MethodTypeDesc.of(CD_void, CD_int, CD_int));
      case Effect.Run r -> invoke(r.call(), CD_void);
      case Effect.Print p -> print(p);
      case Effect.Return r -> {
        if (r.value().isEmpty() || result == null) {
          out.goto_(end);
        } else {
          value(r.value().get().as(result));
          out.return_(type(result));
        }
      }
    }
  }

  private void assign(Effect.Assign a) {
    switch (a.place()) {
      case Code.Element e -> {
        arrays.array(out, e);
        out.iload(lane);
        value(a.value().as(Kind.REAL));
        out.dastore();
      }
      case Code.Indexed e -> {
        indexed(e);
        out.iload(lane);
        value(a.value().as(Kind.REAL));
        out.dastore();
      }
      case Code.Local l -> {
        int slot = locals.computeIfAbsent(l.name(), n -> out.allocateLocal(type(l.kind())));
        store(a.value().as(l.kind()), slot);
      }
      case Code.Select s -> {
        Code.Local room = new Code.Local("one of several", s.kind());
        assign(new Effect.Assign(room, a.value()));
        select(s, k -> assign(new Effect.Assign(s.elements().get(k), room)));
      }
      default -> throw new IllegalStateException("not a place: " + a.place());
    }
  }

  private void store(Code value, int slot) {
    value(value);
    out.storeLocal(type(value.kind()), slot);
  }

  private void choose(Effect.If i) {
    Label otherwise = out.newLabel();
    Label after = out.newLabel();
    jumpUnless(i.condition(), otherwise);
    effects(i.yes());
    if (!i.no().isEmpty() && !endsInReturn(i.yes())) out.goto_(after);
    out.labelBinding(otherwise);
    effects(i.no());
    out.labelBinding(after);
  }

  private static boolean endsInReturn(List<Effect> effects) {
    return !effects.isEmpty() && effects.getLast() instanceof Effect.Return;
  }

  private void repeat(Effect.While w) {
    Label begin = out.newLabel();
    Label after = out.newLabel();
    out.labelBinding(begin);
    jumpUnless(w.condition(), after);
    effects(w.body());
    out.goto_(begin);
    out.labelBinding(after);
  }

  private void print(Effect.Print p) {
    out.aload(0).iload(lane).loadConstant(p.function()).loadConstant(p.text());
    out.loadConstant(p.values().size()).newarray(TypeKind.DOUBLE);
    for (int v = 0; v < p.values().size(); v++) {
      out.dup().loadConstant(v);
      value(p.values().get(v).as(Kind.REAL));
      out.dastore();
    }
    out.invokevirtual(
        self,
        "print",
        MethodTypeDesc.of(
            CD_void,
            CD_int,
            ConstantDescs.CD_String,
            ConstantDescs.CD_String,
            CD_double.arrayType()));
  }

  /// Jumps unless a condition holds. Of comparisons with NaN only `!=` holds.
  private void jumpUnless(Code condition, Label away) {
    if (condition instanceof Code.Binary b) {
      switch (b.operator()) {
        case AND -> {
          jumpUnless(b.left(), away);
          jumpUnless(b.right(), away);
          return;
        }
        case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, GREATER_EQUAL, GREATER -> {
          compare(b, away);
          return;
        }
        default -> {}
      }
    }
    value(condition.as(Kind.TRUTH));
    out.ifeq(away);
  }

  private void compare(Code.Binary b, Label away) {
    Kind kind = b.left().kind();
    value(b.left());
    value(b.right());
    if (kind == Kind.TRUTH) {
      switch (b.operator()) {
        case EQUAL -> out.if_icmpne(away);
        default -> out.if_icmpeq(away);
      }
      return;
    }
    boolean less = b.operator() == Operator.LESS || b.operator() == Operator.LESS_EQUAL;
    if (kind == Kind.INTEGER) out.lcmp();
    else if (less) out.dcmpg();
    else out.dcmpl();
    switch (b.operator()) {
      case LESS -> out.ifge(away);
      case LESS_EQUAL -> out.ifgt(away);
      case EQUAL -> out.ifne(away);
      case NOT_EQUAL -> out.ifeq(away);
      case GREATER_EQUAL -> out.iflt(away);
      default -> out.ifle(away);
    }
  }

  /// Pushes a value.
  void value(Code code) {
    switch (code) {
      case Code.Real n -> out.loadConstant(n.value());
      case Code.Whole w -> out.loadConstant(w.value());
      case Code.Truth t -> out.loadConstant(t.value() ? 1 : 0);
      case Code.Element e -> arrays.load(out, e, lane);
      case Code.Indexed e -> {
        indexed(e);
        out.iload(lane).daload();
      }
      case Code.Select s -> {
        int room = out.allocateLocal(type(s.kind()));
        store(new Code.Real(0).as(s.kind()), room);
        select(s, k -> store(s.elements().get(k).as(s.kind()), room));
        out.loadLocal(type(s.kind()), room);
      }
      case Code.Local l -> {
        Integer slot = locals.get(l.name());
        if (slot == null) throw new IllegalStateException("no local variable " + l.name());
        out.loadLocal(type(l.kind()), slot);
      }
      case Code.Time t -> out.aload(0).invokevirtual(self, "time", MethodTypeDesc.of(CD_double));
      case Code.Binary b -> binary(b);
      case Code.Negative n -> {
        value(n.operand());
        if (n.kind() == Kind.INTEGER) out.lneg();
        else out.dneg();
      }
      case Code.Not n -> {
        value(n.operand());
        if (n.kind() == Kind.INTEGER) out.loadConstant(-1L).lxor();
        else out.loadConstant(1).ixor();
      }
      case Code.Choice c -> {
        Label no = out.newLabel();
        Label after = out.newLabel();
        jumpUnless(c.condition(), no);
        value(c.yes());
        out.goto_(after);
        out.labelBinding(no);
        value(c.no());
        out.labelBinding(after);
      }
      case Code.Tick t -> {
        value(t.time());
        value(t.h());
        out.invokestatic(ELEMENTARY, "tick", REAL_2);
      }
      case Code.Cast c -> cast(c);
      case Code.Apply a -> apply(a);
      case Code.Invoke i -> invoke(i, type(i.kind()).upperBound());
    }
  }

  private void indexed(Code.Indexed e) {
    out.aload(0);
    out.loadConstant(e.first()).loadConstant(e.size());
    value(e.index().as(Kind.INTEGER));
    out.iload(lane);
    out.invokevirtual(
        self, "element", MethodTypeDesc.of(CD_double.arrayType(), CD_int, CD_int, CD_long, CD_int));
  }

  /// Writes a switch by the index of a selection.
  private void select(Code.Select s, IntConsumer one) {
    int n = s.elements().size();
    out.aload(0);
    value(s.index().as(Kind.INTEGER));
    out.loadConstant(n).iload(lane);
    out.invokevirtual(self, "place", MethodTypeDesc.of(CD_int, CD_long, CD_int, CD_int));
    int place = out.allocateLocal(TypeKind.INT);
    out.istore(place);
    BlockClass.cases(out, place, n, (o, k) -> one.accept(k));
  }

  private void binary(Code.Binary b) {
    switch (b.operator()) {
      case AND, OR, LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, GREATER_EQUAL, GREATER -> {
        truth(b);
        return;
      }
      case POWER, DIVIDE -> {
        value(b.left().as(Kind.REAL));
        value(b.right().as(Kind.REAL));
        if (b.operator() == Operator.DIVIDE) out.ddiv();
        else out.invokestatic(ELEMENTARY, "pow", REAL_2);
        return;
      }
      default -> {}
    }
    value(b.left());
    value(b.right());
    boolean whole = b.left().kind() == Kind.INTEGER;
    switch (b.operator()) {
      case TIMES -> out.with(operator(whole, "mul"));
      case PLUS -> out.with(operator(whole, "add"));
      case MINUS -> out.with(operator(whole, "sub"));
      case TRUNCATED_DIVIDE -> out.invokestatic(ELEMENTARY, "quotient", LONG_2);
      case MODULO -> out.invokestatic(ELEMENTARY, "remainder", LONG_2);
      case SHIFT_LEFT -> out.l2i().lshl();
      case SHIFT_RIGHT -> out.l2i().lshr();
      case BIT_AND -> out.land();
      case BIT_XOR -> out.lxor();
      default -> out.lor();
    }
  }

  private static OperatorInstruction operator(boolean whole, String name) {
    Opcode code =
        switch (name) {
          case "mul" -> whole ? Opcode.LMUL : Opcode.DMUL;
          case "add" -> whole ? Opcode.LADD : Opcode.DADD;
          default -> whole ? Opcode.LSUB : Opcode.DSUB;
        };
    return OperatorInstruction.of(code);
  }

  private void truth(Code.Binary b) {
    boolean either = b.operator() == Operator.OR;
    Label no = out.newLabel();
    Label after = out.newLabel();
    jumpUnless(either ? b.left() : b, no);
    out.loadConstant(1).goto_(after);
    out.labelBinding(no);
    if (either) value(b.right().as(Kind.TRUTH));
    else out.loadConstant(0);
    out.labelBinding(after);
  }

  private void cast(Code.Cast c) {
    value(c.operand());
    switch (c.operand().kind()) {
      case INTEGER -> {
        if (c.kind() == Kind.REAL) out.l2d();
        else out.loadConstant(0L).lcmp().loadConstant(1).iand();
      }
      case REAL -> {
        if (c.kind() == Kind.INTEGER) out.d2l();
        else out.invokestatic(ELEMENTARY, "isTrue", MethodTypeDesc.of(CD_int, CD_double));
      }
      case TRUTH -> {
        if (c.kind() == Kind.REAL) out.i2d();
        else out.i2l();
      }
    }
  }

  private void apply(Code.Apply a) {
    if (a.function().kind() == Builtin.Kind.RANDOM) {
      out.aload(0).iload(lane);
      List<ClassDesc> types = new ArrayList<>(List.of(CD_int));
      for (Code part : a.parts()) {
        value(part.as(Kind.REAL));
        types.add(CD_double);
      }
      out.invokevirtual(
          self,
          a.function().text().substring("random_".length()),
          MethodTypeDesc.of(CD_double, types.toArray(ClassDesc[]::new)));
      if (a.kind() == Kind.INTEGER) out.d2l();
      return;
    }
    if (a.function() == Builtin.STEPS) out.aload(0);
    for (Code part : a.parts()) value(part.as(a.kind()));
    boolean whole = a.kind() == Kind.INTEGER;
    switch (a.function()) {
      case MIN, MAX -> out.invokestatic(MATH, a.function().text(), whole ? LONG_2 : REAL_2);
      case ABS -> out.invokestatic(MATH, "abs", whole ? LONG_1 : REAL_1);
      case CEIL, FLOOR, ROUND -> {
        ClassDesc owner = a.function() == Builtin.ROUND ? ELEMENTARY : MATH;
        if (!whole) out.invokestatic(owner, a.function().text(), REAL_1);
      }
      case CLIP ->
          out.invokestatic(
              ELEMENTARY, "clip", MethodTypeDesc.of(CD_double, CD_double, CD_double, CD_double));
      case POW -> out.invokestatic(ELEMENTARY, "pow", REAL_2);
      case STEPS -> out.invokevirtual(self, "steps", REAL_1);
      case LN -> out.invokestatic(ELEMENTARY, "log", REAL_1);
      default -> out.invokestatic(ELEMENTARY, a.function().text(), REAL_1);
    }
  }

  private void invoke(Code.Invoke call, ClassDesc result) {
    out.aload(0).iload(lane);
    List<ClassDesc> types = new ArrayList<>(List.of(CD_int));
    for (Code part : call.parts()) {
      value(part);
      types.add(type(part.kind()).upperBound());
    }
    out.invokevirtual(
        self,
        "function_" + call.function(),
        MethodTypeDesc.of(result, types.toArray(ClassDesc[]::new)));
  }

  /// The type of a kind in byte code.
  static TypeKind type(Kind kind) {
    return switch (kind) {
      case REAL -> TypeKind.DOUBLE;
      case INTEGER -> TypeKind.LONG;
      case TRUTH -> TypeKind.INT;
    };
  }
}

package myelin.nestml.code;

import static java.lang.constant.ConstantDescs.CD_double;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import myelin.nestml.code.Code.Kind;
import myelin.nestml.syntax.Operator;

/// Writes a loop over synapses that have all in common and hear nothing but their source: time
/// passes, then the source fires.
///
/// What the synapses have in common is read before the loop. The variables of each are read before
/// any is written, and written once: HotSpot does not know that their arrays are distinct, and
/// would otherwise read again what it has just written.
///
/// @param self the class that is written
/// @param advance what is done as time passes
/// @param pre what is done at a spike of the source
/// @param sends whether spikes arrive with another weight than the synapse's, or do not
/// @param isOwn whether each synapse has its own value of an element
record RowLoop(
    ClassDesc self,
    List<Effect> advance,
    List<Effect> pre,
    boolean sends,
    Predicate<Code.Element> isOwn) {

  /// The synapses from the first argument up to the second, without the latter.
  static final MethodTypeDesc TYPE = MethodTypeDesc.of(CD_void, CD_int, CD_int);

  private static final Code.Local SENT = new Code.Local("what is sent", Kind.REAL);
  private static final int FROM = 1;
  private static final int TO = 2;

  /// With more variables, or more parts of expressions, the loop is too long to be compiled well.
  private static final int MOST_VARIABLES = 24;

  private static final int MOST_PARTS = 1000;

  /// Whether there can be such a loop: its statements only assign, choose and send.
  boolean isPossible() {
    return Stream.of(advance, pre).allMatch(RowLoop::isPlain)
        && own().size() <= MOST_VARIABLES
        && parts(advance) + parts(pre) <= MOST_PARTS;
  }

  private static boolean isPlain(List<Effect> effects) {
    return effects.stream()
        .allMatch(e ->
            switch (e) {
              case Effect.Assign a -> isPlain(a.place()) && isPlain(a.value());
              case Effect.If i -> isPlain(i.condition()) && isPlain(i.yes()) && isPlain(i.no());
              case Effect.Emit s -> isPlain(s.strength());
              default -> false;
            });
  }

  private static boolean isPlain(Code code) {
    return !(code instanceof Code.Invoke)
        && !(code instanceof Code.Indexed)
        && !(code instanceof Code.Select)
        && code.parts().stream().allMatch(RowLoop::isPlain);
  }

  private static int parts(List<Effect> effects) {
    int[] n = {0};
    Rewriting.mapped(
        effects,
        c -> {
          n[0]++;
          return c;
        });
    return n[0];
  }

  /// The variables of a synapse.
  private Set<Code.Element> own() {
    Set<Code.Element> all = new LinkedHashSet<>();
    for (List<Effect> effects : List.of(advance, pre)) {
      Rewriting.elements(
          effects,
          e -> {
            if (isOwn.test(e)) all.add(e);
          });
    }
    return all;
  }

  /// Writes the method.
  ///
  /// @param passing where `advance` finds its numbers
  /// @param firing where `pre` finds its numbers
  void write(ClassBuilder c, String name, Emitter.Arrays passing, Emitter.Arrays firing) {
    c.withMethodBody(name, TYPE, ClassFile.ACC_FINAL, out -> write(out, passing, firing));
  }

  private void write(CodeBuilder out, Emitter.Arrays passing, Emitter.Arrays firing) {
    int i = out.allocateLocal(TypeKind.INT);
    out.iload(FROM).istore(i);
    Room first = new Room(out, passing, advance, i);
    Room second = new Room(out, firing, pre, i);
    Map<Code.Element, Integer> arrays = new HashMap<>();
    for (Code.Element e : own()) {
      firing.array(out, e);
      arrays.put(e, stored(out, TypeKind.REFERENCE));
    }
    int sent = out.allocateLocal(TypeKind.DOUBLE);
    int unsent = -1;
    int toSend = -1;
    if (sends) {
      out.aload(0).getfield(self, "unsent", CD_double);
      unsent = stored(out, TypeKind.DOUBLE);
      out.aload(0).getfield(self, "sent", BlockClass.REALS);
      toSend = stored(out, TypeKind.REFERENCE);
    }
    Label test = out.newLabel();
    Label begin = out.newLabel();
    out.goto_(test).labelBinding(begin);
    out.aload(0).iload(i).invokevirtual(self, "turnTo", MethodTypeDesc.of(CD_void, CD_int));
    Map<Code.Element, Integer> now = new HashMap<>();
    arrays.forEach((e, array) -> {
      out.aload(array).iload(i).daload();
      now.put(e, stored(out, TypeKind.DOUBLE));
    });
    if (sends) out.dload(unsent).dstore(sent);
    first.effects(advance, now, sent);
    second.effects(pre, now, sent);
    for (Code.Element e : written()) {
      out.aload(slot(arrays, e)).iload(i).dload(slot(now, e)).dastore();
    }
    if (sends) out.aload(toSend).iload(i).dload(sent).dastore();
    out.iinc(i, 1).labelBinding(test);
    out.iload(i).iload(TO).if_icmplt(begin).return_();
  }

  /// The variables that are changed.
  private List<Code.Element> written() {
    Set<Integer> places = new HashSet<>();
    for (Effect e : advance) places.addAll(LoopCode.written(e));
    for (Effect e : pre) places.addAll(LoopCode.written(e));
    return own().stream().filter(e -> places.contains(e.index())).toList();
  }

  /// Moves a number or an array from the stack to a new local variable.
  private static int stored(CodeBuilder out, TypeKind type) {
    int slot = out.allocateLocal(type);
    out.storeLocal(type, slot);
    return slot;
  }

  private static int slot(Map<Code.Element, Integer> slots, Code.Element e) {
    return Objects.requireNonNull(slots.get(e), "not read");
  }

  /// The statements of one event, and what they read.
  private final class Room implements Emitter.Arrays {
    private final CodeBuilder out;
    private final int i;

    /// What the synapses have in common, read before the loop.
    private final Map<Code.Element, Integer> common = new HashMap<>();

    Room(CodeBuilder out, Emitter.Arrays source, List<Effect> effects, int i) {
      this.out = out;
      this.i = i;
      Rewriting.elements(
          effects,
          e -> {
            if (isOwn.test(e) || common.containsKey(e)) return;
            source.load(out, e, i);
            common.put(e, stored(out, TypeKind.DOUBLE));
          });
    }

    /// Writes the statements.
    ///
    /// @param now the synapse's variables
    /// @param sent what is sent
    void effects(List<Effect> effects, Map<Code.Element, Integer> now, int sent) {
      Emitter emitter = new Emitter(out, self, this, i, out.newLabel(), null);
      emitter.local(SENT.name(), sent);
      now.forEach((e, slot) -> emitter.local(local(e).name(), slot));
      emitter.effects(
          Rewriting.mapped(
              sending(effects), c -> c instanceof Code.Element e && isOwn.test(e) ? local(e) : c));
    }

    private static Code.Local local(Code.Element e) {
      return new Code.Local("variable " + e.index(), Kind.REAL);
    }

    /// The statements with spikes that are added to what is sent; the first replaces NaN.
    private static List<Effect> sending(List<Effect> effects) {
      List<Effect> all = new ArrayList<>();
      Code.Local spike = new Code.Local("a spike", Kind.REAL);
      Code isFirst = new Code.Binary(Operator.NOT_EQUAL, SENT, SENT);
      Code sum = new Code.Binary(Operator.PLUS, SENT, spike);
      for (Effect e : effects) {
        switch (e) {
          case Effect.Emit s -> {
            all.add(new Effect.Assign(spike, s.strength().as(Kind.REAL)));
            all.add(new Effect.Assign(SENT, new Code.Choice(isFirst, spike, sum)));
          }
          case Effect.If f ->
              all.add(new Effect.If(f.condition(), sending(f.yes()), sending(f.no())));
          default -> all.add(e);
        }
      }
      return all;
    }

    @Override
    public void load(CodeBuilder code, Code.Element e, int lane) {
      code.dload(slot(common, e));
    }

    @Override
    public void array(CodeBuilder code, Code.Element e) {
      throw new IllegalStateException("not an array: " + e);
    }
  }
}

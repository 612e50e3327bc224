package myelin.value;

import static myelin.Names.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import myelin.Names;
import myelin.engine.base.BadInput;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.random.RandomStream;
import myelin.value.Dimension.Length;
import myelin.value.Dimension.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Values that are saved and loaded are written alike and draw the same bits.
class SavedValuesTest {

  private static final Quantity<Length> X = target_pos(0).minus(source_pos(0));
  private static final Quantity<Length> Y = target_pos(1).minus(source_pos(1));

  @TempDir Path folder;

  static Stream<Quantity<?>> values() {
    Quantity<Scalar> d = distance().per(um(0.7));
    return Stream.of(
        number(0.1),
        mV(-65),
        numbers(1, 2, 3),
        pA(0.3).plus(pA(0.1).times(uniform(0, 1))),
        uniform(mV(-70), mV(-60)),
        uniform_int(7),
        normal(ms(1.5), ms(0.5)),
        normal(ms(1.5), ms(0.5)).redraw(ms(0.1), ms(3)),
        normal(1, 2).redraw(number(0), number(3)).redraw(number(1), number(2)),
        lognormal(0.3, 0.7),
        exponential(ms(4)),
        distance(),
        distance(2).per(um(1)),
        pos(1),
        X.negative(),
        d.times(d).plus(d).minus(exp(d.negative())),
        quotient(number(1), d.plus(number(1))).dividedBy(3),
        pow(d, -1.5),
        sin(d).times(cos(d)),
        min(d, number(0.5)).times(max(d, number(0.2))),
        conditional(less(d, number(0.5)), uniform(0, 1), number(3)),
        conditional(atMost(X, um(0.5)), d, equal(d, d).times(2)),
        exponential(distance(), um(0.1)).times(3),
        gaussian(distance(), um(0.3), um(0.05)),
        gamma(distance(), 1.7, um(0.2)),
        gaussian2D(X, Y, um(0.1), um(0.2), um(0.3), um(0.4), -0.25),
        gabor(X, Y, deg(30), 0.8, um(0.4), um(0.5), deg(20)));
  }

  @ParameterizedTest
  @MethodSource("values")
  void whatIsLoadedDrawsTheSameNumbers(Quantity<?> value) throws IOException {
    Quantity<?> loaded = loaded(value);
    assertThat(loaded).hasToString(value.toString());
    assertThat(loaded.unit()).isEqualTo(value.unit());
    assertThat(loaded.length()).isEqualTo(value.length());
    assertThat(loaded.bounds()).isEqualTo(value.bounds());
    assertThat(loaded.gauss()).isEqualTo(value.gauss());
    assertThat(loaded.isDrawn()).isEqualTo(value.isDrawn());
    assertThat(loaded.isSpatial()).isEqualTo(value.isSpatial());
    assertThat(draws(loaded)).isEqualTo(draws(value));
  }

  private static double[] draws(Quantity<?> value) {
    RandomStream places = new RandomStream(1);
    RandomStream random = new RandomStream(2);
    double[] drawn = new double[value.length() < 0 ? 1000 : value.length()];
    for (int i = 0; i < drawn.length; i++) {
      places.at(RandomStream.Purpose.APART, 0, i);
      Place place = new Place();
      for (int k = 0; k < Place.MOST; k++) {
        place.source(k, places.nextDouble());
        place.target(k, places.nextDouble());
        place.away(k, Math.abs(place.source(k) - place.target(k)));
      }
      drawn[i] = value.draw(random.at(RandomStream.Purpose.APART, 1, i), i, place);
    }
    return drawn;
  }

  /// A function that is added must be saved, too.
  @Test
  void everyFunctionIsAmongThem() {
    Set<String> words =
        values()
            .flatMap(v -> Arrays.stream(v.toString().split("\\W+")))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> operators = Set.of("pow", "quotient", "less", "atMost", "equal");
    Set<String> units =
        Arrays.stream(Units.class.getDeclaredMethods())
            .map(Method::getName)
            .collect(Collectors.toSet());
    List<String> functions =
        Arrays.stream(Names.class.getMethods())
            .filter(m -> m.getReturnType() == Quantity.class)
            .map(Method::getName)
            .filter(name -> !units.contains(name) && !operators.contains(name))
            .distinct()
            .toList();
    assertThat(functions).hasSizeGreaterThan(15);
    assertThat(words).containsAll(functions);
  }

  /// A value that is made of itself over and over takes as many parts as it has steps.
  @Test
  void partsAreSavedOnce() throws IOException {
    Quantity<Scalar> value = uniform(0, 1);
    for (int n = 0; n < 40; n++) value = value.plus(value);
    loaded(value);
    assertThat(Files.size(folder.resolve("value"))).isBetween(500L, 2000L);
  }

  @Test
  void aDamagedValueIsRefused() throws IOException {
    refused(
        "there is no function cube",
        out -> {
          out.put(1);
          out.put("cube");
          out.put(new int[0]);
        });
    refused(
        "made of one that is not there",
        out -> {
          out.put(1);
          out.put("exp");
          out.put(new int[1]);
        });
    refused(
        "there is no unit V",
        out -> {
          out.put(1);
          out.put("");
          out.put("V");
          out.put(true);
          out.put(new double[1]);
        });
    refused("a value is missing", out -> out.put(0));
    refused(
        "std = 0 must be above 0",
        out -> {
          out.put(3);
          out.put("distance");
          out.put(new int[0]);
          out.put("");
          out.put("NONE");
          out.put(true);
          out.put(new double[1]);
          out.put("gaussian");
          out.put(0, 1, 1);
        });
  }

  private interface Content {
    void write(CheckpointWriter out) throws IOException;
  }

  private Quantity<?> loaded(Quantity<?> value) throws IOException {
    CheckpointReader in = file(out -> SavedValues.save(value, out));
    Quantity<?> loaded = SavedValues.load(in);
    in.finish();
    return loaded;
  }

  private CheckpointReader file(Content content) throws IOException {
    Path file = folder.resolve("value");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      CheckpointWriter out = new CheckpointWriter(channel);
      content.write(out);
      out.finish();
    }
    return new CheckpointReader(FileChannel.open(file, StandardOpenOption.READ), "value");
  }

  private void refused(String words, Content content) throws IOException {
    CheckpointReader in = file(content);
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> SavedValues.load(in))
        .withMessageContainingAll("cannot load value", "damaged", words);
  }
}

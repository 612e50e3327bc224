package myelin;

import static myelin.Names.all_to_all;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.poisson_generator;
import static myelin.Names.spike_recorder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import myelin.analysis.Spikes;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The page that shows a network while it is simulated, as a browser asks for it.
class LiveTest {

  private static final double LONG = 1e7;

  private record Net(Simulator sim, NodeCollection cells, NodeCollection recorder) {}

  private static Net net() {
    Simulator sim = Simulator.builder().threads(2).seed(5).build();
    NodeCollection cells = sim.create(iaf_psc_alpha, 20);
    NodeCollection noise = sim.create(poisson_generator.with("rate", 20_000.0));
    NodeCollection recorder = sim.create(spike_recorder);
    sim.connect(noise, cells, Synapse.model("static_synapse").with("weight", 50.0));
    sim.connect(cells, cells, all_to_all(), Synapse.model("stdp_synapse").with("weight", 2.0));
    sim.connect(cells, recorder);
    return new Net(sim, cells, recorder);
  }

  private static HttpURLConnection asked(String method, URI uri) throws IOException {
    HttpURLConnection asked = (HttpURLConnection) uri.toURL().openConnection();
    asked.setRequestMethod(method);
    return asked;
  }

  private static int status(String method, URI uri) throws IOException {
    return asked(method, uri).getResponseCode();
  }

  private static String state(URI page) throws IOException {
    try (InputStream in = asked("GET", page.resolve("state?spikes=0")).getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void post(URI page, String what) throws IOException {
    assertThat(status("POST", page.resolve(what))).isEqualTo(200);
  }

  private static double number(String state, String key) {
    Matcher m = Pattern.compile("\"" + key + "\":([-0-9.eE]+)").matcher(state);
    assertThat(m.find()).as("%s in %s", key, state).isTrue();
    return Double.parseDouble(m.group(1));
  }

  private interface Wish {
    boolean isTrue(String state);
  }

  private static String await(URI page, Wish wish) throws IOException, InterruptedException {
    while (true) {
      String state = state(page);
      if (wish.isTrue(state)) return state;
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Test
  @Timeout(60)
  void aRunIsShownPausedAndStopped() throws Exception {
    Net net = net();
    URI page = net.sim.live(0);
    CompletableFuture<Result> run = CompletableFuture.supplyAsync(() -> net.sim.simulate(LONG));
    await(page, s -> s.contains("\"now\":") && number(s, "now") > 50);
    post(page, "trace?id=3&variable=V_m");
    post(page, "weights?model=stdp_synapse");
    String state =
        await(
            page, s -> !s.contains("\"weights\":[]") && s.contains("\"label\":\"V_m of 3 (mV)\""));
    assertThat(state).contains("\"model\":\"iaf_psc_alpha\",\"first\":1,\"size\":20");
    assertThat(number(state, "rows")).isEqualTo(20);
    assertThat(number(state, "fired")).isPositive();
    post(page, "pause");
    double paused = number(await(page, s -> number(s, "paused") == 1), "now");
    TimeUnit.MILLISECONDS.sleep(300);
    double later = number(state(page), "now");
    TimeUnit.MILLISECONDS.sleep(200);
    assertThat(number(state(page), "now")).isEqualTo(later);
    post(page, "go");
    await(page, s -> number(s, "now") > later + 10);
    assertThat(later).isGreaterThanOrEqualTo(paused);
    post(page, "stop");
    run.get(20, TimeUnit.SECONDS);
    assertThat(net.sim.time()).isLessThan(LONG);
    assertThat(number(state(page), "running")).isZero();
    assertThat(number(state(page), "now")).isEqualTo(net.sim.time());
  }

  @Test
  @Timeout(60)
  void aRunThatIsWatchedHasTheSameSpikes() throws Exception {
    Net plain = net();
    plain.sim.simulate(300);
    Net watched = net();
    URI page = watched.sim.live(0);
    CompletableFuture<Void> asking =
        CompletableFuture.runAsync(() -> {
          try {
            for (int k = 0; k < 20; k++) {
              post(page, k % 2 == 0 ? "weights?model=stdp_synapse" : "trace?id=1&variable=V_m&add");
              state(page);
            }
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    watched.sim.simulate(300);
    asking.get(20, TimeUnit.SECONDS);
    Spikes expected = plain.sim.spikes(plain.recorder);
    Spikes found = watched.sim.spikes(watched.recorder);
    assertThat(found.times()).isEqualTo(expected.times());
    assertThat(found.senders()).isEqualTo(expected.senders());
    assertThat(found.times()).isNotEmpty();
  }

  @Test
  @Timeout(60)
  void thePageFollowsTheNetworkThatRuns() throws Exception {
    Net first = net();
    URI page = first.sim.live(0);
    first.sim.simulate(20);
    double before = number(state(page), "arrangement");
    Simulator second = Simulator.builder().threads(1).build();
    second.create(iaf_psc_alpha, 30);
    second.live(0);
    second.simulate(50);
    assertThat(number(state(page), "neurons")).isEqualTo(30);
    assertThat(number(state(page), "arrangement")).isNotEqualTo(before);
    first.sim.simulate(100);
    assertThat(number(state(page), "neurons")).isEqualTo(20);
    assertThat(number(state(page), "now")).isEqualTo(120);
    first.sim.create(iaf_psc_alpha, 5);
    first.sim.simulate(10);
    assertThat(state(page)).contains("\"first\":23,\"size\":5,\"rows\":5");
    assertThat(number(state(page), "spikesNext")).isLessThan(500);
  }

  @Test
  @Timeout(60)
  void aRunThatIsStoppedWhilePausedDoesNotPauseTheNext() throws Exception {
    Net net = net();
    URI page = net.sim.live(0);
    post(page, "pause");
    CompletableFuture<Result> run = CompletableFuture.supplyAsync(() -> net.sim.simulate(LONG));
    await(page, s -> s.contains("\"now\":") && number(s, "running") == 1);
    post(page, "stop");
    run.get(20, TimeUnit.SECONDS);
    double stopped = net.sim.time();
    net.sim.simulate(10);
    assertThat(net.sim.time()).isEqualTo(stopped + 10);
  }

  @Test
  void numbersThatJsonLacksAreNull() throws Exception {
    Simulator sim = Simulator.builder().threads(1).build();
    NodeCollection cell = sim.create(iaf_psc_alpha.with("V_th", Double.POSITIVE_INFINITY), 1);
    URI page = sim.live(0);
    sim.simulate(1);
    post(page, "trace?id=1&variable=V_m");
    cell.set("V_m", 1e45);
    sim.simulate(1);
    assertThat(state(page)).contains("E4").doesNotContain("Infinity").doesNotContain("NaN");
  }

  @Test
  void othersFindNothing() throws Exception {
    Net net = net();
    URI page = net.sim.live(0);
    assertThat(page.getHost()).isEqualTo("127.0.0.1");
    assertThat(status("GET", page)).isEqualTo(200);
    assertThat(status("GET", page.resolve("/"))).isEqualTo(404);
    assertThat(status("GET", page.resolve("/0123456789abcdef0123456789abcdef/"))).isEqualTo(404);
    assertThat(status("POST", page.resolve("/stop"))).isEqualTo(404);
    assertThat(status("GET", page.resolve("stop"))).isEqualTo(405);
    assertThat(status("GET", page.resolve("live.html"))).isEqualTo(404);
    post(page, "trace?id=99&variable=V_m");
    post(page, "trace?id=x&variable=%FF");
    post(page, "weights?model=none");
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> net.sim.live(70_000))
        .withMessageContaining("65535");
  }
}

package myelin.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import myelin.engine.base.BadInput;
import org.jspecify.annotations.Nullable;

/// Serves the page at an address of this machine alone, 127.0.0.1, behind a token in its path. One
/// server shows, of all networks of the program, the one that was simulated last.
public final class LiveServer {

  private static final String PORT = "MYELIN_LIVE";
  private static final int TOKEN_BYTES = 16;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  private static @Nullable LiveServer only;

  private final HttpServer server;
  private final String path;

  /// The network keeps it; the server must not keep a network that the program has dropped.
  private volatile WeakReference<LiveView> view = new WeakReference<>(null);

  private LiveServer(int port) {
    byte[] token = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(token);
    path = "/" + HexFormat.of().formatHex(token) + "/";
    try {
      InetAddress here = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
      server = HttpServer.create(new InetSocketAddress(here, port), 0);
    } catch (IOException e) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "live(%d): port %d of 127.0.0.1 is not free (%s); take another, or 0 for any"
              .formatted(port, port, e.getMessage()),
          e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "myelin-live");
              thread.setDaemon(true);
              return thread;
            }));
    start(server);
  }

  /// Starts a server whose own thread, as those that answer, does not keep the program alive.
  private static void start(HttpServer server) {
    Thread starting = new Thread(server::start, "myelin-live");
    starting.setDaemon(true);
    starting.start();
    boolean interrupted = false;
    while (true) {
      try {
        starting.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }

  /// Whether the environment asks for the page, as `--live` does.
  public static boolean isAsked() {
    return !System.getenv().getOrDefault(PORT, "").isEmpty();
  }

  /// Whether there is a page already.
  public static synchronized boolean isRunning() {
    return only != null;
  }

  /// The port that the environment asks for; 0 for any.
  ///
  /// @throws BadInput if it is no port
  public static int askedPort() {
    String port = System.getenv().getOrDefault(PORT, "");
    try {
      return Integer.parseInt(port);
    } catch (NumberFormatException e) {
      throw new BadInput(BadInput.Kind.VALUE, "--live %s: it must be a port".formatted(port), e);
    }
  }

  /// The server of this program, which is started if there is none.
  ///
  /// @param port where it is started; 0 for any that is free
  /// @throws BadInput if the port is not free, or no port
  public static synchronized LiveServer start(int port) {
    if (port < 0 || port > 0xFFFF) {
      throw new BadInput(
          BadInput.Kind.VALUE, "live(%d): a port is between 0 and 65535".formatted(port));
    }
    LiveServer running = only;
    if (running != null) return running;
    only = new LiveServer(port);
    return only;
  }

  /// Shows a network from now on.
  public void show(LiveView another) {
    view = new WeakReference<>(another);
  }

  /// The address of the page.
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = exchange.getRequestURI().getRawPath();
      if (!asked.startsWith(path)) {
        send(exchange, NOT_FOUND, "text/plain", "Not found\n".getBytes(StandardCharsets.UTF_8));
        return;
      }
      String what = asked.substring(path.length());
      Map<String, String> values = values(exchange.getRequestURI().getRawQuery());
      boolean posts = exchange.getRequestMethod().equals("POST");
      switch (what) {
        case "" -> send(exchange, OK, "text/html; charset=utf-8", page());
        case "state" -> state(exchange, values);
        case "pause", "go", "stop", "save", "trace", "weights" -> {
          if (!posts) send(exchange, NOT_ALLOWED, "text/plain", new byte[0]);
          else act(exchange, what, values);
        }
        default -> send(exchange, NOT_FOUND, "text/plain", new byte[0]);
      }
    }
  }

  private void state(HttpExchange exchange, Map<String, String> values) throws IOException {
    LiveView shown = view.get();
    String[] traces = values.getOrDefault("traces", "").split(",", -1);
    LiveView.Known known =
        new LiveView.Known(
            whole(values.get("spikes")),
            whole(values.get("rates")),
            whole(values.get("list")),
            Arrays.stream(traces).mapToLong(LiveServer::whole).toArray());
    String json = shown == null ? "{}" : shown.state(known);
    send(exchange, OK, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  private void act(HttpExchange exchange, String what, Map<String, String> values)
      throws IOException {
    LiveView shown = view.get();
    if (shown != null) {
      switch (what) {
        case "pause" -> shown.pause(true);
        case "go" -> shown.pause(false);
        case "stop" -> shown.stop();
        case "save" -> shown.askToSave();
        case "weights" -> shown.askForWeights(values.getOrDefault("model", ""));
        default ->
            shown.follow(
                whole(values.get("id")),
                values.getOrDefault("variable", ""),
                values.containsKey("add"));
      }
    }
    send(exchange, OK, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
  }

  /// A number that is asked for; 0 where there is none.
  private static long whole(@Nullable String text) {
    try {
      return text == null ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static Map<String, String> values(@Nullable String query) {
    Map<String, String> values = new HashMap<>();
    if (query == null) return values;
    for (String pair : query.split("&", -1)) {
      int at = pair.indexOf('=');
      if (at < 0) values.put(pair, "");
      else values.put(pair.substring(0, at), decoded(pair.substring(at + 1)));
    }
    return values;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static byte[] page() {
    try (InputStream in =
        Objects.requireNonNull(LiveServer.class.getResourceAsStream("live.html"), "live.html")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
    exchange
        .getResponseHeaders()
        .set(
            "Content-Security-Policy",
            "default-src 'self' 'unsafe-inline'; frame-ancestors 'none'");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length == 0) return;
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}

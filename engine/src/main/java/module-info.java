/// The machine room: time grid, populations, input rings, connection tables, spike exchange, random
/// numbers. It knows no model, no file and no user; it depends on nothing but `java.base`.
module myelin.engine {
  requires static org.jspecify;

  exports myelin.engine;
}

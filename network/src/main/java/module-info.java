/// What users program against: create nodes, connect them, simulate, look at results. `import
/// module myelin;` brings all of it, the analysis of recorded data included.
module myelin {
  requires transitive myelin.analysis;
  requires transitive myelin.engine;
  requires transitive myelin.models;
  requires myelin.nestml;
  requires jdk.httpserver;
  requires static org.jspecify;

  exports myelin;
  exports myelin.connect;
  exports myelin.connectome;
  exports myelin.growth;
  exports myelin.node;
  exports myelin.space;
  exports myelin.value;

  uses myelin.engine.base.RanksProvider;
}

/// What to do with recorded data: spikes read from files, statistics of spike trains, plots.
///
/// The module knows recordings only; it does not depend on the simulator, so it serves files
/// written by Myelin and by NEST alike.
@SuppressWarnings("requires-automatic")
module myelin.analysis {
  requires java.desktop;
  requires java.xml;
  requires org.apache.xmlgraphics.batik.awt.util;
  requires org.apache.xmlgraphics.batik.svggen;
  requires org.jfree.jfreechart;
  requires static org.jspecify;

  exports myelin.analysis;
}

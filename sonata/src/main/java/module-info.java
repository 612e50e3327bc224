/// Networks in SONATA's format, read from HDF5, CSV and JSON, and their output, written to HDF5.
module myelin.sonata {
  requires transitive myelin;
  requires static org.jspecify;
  requires io.jhdf;
  requires tools.jackson.databind;
  // jhdf is no named module, and cannot ask for what it needs
  requires com.ning.compress.lzf;
  requires org.apache.commons.lang3;
  requires org.slf4j;

  exports myelin.sonata;
}

/** The catalogue of op cases and whole training runs, and what checks a backend by them. */
module dev.trine.conformance {
  requires transitive dev.trine.core;
  requires java.management;
  requires jdk.management;

  exports dev.trine.conformance;
  exports dev.trine.conformance.bits;
  exports dev.trine.conformance.catalogue;
  exports dev.trine.conformance.generation;
  exports dev.trine.conformance.graph;
  exports dev.trine.conformance.harness;
  exports dev.trine.conformance.training;
  exports dev.trine.conformance.transfer;
}

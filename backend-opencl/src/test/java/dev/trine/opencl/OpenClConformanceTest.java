package dev.trine.opencl;

import dev.trine.conformance.catalogue.Tier;
import dev.trine.verification.record.FamilyRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The catalogue on every OpenCL device of this machine. */
class OpenClConformanceTest {
  private final CatalogueTests tests =
      new CatalogueTests(Tier.NORMAL, Runnable::run, 1, FamilyRecord.none());

  @TestFactory
  Stream<DynamicNode> agreesWithTheReference() {
    return Required.devices().stream().flatMap(found -> tests.of(found.device().index()));
  }

  @AfterEach
  void close() {
    tests.close();
  }
}

package dev.trine.verification.summary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small Maven project after its tests: two modules, and what Maven left there. */
record Checkout(Path root) {
  static Checkout in(Path root) throws IOException {
    Checkout checkout = new Checkout(root);
    checkout.write(
        "pom.xml",
        "<project><name>Trine</name><modules><module>core</module><module>cli</module></modules></project>");
    checkout.write("core/pom.xml", "<project><name>Trine core</name></project>");
    checkout.write("cli/pom.xml", "<project><name>Trine command line</name></project>");
    checkout.write("verification/budgets.txt", "core 1.5 # a comment\n\n./verify 15\n");
    return checkout;
  }

  /** A report as Surefire writes it. */
  void report(String module, String folder, String java, String testcases) throws IOException {
    write(
        "%s/target/%s/TEST-a.B%s.xml".formatted(module, folder, java),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite name="a.B" time="0.4">
          <properties>
            <property name="java.specification.version" value="%s"/>
          </properties>
          %s
        </testsuite>
        """
            .formatted(java, testcases));
  }

  /** Maven's output. */
  Path log(String name, String text) throws IOException {
    return write(name, text);
  }

  private Path write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}

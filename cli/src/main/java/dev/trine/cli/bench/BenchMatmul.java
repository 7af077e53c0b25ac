package dev.trine.cli.bench;

import dev.trine.backend.op.Matmul;
import dev.trine.cli.option.AtLeastOne;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trine bench matmul}. */
@Command(
    name = "matmul",
    description = {
      "Measure the product of an M x K by a K x N matrix.",
      "Operands are on the device before the clock starts. A sample is a row of the result."
    },
    showDefaultValues = true)
final class BenchMatmul implements Runnable {
  /** What {@code --transpose} takes: the operands that lie transposed in memory. */
  enum Transposed {
    NONE,
    A,
    B,
    AB;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Mixin private BenchOptions options;

  @Parameters(
      paramLabel = "M",
      converter = AtLeastOne.class,
      description = "Rows of the result.",
      showDefaultValue = Visibility.NEVER)
  private int m;

  @Parameters(
      paramLabel = "K",
      converter = AtLeastOne.class,
      description = "Terms of each sum.",
      showDefaultValue = Visibility.NEVER)
  private int k;

  @Parameters(
      paramLabel = "N",
      converter = AtLeastOne.class,
      description = "Columns of the result.",
      showDefaultValue = Visibility.NEVER)
  private int n;

  @Option(
      names = "--batch",
      paramLabel = "B",
      converter = AtLeastOne.class,
      description = "Products, each of its own matrices.")
  private int batch = 1;

  @Option(
      names = "--transpose",
      paramLabel = "OPERANDS",
      description = "Operands that are stored transposed: ${COMPLETION-CANDIDATES}.")
  private Transposed transposed = Transposed.NONE;

  @Override
  public void run() {
    boolean transposeA = transposed == Transposed.A || transposed == Transposed.AB;
    boolean transposeB = transposed == Transposed.B || transposed == Transposed.AB;
    Matmul product = Matmul.batched(batch, m, n, k, transposeA, transposeB);
    options.run(spec.commandLine().getOut(), backend -> new MatrixProducts(backend, product));
  }
}

package dev.trine.spark.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one cluster that all of them share, which is started for the first of them. */
final class Cluster implements ParameterResolver {
  private static final Path FOLDER = Path.of("target", "cluster").toAbsolutePath();

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == StandaloneCluster.class;
  }

  @Override
  public StandaloneCluster resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(ExtensionContext.Namespace.create(Cluster.class))
        .getOrComputeIfAbsent("cluster", key -> start(), StandaloneCluster.class);
  }

  private static StandaloneCluster start() {
    try {
      return new StandaloneCluster(FOLDER);
    } catch (IOException failure) {
      throw new UncheckedIOException("The cluster could not be started", failure);
    }
  }
}

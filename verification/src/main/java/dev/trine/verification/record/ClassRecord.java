package dev.trine.verification.record;

import dev.trine.kernels.files.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Leaves out a class of slow tests while the sources that their outcome depends on are as they were
 * when all of them last passed. Where that is kept is said as for a {@link FamilyRecord}; if it is
 * not said, nothing is left out.
 */
public abstract class ClassRecord implements ExecutionCondition, TestWatcher, AfterAllCallback {
  private static final ConditionEvaluationResult RUNS =
      ConditionEvaluationResult.enabled("not known to have passed");

  private final Path folder;
  private final List<Path> sources;

  /**
   * @param sources files, and folders with all their files, from the module's folder
   */
  protected ClassRecord(List<Path> sources) {
    this(FamilyRecord.folder(), sources);
  }

  /**
   * @param folder of what has passed; null to leave nothing out and keep nothing
   */
  ClassRecord(Path folder, List<Path> sources) {
    this.folder = folder;
    this.sources = List.copyOf(sources);
  }

  @Override
  public final ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    boolean isOfClass = context.getTestMethod().isEmpty() && context.getTestClass().isPresent();
    return isOfClass && isUnchanged(context.getRequiredTestClass())
        ? ConditionEvaluationResult.disabled(
            "unchanged since it last passed: " + context.getDisplayName())
        : RUNS;
  }

  @Override
  public final void testFailed(ExtensionContext context, Throwable cause) {
    haveNotAllPassed(context);
  }

  /** What was missing for it may be there next time. */
  @Override
  public final void testAborted(ExtensionContext context, Throwable cause) {
    haveNotAllPassed(context);
  }

  private static void haveNotAllPassed(ExtensionContext context) {
    store(context).put(context.getRequiredTestClass(), true);
  }

  @Override
  public final void afterAll(ExtensionContext context) {
    boolean hasFailed =
        context.getExecutionException().isPresent()
            || store(context).get(context.getRequiredTestClass()) != null;
    if (!hasFailed) {
      pass(context.getRequiredTestClass());
    }
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getRoot().getStore(ExtensionContext.Namespace.create(ClassRecord.class));
  }

  final boolean isUnchanged(Class<?> tests) {
    if (folder == null) {
      return false;
    }
    try {
      return Files.exists(file(tests)) && Files.readString(file(tests)).equals(hash());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read what has passed in " + folder, e);
    }
  }

  final void pass(Class<?> tests) {
    if (folder == null) {
      return;
    }
    try {
      AtomicFile.write(file(tests), hash().getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write what has passed to " + folder, e);
    }
  }

  /** The same tests may be run by several modules. */
  private Path file(Class<?> tests) {
    return folder.resolve(Path.of("").toAbsolutePath().getFileName()).resolve(tests.getName());
  }

  private String hash() {
    return new SourceHash().add(sources).text();
  }
}

package dev.trine.cli;

/** Where stdout goes. */
public final class Terminal {
  /** Set by the launcher script, which knows; {@link System#console} also looks at stdin. */
  private static final String PROPERTY = "trine.terminal";

  private Terminal() {}

  /** Whether a line on stdout can be overwritten. */
  public static boolean isInteractive() {
    String said = System.getProperty(PROPERTY);
    return said == null ? System.console() != null : Boolean.parseBoolean(said);
  }
}

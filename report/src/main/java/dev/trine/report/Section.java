package dev.trine.report;

/** Something that a {@link Report} shows under a heading. */
public sealed interface Section
    permits Confusions, Curves, Figures, Paragraph, Pictures, Points, Table, Texts {
  /** Appends itself. */
  void addTo(Html page);
}

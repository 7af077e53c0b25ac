package dev.trine.report;

import java.util.Objects;

/** A few sentences. */
public record Paragraph(String text) implements Section {
  public Paragraph {
    Objects.requireNonNull(text, "text is null");
  }

  @Override
  public void addTo(Html page) {
    page.element("p", text, "class", "wide prose");
  }
}

package dev.trine.report;

import dev.trine.TrineException;
import dev.trine.io.Replacement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A page of sections, as one HTML file: readable on wide and narrow screens, light and dark, on
 * paper, and by screen readers. The same sections make the same bytes.
 *
 * <pre>{@code
 * Report.titled("Spoken digits")
 *     .summary("Test accuracy: 98.41 %")
 *     .section("Training", Curves.of("epoch", "loss").with("training", losses))
 *     .write(Path.of("digits.html"));
 * }</pre>
 */
public final class Report {
  /** Whatever a page says, a browser loads nothing for it. */
  private static final String POLICY =
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

  private final String title;
  private final List<Part> parts = new ArrayList<>();
  private String summary = "";

  private record Part(String heading, List<Section> sections) {}

  private Report(String title) {
    this.title = Objects.requireNonNull(title, "title is null");
  }

  /** A page of nothing yet. */
  public static Report titled(String title) {
    return new Report(title);
  }

  /** What is said below the title: the result, in a line. */
  public Report summary(String line) {
    summary = Objects.requireNonNull(line, "summary is null");
    return this;
  }

  /** Adds sections under one heading. */
  public Report section(String heading, Section... sections) {
    return section(heading, List.of(sections));
  }

  /** Adds sections under one heading; none leave the heading out. */
  public Report section(String heading, List<? extends Section> sections) {
    if (!sections.isEmpty()) {
      parts.add(new Part(heading, List.copyOf(sections)));
    }
    return this;
  }

  /**
   * Writes the page. A file that is there is replaced as a whole, and stays if that fails.
   *
   * @throws TrineException if it cannot be written
   */
  public void write(Path file) {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        Files.writeString(file, html()); // a device or a pipe
      } else {
        ByteBuffer page = ByteBuffer.wrap(html().getBytes(StandardCharsets.UTF_8));
        new Replacement().write(file, output -> output.write(page));
      }
    } catch (IOException failed) {
      throw new TrineException(
          "The report %s cannot be written: %s".formatted(file, failed), failed);
    }
  }

  /** The page. */
  public String html() {
    Html page = new Html();
    page.open("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml").line();
    head(page);
    page.open("body").line();
    page.open("header").element("h1", title).line();
    if (!summary.isEmpty()) {
      page.element("p", summary, "class", "summary").line();
    }
    contents(page);
    page.close().line().open("main").line();
    for (int i = 0; i < parts.size(); i++) {
      page.open("section", "id", "part-" + i, "aria-labelledby", "heading-" + i).line();
      page.element("h2", parts.get(i).heading(), "id", "heading-" + i).line();
      page.open("div", "class", "blocks").line();
      for (Section section : parts.get(i).sections()) {
        section.addTo(page);
        page.line();
      }
      page.close().close().line();
    }
    page.close().line();
    page.element("footer", "Made by Trine.").line();
    page.script(
        "/*! uPlot\n%s\n*/\n%s"
            .formatted(PageResources.LIBRARY_LICENSE, PageResources.LIBRARY_SCRIPT));
    page.script(PageResources.SCRIPT);
    page.close().line().close().line();
    return "<!DOCTYPE html>\n" + page;
  }

  private void head(Html page) {
    page.open("head").line();
    page.empty("meta", "charset", "utf-8").line();
    page.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY).line();
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    page.empty("meta", "name", "color-scheme", "content", "light dark").line();
    page.element("title", title).line();
    page.style(PageResources.LIBRARY_STYLE).style(PageResources.STYLE);
    page.close().line();
  }

  private void contents(Html page) {
    if (parts.size() < 2) {
      return;
    }
    page.open("nav", "aria-label", "Contents").open("ul");
    for (int i = 0; i < parts.size(); i++) {
      page.open("li").element("a", parts.get(i).heading(), "href", "#part-" + i).close();
    }
    page.close().close().line();
  }
}

package dev.trine.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** What every page has in it: style, script, and the library that draws curves. */
final class PageResources {
  static final String STYLE = own("page.css");
  static final String SCRIPT = own("page.js");
  static final String LIBRARY_STYLE = library("dist/uPlot.min.css");
  static final String LIBRARY_SCRIPT = library("dist/uPlot.iife.min.js");
  static final String LIBRARY_LICENSE = library("LICENSE");

  private PageResources() {}

  private static String own(String name) {
    return read("/dev/trine/report/" + name);
  }

  /** A file of uPlot, of the version that this module was built with. */
  private static String library(String name) {
    Properties versions = new Properties();
    try (InputStream in = PageResources.class.getResourceAsStream("library.properties")) {
      versions.load(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    String version = versions.getProperty("uplot.version");
    return read("/META-INF/resources/webjars/uplot/" + version + "/" + name);
  }

  private static String read(String path) {
    try (InputStream in = PageResources.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(
            "There is no %s on the class path, which reports need: add the jar org.webjars.npm:uplot"
                .formatted(path));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

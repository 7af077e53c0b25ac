module org.example {
  requires dev.trine.core;
  requires dev.trine.dataset;

  exports org.example;
}

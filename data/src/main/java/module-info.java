/** Readers of data sets: tables, images, arrays, sound, text. */
module dev.trine.dataset {
  requires com.google.gson;
  requires de.siegmar.fastcsv;
  requires transitive dev.trine.core;
  requires java.desktop;

  exports dev.trine.dataset.array;
  exports dev.trine.dataset.augment;
  exports dev.trine.dataset.folder;
  exports dev.trine.dataset.idx;
  exports dev.trine.dataset.image;
  exports dev.trine.dataset.npy;
  exports dev.trine.dataset.sound;
  exports dev.trine.dataset.split;
  exports dev.trine.dataset.table;
  exports dev.trine.dataset.text;
}

/** Arrays that NumPy saved: single ones (.npy), and archives of several (.npz). */
package dev.trine.dataset.npy;

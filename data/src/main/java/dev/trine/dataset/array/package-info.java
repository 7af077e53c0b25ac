/** Arrays as files hold them, and sets over them that are read when a batch is filled. */
package dev.trine.dataset.array;

/** JSON in files of which nothing is trusted; what writes and reads those files uses it. */
package dev.trine.io.json;

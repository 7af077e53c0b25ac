/** What a saved model is used on. */
package dev.trine.cli.predict.data;

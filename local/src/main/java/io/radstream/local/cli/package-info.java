/** The command {@code radstream}: each subcommand in a file of its own. */
package io.radstream.local.cli;

/** The command line: one small class for each command, over the same services as the window. */
package io.splitboard.app.cli;

/** The panels of the window: figures, solver, experiments, log and what is around the pictures. */
package io.splitboard.app.window.panel;

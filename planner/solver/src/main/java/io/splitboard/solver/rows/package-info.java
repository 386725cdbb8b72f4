/** Rows with overlap of computing and sending, as in HALP (Li, Iosifidis and Zhang 2022). */
package io.splitboard.solver.rows;

/** Runs as one self-contained HTML file with pictures. */
package io.splitboard.app.report;

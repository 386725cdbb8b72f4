/** Small charts of the panels. */
package io.splitboard.app.window.canvas.chart;

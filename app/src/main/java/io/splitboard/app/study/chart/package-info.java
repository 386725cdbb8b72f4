/** Pictures of studies as inline SVG. */
package io.splitboard.app.study.chart;

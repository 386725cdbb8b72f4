/** Charts with axes. */
package io.splitboard.app.picture.chart;

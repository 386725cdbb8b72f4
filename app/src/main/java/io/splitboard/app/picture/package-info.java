/**
 * Pictures of networks, devices, timelines and figures, drawn without a toolkit. The window shows
 * them on canvases, the report as SVG.
 */
package io.splitboard.app.picture;

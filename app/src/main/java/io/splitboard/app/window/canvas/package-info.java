/** Pictures that the window is made of: network, devices, timeline and small charts. */
package io.splitboard.app.window.canvas;

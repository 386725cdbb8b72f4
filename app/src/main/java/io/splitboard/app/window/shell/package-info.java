/** The window itself: start, layout, actions, tool bar, side bar, status bar. */
package io.splitboard.app.window.shell;

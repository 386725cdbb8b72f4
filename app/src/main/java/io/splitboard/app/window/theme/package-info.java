/** Colours of the window and of everything that is drawn, free of any toolkit. */
package io.splitboard.app.window.theme;

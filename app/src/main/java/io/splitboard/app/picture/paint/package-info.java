/** Drawing without saying on what: the same pictures go to the screen and to SVG files. */
package io.splitboard.app.picture.paint;

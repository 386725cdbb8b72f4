/** Questions that the window asks. */
package io.splitboard.app.window.dialog;

/** Where the boxes and arrows of a graph go. */
package io.splitboard.app.picture.layout;

/** What the timeline and the charts show, decided without a toolkit. */
package io.splitboard.app.picture.timeline;

/** What the devices' picture shows and how it is drawn, decided without a toolkit. */
package io.splitboard.app.picture.topology;

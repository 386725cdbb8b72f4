/** What the network's picture shows and how it is drawn, decided without a toolkit. */
package io.splitboard.app.picture.network;

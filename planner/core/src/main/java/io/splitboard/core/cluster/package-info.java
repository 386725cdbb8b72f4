/** Devices, links and the catalogue. */
package io.splitboard.core.cluster;

/** Placements, edits and what is legal. */
package io.splitboard.core.partition;

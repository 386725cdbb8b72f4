/** Who may call. */
package io.splitboard.protocol.access;

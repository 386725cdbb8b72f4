/** Estimated and measured costs. */
package io.splitboard.core.profile;

/** One small rule per operator kind. */
package io.splitboard.core.operator;

/** Tasks, fragments and transfers; the compiler from a partition. */
package io.splitboard.core.program;

/** Values of tensors: reading, making and comparing them. */
package io.splitboard.core.tensor;

/** Networks whose channel groups lie on different devices, and the policy of their exchanges. */
package io.splitboard.separable;

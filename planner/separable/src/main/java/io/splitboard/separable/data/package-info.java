/** Images that the project draws itself. */
package io.splitboard.separable.data;

/** How layers are shared out over devices, whatever their sizes. */
package io.splitboard.solver.sharing;

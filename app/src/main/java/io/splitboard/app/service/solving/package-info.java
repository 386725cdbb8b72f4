/** Looking for a partition by a chosen method: the same for the window and the command line. */
package io.splitboard.app.service.solving;

/** Project folders, designs, experiments. */
package io.splitboard.core.project;

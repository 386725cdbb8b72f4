/**
 * Work off the window's thread: one kind of task, two ways to run it, and latest-wins scheduling.
 */
package io.splitboard.app.window.task;

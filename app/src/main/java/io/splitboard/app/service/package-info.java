/**
 * What a command or the window does with a project: one deterministic, blocking call for each, with
 * no toolkit. Callers choose the thread.
 */
package io.splitboard.app.service;

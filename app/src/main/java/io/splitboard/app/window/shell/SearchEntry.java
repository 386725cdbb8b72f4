package io.splitboard.app.window.shell;

import org.kordamp.ikonli.Ikon;

/**
 * Something that the search field can find.
 *
 * @param kind {@code layer}, {@code device} or the menu of a command
 * @param title what is matched and shown
 * @param detail shown beside it and matched as well
 * @param icon picture
 * @param open what choosing it does
 */
public record SearchEntry(String kind, String title, String detail, Ikon icon, Runnable open) {}

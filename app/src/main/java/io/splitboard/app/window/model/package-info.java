/** View-models: JavaFX properties over the services, testable without a toolkit. */
package io.splitboard.app.window.model;

/** The study of layer assignment with weight pre-loading. */
package io.splitboard.app.study.layers;

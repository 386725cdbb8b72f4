/** How near predictions come to what is measured on the virtual lab. */
package io.splitboard.app.study.prediction;

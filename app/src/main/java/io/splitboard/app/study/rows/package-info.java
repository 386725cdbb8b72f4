/** The study of rows with overlap (HALP) and of choosing a model under a deadline. */
package io.splitboard.app.study.rows;

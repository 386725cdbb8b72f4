/** The study of pipelines: DEFER's three networks on several nodes. */
package io.splitboard.app.study.pipeline;

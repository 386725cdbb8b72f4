/** The study of separable networks: closed forms, a training, and its network on the lab. */
package io.splitboard.app.study.separable;

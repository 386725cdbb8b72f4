/** Training, search, fine-tuning and test in one run. */
package io.splitboard.separable.study;

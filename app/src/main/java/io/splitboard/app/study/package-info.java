/**
 * Studies: each computes the tables and pictures of one published method anew and compares them
 * with what is known about it.
 */
package io.splitboard.app.study;
